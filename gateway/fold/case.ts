import type { CaseEntity, Fact } from '../contract/entities.ts';
import type { CaseState } from '../contract/vocabulary.ts';
import { type CaseFields, casePatch, stateSaid } from './case-fields.ts';
import { isFinal, slaAt, slaTurnsAt, verdictAt, warnInstant } from './case-sla.ts';
import type { Context, Setting } from './context.ts';
import { equal } from './equal.ts';
import type { Heard } from './event.ts';
import { baseAfter, type Model, type RecordBase, seatOf, trackedBy } from './model.ts';
import { flagsBy, placedBy } from './place.ts';
import { type Cell, type Cells, earlier, inserted, merged, type Stamp } from './stamp.ts';

/** One statement about the state: what, when it happened, when it was received. */
interface StateMark {
  readonly s: Stamp;
  readonly state: CaseState;
  readonly at: number;
  readonly heardAt: number;
}

/** The inside of an item. Steps that came before `case.received` are kept here and shown once it has come. */
export interface CaseRecord extends RecordBase {
  readonly cells: Cells<CaseFields>;
  /** First deadline that was ever told. */
  readonly firstDue: Cell<number> | null;
  /** Statements about the state by stamp, so that "since when" does not depend on the order of arrival. */
  readonly marks: readonly StateMark[];
  /** When a person at a seat first looked at it. */
  readonly lookedAt: number | null;
  readonly facts: readonly Fact[];
}

const MARKS_KEPT = 64;
const FACTS_KEPT = 100;
const NO_PERSON_ACTS_ON: ReadonlySet<string> = new Set(['sla', 'verdict', 'version']);

/** Items: every field has its last writer by stamp, so any order of arrival ends in the same item. */
export const caseModel: Model<'case', CaseRecord> = {
  kind: 'case',
  idOf: ({ entry }) => entry.subject,
  hear(record, heard) {
    const { stamp, entry, data } = heard;
    const patch = casePatch(heard);
    const { dueAt } = patch;
    const firstDue = record?.firstDue ?? null;
    const state = stateSaid(heard);
    const mark = state === null ? null : { s: stamp, state, at: entry.time, heardAt: entry.receivedAt };
    const marks = record?.marks ?? [];
    const note = noteOf(data);
    return {
      ...baseAfter(record, heard),
      cells: merged(record?.cells ?? {}, patch, stamp),
      firstDue: typeof dueAt === 'number' ? earlier(firstDue ?? undefined, dueAt, stamp) : firstDue,
      marks: mark === null ? marks : inserted(marks, mark, MARKS_KEPT),
      lookedAt: record?.lookedAt ?? null,
      facts: withFact(record?.facts ?? [], heard, entry.source, note),
    };
  },
  operate(record, heard) {
    const { type, entry, data } = heard;
    const looked = type === 'operation.verified' ? entry.time : null;
    return {
      ...record,
      heardAt: entry.receivedAt,
      lookedAt: record.lookedAt ?? looked,
      facts: withFact(record.facts, heard, seatOf(entry), noteOf(data)),
    };
  },
  build,
  leavesAt(record, entity, { setting }) {
    const keptFor = setting.rules.live.closedItemsForS * 1_000;
    if (entity === null) return record.heardAt + keptFor;
    return isFinal(entity.state) ? endedBy(record.marks).heardAt + keptFor : null;
  },
  turnsAt: (_record, entity, { now }) => slaTurnsAt(entity, now),
  actedOn: (before, after) => !equal(before, after, NO_PERSON_ACTS_ON),
};

function build(id: string, record: CaseRecord, { now, setting }: Context): CaseEntity | null {
  const { cells } = record;
  if (cells.title === undefined || cells.kind === undefined || cells.receivedAt === undefined) return null;
  const receivedAt = cells.receivedAt.v;
  const dueAt = cells.dueAt?.v ?? null;
  const startAt = cells.startAt?.v ?? null;
  const { state, since } = standing(record);
  const closed = state === 'CLOSED' || state === 'ARCHIVED';
  const closedAt = closed ? (cells.closedAt?.v ?? since) : null;
  const warnAt = warnInstant(dueAt, startAt ?? receivedAt, setting.rules.live.dueSoonShare);
  const dated = { state, dueAt, warnAt, closedAt };
  return {
    ...trackedBy(id, record, flagsBy(cells.placeFlags?.v, record.skewed)),
    ...placedBy(cells, setting),
    ...toldBy(cells, cells.kind.v),
    ...holderBy(cells.holder?.v ?? null, setting),
    title: cells.title.v,
    receivedAt,
    startAt,
    ...dated,
    originalDueAt: record.firstDue?.v ?? null,
    pausedAt: state === 'SUSPENDED' ? since : null,
    sla: slaAt(dated, now),
    verdict: verdictAt(dated, now),
    outcome: closed ? (cells.outcome?.v ?? null) : null,
    stateSince: since,
  };
}

/** Fields that are shown as they were told. A 部件 carries no risk level; any other item without one is undetermined. */
function toldBy(cells: Cells<CaseFields>, kind: CaseEntity['kind']) {
  return {
    kind,
    level: kind === 'FACILITY' ? null : (cells.level?.v ?? 'UNDETERMINED'),
    category: cells.category?.v ?? null,
    channel: cells.channel?.v ?? null,
    urgency: cells.urgency?.v ?? null,
    handlingLevel: cells.handlingLevel?.v ?? null,
    basis: cells.basis?.v ?? null,
    people: cells.people?.v ?? null,
    amount: cells.amount?.v ?? null,
    photos: cells.photos?.v ?? [],
    link: cells.link?.v ?? null,
  };
}

/** A unit id becomes the unit's short name; any other name stands as it was given. */
function holderBy(told: string | null, setting: Setting) {
  const unit = told === null ? undefined : setting.units.get(told);
  return { holder: unit?.shortName ?? told, holderUnit: unit?.id ?? null };
}

/** Present state and since when: the first of the last run of equal statements. */
function standing({ marks, lookedAt }: CaseRecord): { state: CaseState; since: number } {
  const { state, at } = runStart(marks, (mark, last) => mark.state === last.state);
  return state === 'RECEIVED' && lookedAt !== null
    ? { state: 'VERIFYING', since: lookedAt }
    : { state, since: at };
}

/** The statement that ended the item: an archiving after the closing does not count again. */
function endedBy(marks: readonly StateMark[]): StateMark {
  return runStart(marks, (mark) => isFinal(mark.state));
}

function runStart(
  marks: readonly StateMark[],
  belongs: (mark: StateMark, last: StateMark) => boolean,
): StateMark {
  const last = marks.at(-1);
  if (last === undefined) throw new Error('an item that was received has a state');
  let start = last;
  for (let at = marks.length - 2; at >= 0; at -= 1) {
    const mark = marks[at] as StateMark;
    if (!belongs(mark, last)) break;
    start = mark;
  }
  return start;
}

function noteOf(data: object): string | undefined {
  const { note, reason } = data as { readonly note?: string; readonly reason?: string };
  return note || reason || undefined;
}

function withFact(
  facts: readonly Fact[],
  { type, entry }: Heard,
  by: string,
  note?: string,
): readonly Fact[] {
  const { n, time } = entry;
  const fact: Fact = { n, type, at: time, by, ...(note === undefined ? {} : { note }) };
  return [...facts.slice(-(FACTS_KEPT - 1)), fact];
}
