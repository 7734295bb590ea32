import { isSuppressed } from '../contract/alarms.ts';
import type { AlarmEntity } from '../contract/entities.ts';
import type { Flag } from '../contract/vocabulary.ts';
import { duplicatesIn, lifeOf, replacementOf } from './alarm-episodes.ts';
import type { LifeMark, Press, Rank } from './alarm-life.ts';
import { withMark } from './alarm-marks.ts';
import {
  type Asked,
  alarmState,
  chatteringUntil,
  endedAt,
  type Shelving,
  shelvingAt,
  withShelving,
} from './alarm-standing.ts';
import type { Context } from './context.ts';
import { equal } from './equal.ts';
import { type Heard, happenedAt, millis, type TypeOf } from './event.ts';
import { baseAfter, type Model, type RecordBase, seatOf, trackedBy } from './model.ts';
import { flagsBy, type PlaceFields, placedBy, placePatch } from './place.ts';
import { type Cells, insertedOnce, merged, type Patch } from './stamp.ts';

type AlarmFields = Pick<
  AlarmEntity,
  'title' | 'type' | 'priority' | 'device' | 'reading' | 'health' | 'expiresAt'
> &
  PlaceFields;

/** What the same source said by reference: a later alarm stands for this one, or this one is withdrawn. */
export interface Replacement {
  /** The later alarm; null when this one was withdrawn. */
  readonly id: string | null;
  readonly source: string;
  readonly at: number;
  readonly heardAt: number;
}

/** When people did something about the condition, epoch ms ascending; the first within an episode is what counts of it. */
export interface Responses {
  /** An item was made of it, or it was joined to one: a person has found it true. */
  readonly verifiedAt: readonly number[];
  /** A terminal was called to it or to its item, or the item was dispatched to a unit. */
  readonly sentAt: readonly number[];
  /** A called terminal was there. */
  readonly onSiteAt: readonly number[];
}

/** The inside of an alarm: what was told, its life as stamped marks, and what people did about it. */
export interface AlarmRecord extends RecordBase {
  readonly cells: Cells<AlarmFields>;
  readonly marks: readonly LifeMark[];
  readonly ranks: readonly Rank[];
  readonly presses: readonly Press[];
  readonly shelving: Shelving | null;
  /** Every shelving with its end as it was asked for, or as somebody ended it, also by another one. */
  readonly shelvings: readonly Asked[];
  /** `raisedAt` of episodes that began when another alarm stood for this one. */
  readonly apart: readonly number[];
  readonly responses: Responses;
  readonly outOfService: AlarmEntity['outOfService'];
  /** When it was out of service before. */
  readonly removals: readonly Asked[];
  readonly duplicateOf: string | null;
  /** How many alarms joined this one that say the same, by `raisedAt` of the episode that they joined. */
  readonly duplicates: readonly (readonly [raisedAt: number, count: number])[];
  /** When other alarms of its device and type were raised shortly before or after, epoch ms. */
  readonly echoes: readonly number[];
  readonly replacement: Replacement | null;
  readonly item: string | null;
  /** When it was made, or joined, and when the gateway heard of that; null while it is none. */
  readonly linked: Linked | null;
}

/** When a person made an item of an alarm, epoch ms by the command and by the gateway. */
export interface Linked {
  readonly at: number;
  readonly heardAt: number;
}

const RANKS_KEPT = 64;
const PRESSES_KEPT = 64;
const REMOVALS_KEPT = 16;
const NO_RESPONSES: Responses = { verifiedAt: [], sentAt: [], onSiteAt: [] };
/** A new reading must not make an acknowledgement on its way stale. */
const NO_PERSON_ACTS_ON: ReadonlySet<string> = new Set([
  'version',
  'reading',
  'health',
  'raises',
  'chattering',
  'stale',
  'late',
]);

const UNTOUCHED = {
  presses: [],
  shelving: null,
  shelvings: [],
  apart: [],
  responses: NO_RESPONSES,
  outOfService: null,
  removals: [],
  duplicateOf: null,
  duplicates: [],
  echoes: [],
  replacement: null,
  item: null,
  linked: null,
} as const;

/** Alarms as two independent booleans, `active` and `acked` (domain §5.3), and what keeps them off the strip. */
export const alarmModel: Model<'alarm', AlarmRecord> = {
  kind: 'alarm',
  owned: true,
  isAnew: ({ type }) => type === 'alarm.raised',
  idOf: ({ entry }) => entry.subject,
  hear(record, heard) {
    const mark = markOf(heard);
    const rank = rankOf(heard);
    const { marks, ranks } = record ?? { marks: [], ranks: [] };
    return {
      ...(record ?? UNTOUCHED),
      ...baseAfter(record, heard),
      cells: merged(record?.cells ?? {}, alarmPatch(heard), heard.stamp),
      marks: mark === null ? marks : withMark(marks, mark, record?.presses.some(isAck) ?? false),
      ranks: rank === null ? ranks : insertedOnce(ranks, rank, RANKS_KEPT),
    };
  },
  operate(record, heard) {
    const { seen } = heard.entry.data;
    const stale = typeof seen === 'number' && seen < record.version;
    if (stale && heard.type !== 'operation.noted') return record;
    const done = doneBy(record, heard);
    return done === null ? record : { ...record, ...done, heardAt: heard.entry.receivedAt };
  },
  build,
  leavesAt(record, entity, { now, setting }) {
    const keptFor = setting.rules.live.finishedAlarmsForS * 1_000;
    if (entity === null) return record.heardAt + keptFor;
    const { finishedHeardAt } = lifeOf(record, { now, setting });
    return finishedHeardAt === null ? null : finishedHeardAt + keptFor;
  },
  turnsAt(record, entity, { now, setting }) {
    if (entity.finishedAt !== null) return null;
    const { staleAfterS } = setting.rules.alarms;
    const ahead = [
      entity.ackBy + 1,
      entity.ackUntil,
      entity.expiresAt,
      entity.shelved?.until,
      lifeOf(record, { now, setting }).activeSince + staleAfterS * 1_000,
      chatteringUntil(raisesOf(record), setting.rules.alarms),
    ].filter((at) => typeof at === 'number' && at > now) as number[];
    return ahead.length === 0 ? null : Math.min(...ahead);
  },
  actedOn: (before, after) => !equal(before, after, NO_PERSON_ACTS_ON),
};

function build(id: string, record: AlarmRecord, context: Context): AlarmEntity | null {
  const { cells } = record;
  if (cells.title === undefined || cells.type === undefined || cells.priority === undefined) return null;
  const { now, setting } = context;
  const rules = setting.rules.alarms;
  const life = lifeOf(record, context);
  // What else was told of it is numbered later, and is of an episode that is over.
  const priority = life.renumbered ? life.priority : cells.priority.v;
  const {
    finishedHeardAt: _,
    beganHeardAt: __,
    priority: ___,
    firstAck: ____,
    activeSince,
    staleAt: _____,
    began: ______,
    expiresAt: _______,
    held: ________,
    shelvedAs: _________,
    renumbered,
    unshelvedAt,
    ...shown
  } = life;
  const open = life.finishedAt === null;
  const entity: AlarmEntity = {
    ...trackedBy(id, record, flagsOf(record, renumbered)),
    ...placedBy(cells, setting),
    title: cells.title.v,
    type: cells.type.v,
    priority,
    device: cells.device?.v ?? null,
    reading: cells.reading?.v ?? null,
    health: cells.health?.v ?? 'OK',
    ...shown,
    state: alarmState(life),
    raises: life.raises + duplicatesIn(record, life.raisedAt, Number.POSITIVE_INFINITY),
    late: open && !life.acked && now > life.ackBy,
    expiresAt: cells.expiresAt?.v ?? null,
    chattering: open && now < (chatteringUntil(raisesOf(record), rules) ?? 0),
    stale: life.active && now >= activeSince + rules.staleAfterS * 1_000,
    shelved: open && unshelvedAt === null ? shelvingAt(record.shelving, priority, context) : null,
    outOfService: open ? record.outOfService : null,
    duplicateOf: open ? record.duplicateOf : null,
    replacedBy: replacementOf(record, life.raisedAt)?.id ?? null,
    item: record.item,
  };
  return isSuppressed(entity) ? { ...entity, silenced: false, late: false } : entity;
}

function flagsOf({ cells, skewed }: AlarmRecord, renumbered: boolean): readonly Flag[] {
  const flags = flagsBy(cells.placeFlags?.v, skewed);
  return renumbered ? [...flags, 'renumbered'] : flags;
}

/** When its device was heard raising it, or another alarm of the same type, epoch ms. */
export function raisesOf({ marks, echoes }: Pick<AlarmRecord, 'marks' | 'echoes'>): readonly number[] {
  return [...ownRaisesOf({ marks }), ...echoes];
}

/** When it was heard raised itself, epoch ms. */
export function ownRaisesOf({ marks }: Pick<AlarmRecord, 'marks'>): readonly number[] {
  return marks.flatMap(({ what, at }) => (what === 'raised' ? [at] : []));
}

/** What a command changes of the record; null when it is not about what an alarm keeps. */
function doneBy(record: AlarmRecord, heard: Heard<TypeOf<'operation'>>): Partial<AlarmRecord> | null {
  const { entry } = heard;
  const by = seatOf(entry);
  switch (heard.type) {
    case 'operation.acknowledged':
      return { presses: pressed(record, heard, 'acked') };
    case 'operation.silenced':
      return { presses: pressed(record, heard, 'silenced') };
    case 'operation.reset':
      return { presses: pressed(record, heard, 'reset') };
    case 'operation.shelved': {
      const { reason, until } = heard.data;
      const asked = { at: entry.time, until: millis(until, entry.time) };
      const shelvings = withShelving(record.shelvings, asked);
      return { shelving: { ...asked, n: entry.n, heardAt: entry.receivedAt, reason, by }, shelvings };
    }
    case 'operation.unshelved':
      return { shelving: null, shelvings: endedAt(record.shelvings, entry.time) };
    case 'operation.removed':
      return { outOfService: { item: heard.data.item, since: entry.time, by } };
    case 'operation.restored':
      return restored(record, entry.time);
    default:
      return null;
  }
}

/** In service again; what was raised meanwhile stays apart. */
export function restored(
  { outOfService, removals }: Pick<AlarmRecord, 'outOfService' | 'removals'>,
  at: number,
): Pick<AlarmRecord, 'outOfService' | 'removals'> {
  if (outOfService === null) return { outOfService, removals };
  const removal: Asked = { at: outOfService.since, until: at };
  return { outOfService: null, removals: [...removals.slice(1 - REMOVALS_KEPT), removal] };
}

function isAck({ what }: Press): boolean {
  return what === 'acked';
}

function pressed(
  { presses }: AlarmRecord,
  { entry }: Heard<TypeOf<'operation'>>,
  what: Press['what'],
): readonly Press[] {
  const press = { what, n: entry.n, at: entry.time, by: seatOf(entry), heardAt: entry.receivedAt };
  return [...presses.slice(-(PRESSES_KEPT - 1)), press];
}

function markOf(heard: Heard<TypeOf<'alarm'>>): LifeMark | null {
  const { stamp, entry, type } = heard;
  const mark = { s: stamp, at: entry.time, heardAt: entry.receivedAt };
  switch (type) {
    case 'alarm.raised': {
      const { raisedAt, priority, expiresAt } = heard.data;
      const until = expiresAt === undefined ? null : millis(expiresAt, entry.time);
      const at = happenedAt(raisedAt, entry);
      const told = at === entry.time ? {} : { toldAt: entry.time };
      return { ...mark, at, ...told, what: 'raised', priority, expiresAt: until };
    }
    case 'alarm.returned':
      return { ...mark, what: 'returned' };
    case 'alarm.cleared':
      return { ...mark, what: 'cleared' };
    default:
      return null;
  }
}

function rankOf(heard: Heard<TypeOf<'alarm'>>): Rank | null {
  if (heard.type !== 'alarm.updated') return null;
  const { stamp, entry, data } = heard;
  const { priority, expiresAt } = data;
  if (priority === undefined && expiresAt === undefined) return null;
  return {
    s: stamp,
    at: entry.time,
    ...(priority === undefined ? {} : { priority }),
    ...(expiresAt === undefined ? {} : { expiresAt: millis(expiresAt, entry.time) }),
  };
}

function alarmPatch(heard: Heard<TypeOf<'alarm'>>): Patch<AlarmFields> {
  switch (heard.type) {
    case 'alarm.raised': {
      const { title, type, priority, device, reading, expiresAt } = heard.data;
      const place = placePatch(heard.data, heard.entry);
      const until = expiresAt === undefined ? null : millis(expiresAt, heard.entry.time);
      return { title, type, priority, device, reading: readingOf(reading), expiresAt: until, ...place };
    }
    case 'alarm.updated': {
      const { title, priority, reading, expiresAt } = heard.data;
      const until = expiresAt === undefined ? undefined : millis(expiresAt, heard.entry.time);
      return { title, priority, reading: readingOf(reading), expiresAt: until };
    }
    case 'alarm.returned':
      return { reading: readingOf(heard.data.reading) };
    case 'alarm.health_changed':
      return { health: heard.data.health, device: heard.data.device };
    default:
      return {};
  }
}

function readingOf(reading: Heard<'alarm.raised'>['data']['reading']): AlarmFields['reading'] | undefined {
  if (reading === undefined) return undefined;
  const { value, limit, unit } = reading;
  return { value, unit, ...(limit === undefined ? {} : { limit }) };
}
