import type { DeadlineExplanation } from '../contract/deadlines.ts';
import type { CaseEntity, Fact } from '../contract/entities.ts';
import { CONSOLE_PRODUCER } from '../contract/producers.ts';
import { dueFactsOf, dueFor } from './case-due.ts';
import { factAmong, noteOf, withFact } from './case-facts.ts';
import { type CaseFields, casePatch, stateSaid } from './case-fields.ts';
import { createItemBuilder, type ItemBuilder, type ItemPlaces, presented } from './case-item.ts';
import { type LifeRecord, lifeTurnsAt } from './case-life.ts';
import { endedBy, markedAlso, type StateMark } from './case-marks.ts';
import { type CaseRiskRecord, levelTurnsAt, riskSettled } from './case-risk.ts';
import { isFinal, slaTurnsAt } from './case-sla.ts';
import type { Context, Setting } from './context.ts';
import { dueOf, endInForce, endKept, endOf, type Granted, type Kept } from './deadline/due.ts';
import { daysCountedSo, explainDue } from './deadline/explain.ts';
import { remainingTurnsAt } from './deadline/remaining.ts';
import { toldAfter } from './deadline/told.ts';
import { equal } from './equal.ts';
import type { Heard, TypeOf } from './event.ts';
import { actsAfter, actsTurnAt } from './life/acts.ts';
import { usedOf } from './life/ladder.ts';
import { NO_MERGES } from './life/merging.ts';
import { stepDuesAfter } from './life/step-dues.ts';
import { stepOf, steppedAlso, type Writable } from './life/steps.ts';
import { baseAfter, type Configured, type Model, type RecordBase, seatOf } from './model.ts';
import { actOf } from './risk/acts.ts';
import { NO_RISK } from './risk/shown.ts';
import { observationTurnsAt } from './risk/strike-off.ts';
import { type Cells, earlier, insertedOnce, isBehind, merged, type Stamp } from './stamp.ts';

/** The inside of an item. Steps that came before `case.received` are kept here and shown once it has come. */
export interface CaseRecord extends RecordBase, LifeRecord, CaseRiskRecord {
  readonly cells: Cells<CaseFields>;
  /** When a person at a seat first looked at it. */
  readonly lookedAt: number | null;
  /** When a verified lead was first joined to it. */
  readonly leadAt: number | null;
  readonly facts: readonly Fact[];
}

type CaseHeard = Heard<TypeOf<'case'>>;

const EXTENSIONS_KEPT = 16;
/** Facts with which an item comes back; its entries are in the log. */
const FACTS_OF_BYGONE = 20;
/** How long an item is still there to be seen once it was struck off. */
const OBSERVED_SHOWN_MS = 86_400_000;
const NO_PERSON_ACTS_ON: ReadonlySet<string> = new Set([
  'sla',
  'verdict',
  'version',
  'restsUntil',
  'remainingWorkdays',
  'risk',
]);

/** Commands that leave the item to whoever handles it. */
const ONLY_READING: ReadonlySet<string> = new Set(['operation.noted', 'operation.unmasked']);

/** Was the item made here, of an alarm, a lead or a warning? */
function isOfDesk({ entry }: CaseHeard): boolean {
  return entry.producer === CONSOLE_PRODUCER;
}

/** Since when this centre handles an item, after one more act of a seat (epoch ms). */
export function actedAt(record: Pick<CaseRecord, 'deskAt'> | undefined, at: number): number {
  return Math.min(record?.deskAt ?? at, at);
}

/** Items: every field has its last writer by stamp, so any order of arrival ends in the same item. */
export function createCaseModel(places: ItemPlaces): Model<'case', CaseRecord> {
  const { build, reckoned } = createItemBuilder(places);
  return {
    kind: 'case',
    idOf: ({ entry }) => entry.subject,
    hear(record, heard) {
      const { stamp, entry, data } = heard;
      const patch = casePatch(heard);
      const note = noteOf(data);
      const base = baseAfter(record, heard);
      const next: CaseRecord = {
        origin: base.origin,
        top: base.top,
        topBy: base.topBy,
        version: base.version,
        heardAt: base.heardAt,
        skewed: base.skewed,
        cells: merged(record?.cells ?? {}, patch, stamp),
        firstDue: firstDueAfter(record?.firstDue ?? null, heard, patch.dueAt),
        dues: duesAfter(record?.dues ?? [], heard, patch.dueAt),
        marks: marksAfter(record?.marks ?? [], heard),
        steps: stepsAfter(record?.steps ?? [], heard),
        extensions: extensionsAfter(record?.extensions ?? [], heard),
        kept: record?.kept ?? null,
        stepDues: record?.stepDues ?? [],
        acts: record?.acts ?? [],
        merging: record?.merging ?? NO_MERGES,
        risk: record?.risk ?? NO_RISK,
        lookedAt: record?.lookedAt ?? null,
        leadAt: record?.leadAt ?? null,
        deskAt: isOfDesk(heard) ? actedAt(record, entry.time) : (record?.deskAt ?? null),
        facts: withFact(record?.facts ?? [], heard, {
          by: entry.source,
          note,
          reordered: record !== undefined && isBehind(stamp, record.top),
        }),
      };
      return places.judged(entry.subject, next);
    },
    operate(record, heard) {
      const { type, entry, data } = heard;
      const looked = type === 'operation.verified' ? entry.time : null;
      const act = actOf(heard);
      return {
        ...record,
        heardAt: entry.receivedAt,
        lookedAt: record.lookedAt ?? looked,
        deskAt: ONLY_READING.has(type) ? record.deskAt : actedAt(record, entry.time),
        acts: actsAfter(record.acts, heard),
        risk: act === null ? record.risk : { ...record.risk, acts: [...record.risk.acts, act] },
        facts: withFact(record.facts, heard, { by: seatOf(entry), note: noteOf(data) }),
      };
    },
    build,
    settle: (record, entity, context) => riskSettled(record, entity, context, places),
    bygone: (record) => ({ ...record, facts: record.facts.slice(-FACTS_OF_BYGONE) }),
    leavesAt(record, entity, { setting }) {
      const keptFor = setting.rules.live.closedItemsForS * 1_000;
      if (entity === null) return record.heardAt + keptFor;
      if (!isFinal(entity.state)) return null;
      const observed = entity.risk?.observation?.until ?? Number.NEGATIVE_INFINITY;
      return Math.max(endedBy(record.marks).heardAt + keptFor, observed + OBSERVED_SHOWN_MS);
    },
    turnsAt(kept, entity, context) {
      const { now, setting } = context;
      if (isFinal(entity.state)) return observationTurnsAt(entity.risk?.observation, now);
      const { record, due } = reckoned(kept, context);
      const { pausedAt, receivedAt } = entity;
      const { startAt, dueAt, pausedMs } = due;
      const used = usedOf({ state: entity.state, receivedAt, pausedAt, startAt, dueAt, pausedMs });
      return earliest(
        slaTurnsAt(entity, now),
        actsTurnAt(record.acts, now),
        pausedAt === null ? remainingTurnsAt(due, now, setting.deadlines.calendar) : null,
        lifeTurnsAt(entity.life, used, now, setting),
        levelTurnsAt(entity, record, context, places),
      );
    },
    actedOn: (before, after) => !equal(before, after, NO_PERSON_ACTS_ON),
    resettle: (record, shown, configured, context) => resettle(record, shown, configured, { context, build }),
  };
}

/** How the deadline of an item that was received came about; null without one. */
export function explainCase(
  kept: CaseRecord,
  entity: CaseEntity,
  context: Context,
): DeadlineExplanation | null {
  const { setting } = context;
  const record = presented(kept, context);
  const due = dueFor(record, setting);
  return explainDue(dueFactsOf(record, setting), due, entity.basis, setting.deadlines.calendar);
}

function earliest(...instants: readonly (number | null)[]): number | null {
  const known = instants.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** Other rules may move an open item's deadline, but not its first one, and nothing of what was closed under the old. */
function resettle(
  record: CaseRecord,
  shown: CaseEntity,
  { heard: { entry }, former }: Configured,
  { context, build }: Pick<ItemBuilder, 'build'> & { readonly context: Context },
): CaseRecord {
  const computed = record.firstDue === null || record.firstDue.v.moved;
  const { now, setting } = context;
  const stepDues = stepDuesAfter(presented(record, { now, setting: former }), { former, setting });
  const then = keptOf(record, { now, setting: former }, setting);
  const kept = computed ? then : endKept(record.kept, then);
  const pinned = { ...record, kept, stepDues };
  const dueAt = build(shown.id, pinned, context)?.dueAt ?? null;
  if (dueAt === shown.dueAt) return pinned;
  const { utcOffsetMs } = context.setting;
  const note = `时限规则或日历变更：到期 ${localTime(shown.dueAt, utcOffsetMs)} → ${localTime(dueAt, utcOffsetMs)}`;
  const fact: Fact = { n: entry.n, type: 'system.configured', at: entry.time, by: entry.source, note };
  return { ...pinned, facts: factAmong(pinned.facts, fact) };
}

/** What the setting, which no longer holds, has made of the item's deadline. */
function keptOf(record: CaseRecord, former: Context, setting: Setting): Kept | null {
  const facts = dueFactsOf(presented(record, former), former.setting);
  const due = dueOf(facts, former.setting.deadlines);
  const at = endOf(facts.marks);
  if (at === null && due.originalDueAt === null) return record.kept;
  const told = facts.told === undefined ? {} : { told: facts.told };
  if (at === null) return { original: due.originalDueAt, end: null };
  const before = endInForce(facts)?.days;
  const days = before ?? daysCountedSo(due, former.setting.deadlines.calendar, setting.deadlines.calendar);
  return { original: due.originalDueAt, end: { at, due, ...told, ...(days === null ? {} : { days }) } };
}

function localTime(at: number | null, utcOffsetMs: number): string {
  return at === null ? '无' : new Date(at + utcOffsetMs).toISOString().slice(0, 16).replace('T', ' ');
}

function duesAfter(
  before: CaseRecord['dues'],
  { stamp, entry }: CaseHeard,
  due: number | null | undefined,
): CaseRecord['dues'] {
  return due === undefined ? before : toldAfter(before, { s: stamp, at: entry.time, due });
}

function firstDueAfter(
  before: CaseRecord['firstDue'],
  { type, stamp }: CaseHeard,
  dueAt: number | null | undefined,
): CaseRecord['firstDue'] {
  if (typeof dueAt !== 'number') return before;
  const moved = type === 'case.extended' || type === 'case.resumed';
  return earlier(before ?? undefined, { at: dueAt, moved }, stamp);
}

function marksAfter(before: CaseRecord['marks'], heard: CaseHeard): CaseRecord['marks'] {
  const state = stateSaid(heard);
  if (state === null) return before;
  const { stamp, entry, data } = heard;
  const why = noteOf(data);
  const mark: Writable<StateMark> = { s: stamp, state, at: entry.time, heardAt: entry.receivedAt };
  if (why !== undefined) mark.why = why;
  if (state === 'SUSPENDED' && 'approver' in data && data.approver !== undefined)
    mark.approver = data.approver;
  if (heard.type === 'case.resumed') mark.resumes = true;
  if (heard.type === 'case.progressed') mark.beside = true;
  return markedAlso(before, mark);
}

function extensionsAfter(before: CaseRecord['extensions'], heard: CaseHeard): CaseRecord['extensions'] {
  if (heard.type !== 'case.extended' || heard.data.extension === undefined) return before;
  const { stamp, entry, data } = heard;
  const granted: Granted & { s: Stamp } = {
    s: stamp,
    amount: heard.data.extension.amount,
    unit: heard.data.extension.unit,
    at: entry.time,
    reason: noteOf(data) ?? null,
    ...(heard.data.approver === undefined ? {} : { approver: heard.data.approver }),
  };
  return insertedOnce(before, granted, EXTENSIONS_KEPT);
}

function stepsAfter(before: CaseRecord['steps'], heard: CaseHeard): CaseRecord['steps'] {
  const step = stepOf(heard, stateSaid(heard));
  return step === null ? before : steppedAlso(before, step);
}
