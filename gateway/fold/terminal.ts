import type { LngLat, TerminalEntity } from '../contract/entities.ts';
import { isRostered } from '../contract/roster.ts';
import type { Rules } from '../contract/rules.ts';
import type { Flag, TerminalState } from '../contract/vocabulary.ts';
import { type Context, DAY_MS, type Setting } from './context.ts';
import { type Dispatch, dispatchAfter, dispatchAtFix, endedByRule } from './dispatch.ts';
import { dutyAt } from './duty.ts';
import { type Heard, millis, type TypeOf } from './event.ts';
import { baseAfter, type Model, type RecordBase, trackedBy } from './model.ts';
import { flagsBy, placeFlagsOf, pointOf } from './place.ts';
import { type Cells, compareStamps, merged, type Patch, type Stamp } from './stamp.ts';

/** Everything that only a fix tells; it is replaced as a whole. */
interface Fix {
  readonly s: Stamp;
  readonly location: LngLat;
  readonly at: number;
  /** When the first of the fixes at this very point was taken. */
  readonly stillSince: number;
  /** `n` of the last fix elsewhere, if there was one, and of the first at this point. */
  readonly stood: readonly number[];
  /** `n` of the first word since that the terminal was off duty: what comes after it is another stay; null without one. */
  readonly restedBy: number | null;
  readonly area: string | null;
  readonly flags: readonly Flag[];
  readonly accuracyM: number | null;
  readonly headingDeg: number | null;
}

interface TerminalFields {
  readonly name: string;
  readonly unit: string;
  /** Home area, where the terminal counts until it has a fix inside the region. */
  readonly home: string;
  readonly battery: number;
  readonly intervalS: number;
  readonly online: boolean;
  readonly onDuty: boolean;
  /** When that was said. */
  readonly onDutyAt: number;
  readonly sosAt: number | null;
}

export interface TerminalRecord extends RecordBase {
  readonly cells: Cells<TerminalFields>;
  readonly fix: Fix | null;
  readonly call: Dispatch | null;
}

const ACTED_ON = ['state', 'onDuty', 'name', 'unit', 'sosAt'] as const;

/** Patrol terminals: devices with a last fix. A terminal that did not say is on duty when its unit is. */
export const terminalModel: Model<'terminal', TerminalRecord> = {
  kind: 'terminal',
  owned: true,
  isAnew: () => true,
  idOf: ({ entry }) => entry.subject,
  hear(record, heard) {
    const before = record?.call ?? null;
    const fix = fixOf(heard);
    const cells = merged(record?.cells ?? {}, patchAfter(record?.cells ?? {}, heard), heard.stamp);
    const call = fix === null ? before : dispatchAtFix(before, fix);
    return {
      ...baseAfter(record, heard),
      cells,
      fix: fixAfter(record?.fix ?? null, fix, heard),
      call: callAfterWord(call, heard, cells),
    };
  },
  operate(record, heard) {
    const call = dispatchAfter(record.call, heard);
    const cells = heard.type === 'operation.sos_cleared' ? helped(record.cells) : record.cells;
    const same = call === record.call && cells === record.cells;
    return same ? record : { ...record, heardAt: heard.entry.receivedAt, cells, call };
  },
  build,
  leavesAt: ({ cells, heardAt }, _entity, { setting: { rules } }) =>
    typeof cells.sosAt?.v === 'number' ? null : heardAt + rules.terminals.goneAfterDays * DAY_MS,
  turnsAt(record, entity, context) {
    const { now, setting } = context;
    const turn = dutyAt(entity.unit, context).turnsAt;
    if (entity.fixAt === null || !entity.onDuty) return turn;
    const { staleAt, offlineAt } = ageLimits(entity.fixAt, record, setting);
    const aged = now < staleAt ? staleAt : offlineAt;
    if (now >= aged) return turn;
    return turn === null ? aged : Math.min(turn, aged);
  },
  actedOn: (before, after) => ACTED_ON.some((name) => before[name] !== after[name]),
};

/** `n` of the entries that the record was made of, as far as what they said is still in force. */
export function terminalNs({ cells, fix, origin, top, call }: TerminalRecord): readonly number[] {
  const told = [...Object.values(cells), origin].map(({ s }) => s[2]);
  const placed = fix === null ? [] : [...fix.stood, fix.s[2], fix.restedBy ?? fix.s[2]];
  const called = [call?.arrivedBy ?? null, call?.leftBy ?? null].filter((n) => n !== null);
  return [...told, top[2], ...placed, ...called];
}

/** What the terminal's last word says of duty at an instant since, else the roster; without shifts there is only its word. */
export function hadDuty({ cells }: TerminalRecord, at: number, { rules, days }: Setting): boolean {
  const { onDuty, onDutyAt, unit } = cells;
  const told = onDuty !== undefined && (at >= (onDutyAt?.v ?? at) || rules.roster.shifts.length === 0);
  return told ? onDuty.v : isRostered(rules.roster, unit?.v ?? null, at, days);
}

function build(id: string, record: TerminalRecord, context: Context): TerminalEntity {
  const { cells, fix } = record;
  const { areas, rules } = context.setting;
  const { rostered } = dutyAt(cells.unit?.v ?? null, context);
  const onDuty = cells.onDuty?.v ?? rostered;
  const place = areas.get(fix?.area ?? '') ?? areas.get(cells.home?.v ?? '');
  return {
    ...trackedBy(id, record, flagsOf(record, rules.terminals)),
    name: cells.name?.v ?? id,
    unit: cells.unit?.v ?? null,
    village: place?.village ?? null,
    street: place?.street ?? null,
    location: fix?.location ?? null,
    fixAt: fix?.at ?? null,
    accuracyM: fix?.accuracyM ?? null,
    headingDeg: fix?.headingDeg ?? null,
    battery: cells.battery?.v ?? null,
    onDuty,
    ...standingOf(record, onDuty, context),
    sosAt: cells.sosAt?.v ?? null,
    rostered,
    dispatch: shownCall(record.call),
  };
}

/** 同点不动: told by fixes that go on coming; a terminal that says nothing is stale, not stuck. */
function flagsOf(
  { fix, skewed }: TerminalRecord,
  { stuckAfterS, inaccurateAboveM }: Rules['terminals'],
): readonly Flag[] {
  const flags = flagsBy(fix?.flags, skewed);
  if (fix === null) return flags;
  const isStuck = fix.at - fix.stillSince >= stuckAfterS * 1_000;
  const isInaccurate = (fix.accuracyM ?? 0) > inaccurateAboveM;
  if (!isStuck && !isInaccurate) return flags;
  return [...flags, ...(isStuck ? STUCK : []), ...(isInaccurate ? INACCURATE : [])];
}

const STUCK: readonly Flag[] = ['stuck_fix'];
const INACCURATE: readonly Flag[] = ['inaccurate'];

function shownCall(call: Dispatch | null): TerminalEntity['dispatch'] {
  if (call === null) return null;
  const { place: _place, withinM: _withinM, arrivedBy: _arrivedBy, leftBy: _leftBy, ...shown } = call;
  return shown;
}

/** A call for help stands above everything, off duty and offline too; nobody is online for it. */
function standingOf(
  record: TerminalRecord,
  onDuty: boolean,
  context: Context,
): Pick<TerminalEntity, 'state' | 'unheard'> {
  const state = stateOf(record, onDuty, context);
  if (typeof record.cells.sosAt?.v !== 'number') return { state };
  return state === 'STALE' || state === 'OFFLINE' ? { state: 'SOS', unheard: state } : { state: 'SOS' };
}

/** As it stands without a call for help. */
function stateOf(
  record: TerminalRecord,
  onDuty: boolean,
  { now, setting }: Context,
): Exclude<TerminalState, 'SOS'> {
  const { cells, fix } = record;
  if (!onDuty) return 'OFF_DUTY';
  if (fix === null || cells.online?.v === false) return 'OFFLINE';
  const { staleAt, offlineAt } = ageLimits(fix.at, record, setting);
  if (now >= offlineAt) return 'OFFLINE';
  if (now >= staleAt) return 'STALE';
  if (record.call !== null && record.call.doneAt === null) return 'BUSY';
  return (cells.battery?.v ?? 100) < setting.rules.terminals.lowBatteryPercent ? 'LOW_BATTERY' : 'ONLINE';
}

/** First instants, epoch ms, at which a fix is older than the rules allow (domain §6.3). */
function ageLimits(fixAt: number, { cells }: TerminalRecord, { rules }: Setting) {
  const { intervalS, staleAfterIntervals, offlineAfterIntervals, offlineAfterS } = rules.terminals;
  const intervalMs = (cells.intervalS?.v ?? intervalS) * 1_000;
  const offlineAfterMs = Math.max(offlineAfterIntervals * intervalMs, offlineAfterS * 1_000);
  return {
    staleAt: fixAt + Math.floor(staleAfterIntervals * intervalMs) + 1,
    offlineAt: fixAt + Math.floor(offlineAfterMs) + 1,
  };
}

/** The call for help that stands is over; a later one of the terminal raises it anew. */
function helped(cells: Cells<TerminalFields>): Cells<TerminalFields> {
  const { sosAt } = cells;
  return typeof sosAt?.v === 'number' ? { ...cells, sosAt: { v: null, s: sosAt.s } } : cells;
}

/** Who says that the duty is over goes to nothing any more. */
function callAfterWord(
  call: Dispatch | null,
  { type, data, entry, stamp }: Heard<TypeOf<'terminal'>>,
  { onDuty }: Cells<TerminalFields>,
): Dispatch | null {
  if (call === null || type !== 'terminal.status_changed' || data.onDuty !== false) return call;
  if (onDuty === undefined || compareStamps(onDuty.s, stamp) !== 0) return call;
  return endedByRule(call, { at: entry.time, endedBy: 'OFF_DUTY', leftBy: entry.n });
}

/** A press that was told before, and answered since, is told again: that is no other call for help. */
function patchAfter(
  { sosAt }: Cells<TerminalFields>,
  heard: Heard<TypeOf<'terminal'>>,
): Patch<TerminalFields> {
  const [epoch, sequence] = heard.stamp;
  const told = sosAt !== undefined && sosAt.s[0] === epoch && sosAt.s[1] === sequence && sequence >= 0;
  return heard.type === 'terminal.sos_raised' && told ? {} : terminalPatch(heard);
}

function terminalPatch(heard: Heard<TypeOf<'terminal'>>): Patch<TerminalFields> {
  switch (heard.type) {
    case 'terminal.located': {
      const { battery, intervalS } = heard.data;
      return { battery, intervalS, online: true };
    }
    case 'terminal.status_changed': {
      const { area, sosCleared, ...told } = heard.data;
      const onDutyAt = told.onDuty === undefined ? undefined : heard.entry.time;
      return { ...told, onDutyAt, home: area, ...(sosCleared === true ? { sosAt: null } : {}) };
    }
    default:
      return { sosAt: heard.entry.time };
  }
}

/** A fix moves the terminal only forward: neither an older sequence nor an older fix replaces what is known. */
function fixAfter(fix: Fix | null, next: Fix | null, heard: Heard<TypeOf<'terminal'>>): Fix | null {
  if (fix === null) return next;
  if (next === null) return isRest(heard) ? restedAfter(fix, heard.stamp) : fix;
  if (compareStamps(next.s, fix.s) <= 0 || next.at < fix.at) return fix;
  const still = next.location.lng === fix.location.lng && next.location.lat === fix.location.lat;
  const { stillSince, stood, restedBy } = fix;
  if (still && restedBy === null) return { ...next, stillSince, stood };
  return { ...next, stood: [fix.s[2], restedBy ?? fix.s[2], next.s[2]] };
}

/** Off duty a device may lie where it lies: said by itself, or by the door that dropped its position. */
function isRest({ type, data, entry }: Heard<TypeOf<'terminal'>>): boolean {
  if (type !== 'terminal.status_changed') return false;
  return data.onDuty === false || entry.flags.includes('position_dropped');
}

function restedAfter(fix: Fix, stamp: Stamp): Fix {
  return fix.restedBy !== null || compareStamps(stamp, fix.s) < 0 ? fix : { ...fix, restedBy: stamp[2] };
}

/** A fix cannot have been taken after it was received: a terminal with a fast clock must not freeze at its place. */
function fixOf(heard: Heard<TypeOf<'terminal'>>): Fix | null {
  const { type, entry, stamp, data } = heard;
  if (type === 'terminal.status_changed' || data.location === undefined) return null;
  const told = type === 'terminal.located' ? millis(data.fixAt, entry.time) : entry.time;
  const at = Math.min(told, entry.receivedAt);
  return {
    s: stamp,
    location: pointOf(data.location),
    at,
    stillSince: at,
    stood: [stamp[2]],
    restedBy: null,
    area: entry.area,
    flags: placeFlagsOf(entry.flags),
    accuracyM: data.location.accuracyM ?? null,
    headingDeg: type === 'terminal.located' ? (data.headingDeg ?? null) : null,
  };
}
