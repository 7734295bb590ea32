import type { ClockName, Limit } from '../contract/deadlines.ts';
import type { CaseState } from '../contract/vocabulary.ts';
import type { CaseFields } from './case-fields.ts';
import type { StateMark } from './case-marks.ts';
import { isFinal } from './case-sla.ts';
import type { Setting } from './context.ts';
import {
  besideSource,
  type Course,
  type Due,
  type DueFacts,
  dueOf,
  endOf,
  type Granted,
  type Kept,
  lastReopening,
  lastRework,
  ruledCourse,
} from './deadline/due.ts';
import type { LimitSubject } from './deadline/limits.ts';
import { pausesOf } from './deadline/pauses.ts';
import { isOutlived, type OnTop, type ToldDue, toldSince } from './deadline/told.ts';
import { byOf, type CourseAct, extensionsOf, givenAt } from './life/acts.ts';
import type { LifeStep } from './life/steps.ts';
import type { Cell, Cells, Stamp } from './stamp.ts';

/** What a record keeps for its deadline. */
export interface DueRecord {
  readonly cells: Cells<CaseFields>;
  readonly marks: readonly StateMark[];
  /** First deadline that the source told; `moved`: with an extension or a resumption. */
  readonly firstDue: Cell<{ readonly at: number; readonly moved: boolean }> | null;
  /** What the source told about its deadline, by stamp. */
  readonly dues: readonly ToldDue[];
  readonly extensions: readonly (Granted & { readonly s: Stamp })[];
  readonly kept: Kept | null;
  /** Until when steps that are done had to be, where other rules have come into force since. Epoch ms. */
  readonly stepDues: readonly StepDue[];
  /** By stamp. */
  readonly steps: readonly LifeStep[];
  /** What the desk did about the item's course, in the order of the log. */
  readonly acts: readonly CourseAct[];
}

interface StepDue {
  readonly clock: ClockName;
  readonly since: number;
  readonly dueAt: number | null;
}

/** The deadline of an item that was received. */
export function dueFor(record: DueRecord, setting: Setting): Due {
  return dueOf(dueFactsOf(record, setting), setting.deadlines);
}

/** What a limit may ask about an item that was received. */
export function subjectOf({ cells, steps }: Subject, setting: Setting): LimitSubject {
  if (cells.kind === undefined) throw new Error('an item has no kind before it was received');
  return {
    kind: cells.kind.v,
    category: cells.category?.v ?? null,
    urgency: cells.urgency?.v ?? null,
    unit: unitIn(steps, setting),
    track: cells.track?.v ?? null,
    channel: cells.channel?.v ?? null,
  };
}

type Subject = Pick<DueRecord, 'cells' | 'steps'>;

/**
 * The unit that holds an item or held it last: with its feedback the item leaves its desk, not the limit that it runs
 * under. One that handed the item back has no part in it.
 */
function unitIn(steps: readonly LifeStep[], setting: Setting): string | null {
  const last = steps.findLast(({ type, holder }) => typeof holder === 'string' || type === 'case.returned');
  const unit = last?.holder ?? null;
  return unit !== null && setting.units.has(unit) ? unit : null;
}

/** The same as when its course was first settled: by the first urgency and the first unit that were told. */
function firstSubjectOf(record: Subject, setting: Setting): LimitSubject {
  const present = subjectOf(record, setting);
  const { steps } = record;
  const urgency = steps.find((step) => step.urgency != null)?.urgency ?? present.urgency;
  const first = steps.findIndex(({ holder }) => typeof holder === 'string');
  return { ...present, urgency, unit: first < 0 ? present.unit : unitIn(steps.slice(0, first + 1), setting) };
}

/** The same as of an instant: by the urgency and the holder that had been told by then. */
export function subjectAt(record: Subject, setting: Setting, at: number): LimitSubject {
  const present = subjectOf(record, setting);
  const { steps } = record;
  // Steps that were told from the reception on: what none of them had told by then was not known.
  const known = steps[0]?.type === 'case.received';
  const told = steps.filter((step) => step.at <= at);
  const urgency = told.findLast((step) => step.urgency !== undefined)?.urgency;
  const held = told.some(({ holder }) => typeof holder === 'string');
  return {
    ...present,
    urgency: urgency ?? (known ? null : present.urgency),
    unit: known || held ? unitIn(told, setting) : present.unit,
  };
}

/** What bounds an extension, and since when extensions are counted against it (epoch ms). */
export interface Bound {
  readonly limit: Pick<Limit, 'id' | 'unit' | 'extension'>;
  readonly startAt: number;
  /** The deadline itself is the source's. */
  readonly beside: boolean;
}

/**
 * The limit by which the item ran when more time was granted; null for none. Under a deadline of its source the source's own
 * word is its own matter, a seat's grant is bounded by the limit that the item would run by, else by the rules' one for all.
 */
export function boundAt(
  record: DueRecord,
  setting: Setting,
  { at, grantedAt }: Pick<LifeStep, 'at' | 'grantedAt'>,
): Bound | null {
  const then = {
    ...record,
    dues: record.dues.filter((told) => told.at <= at),
    marks: record.marks.filter((mark) => mark.at <= at),
  };
  const facts = { ...dueFactsOf(then, setting), subject: subjectAt(record, setting, at) };
  const course = ruledCourse(facts, setting.deadlines);
  if (course !== 'SOURCE') return bound(course, false);
  return grantedAt === undefined
    ? null
    : (bound(besideSource(facts, setting.deadlines), true) ?? boundOfAll(facts, setting));
}

function bound(course: Course | null, beside: boolean): Bound | null {
  return course === null ? null : { limit: course.limit, startAt: course.run.startAt, beside };
}

function boundOfAll({ receivedAt }: DueFacts, { rules }: Setting): Bound | null {
  const { sourceExtension } = rules.deadlines;
  if (sourceExtension === undefined) return null;
  const { unit, ...extension } = sourceExtension;
  return { limit: { id: 'sourceExtension', unit, extension }, startAt: receivedAt, beside: true };
}

/** How the item was due when more time was granted, by what had been told before; null where its clock stood, or for none. */
export function dueBefore(record: DueRecord, setting: Setting, at: number): number | null {
  const before = (told: { readonly at: number }) => told.at < at;
  const marks = record.marks.filter((mark) => mark.at <= at);
  const then = {
    ...record,
    marks,
    dues: record.dues.filter(before),
    extensions: record.extensions.filter((each) => givenAt(each) < at),
    acts: record.acts.filter(before),
    kept: null,
  };
  const facts = { ...dueFactsOf(then, setting), subject: subjectAt(record, setting, at) };
  const due = dueOf(facts, setting.deadlines);
  const last = marks.at(-1);
  if (last === undefined) return due.dueAt;
  const since = marks[marks.findLastIndex(({ state }) => state !== last.state) + 1]?.at ?? last.at;
  return standsStill(due, last.state, since) ? null : due.dueAt;
}

/**
 * A limit's clock stands in the states that it names, one of the source's own while the item is suspended; one that had
 * run out before does not begin to stand.
 */
export function standsStill({ limit, dueAt }: Due, state: CaseState, since: number): boolean {
  if (dueAt !== null && since >= dueAt) return false;
  return limit === null ? state === 'SUSPENDED' : limit.pauses.some((each) => each === state);
}

/** Was it over at an instant, by its closing as it is told, or by an earlier end? */
export function wasOver(record: DueRecord, at: number): boolean {
  const end = overSince(record);
  const last = record.marks.findLast((mark) => mark.at <= at);
  return (end !== null && at > end) || (last !== undefined && isFinal(last.state) && last.at < at);
}

/** When an item that is over ended, epoch ms, as its closing tells it; null while it is open. */
function overSince({ cells, marks }: DueRecord): number | null {
  const at = endOf(marks);
  return at === null ? null : (cells.closedAt?.v ?? at);
}

/**
 * The record without what was granted once the item was over, by its own instant, and without what only repeats it: what
 * was late would be in time after all, and nobody would see it.
 */
function untilItsEnd(record: DueRecord): DueRecord {
  const end = overSince(record);
  if (end === null) return record;
  const { acts, dues, extensions, steps } = record;
  const isLate = (each: Pick<LifeStep, 'at' | 'grantedAt'>) => givenAt(each) > end;
  const late = new Set(
    steps.filter((step) => step.type === 'case.extended' && isLate(step)).map(({ s }) => s[2]),
  );
  if (late.size === 0) return record;
  const barred = new Set<number | null>();
  return {
    ...record,
    acts: acts.filter((act) => act.type !== 'operation.extension_decided' || act.at <= end),
    extensions: extensions.filter((each) => !isLate(each)),
    dues: dues.filter(({ s, at, due }) => {
      if (late.has(s[2])) barred.add(due);
      return !(at > end && barred.has(due));
    }),
  };
}

export function dueFactsOf(told: DueRecord, setting: Setting): DueFacts {
  const record = untilItsEnd(told);
  const { cells, dues, marks, firstDue, extensions, kept } = record;
  const { receivedAt } = cells;
  if (receivedAt === undefined) throw new Error('an item has no deadline before it was received');
  const { granted, stood } = onTopOf(record);
  return {
    subject: subjectOf(record, setting),
    firstSubject: firstSubjectOf(record, setting),
    receivedAt: receivedAt.v,
    marks,
    extensions,
    told: dues.at(-1)?.due,
    outlived: outlivedBy(record),
    granted,
    stood,
    firstTold: firstDue?.v ?? null,
    toldStart: cells.startAt?.v ?? null,
    kept,
  };
}

/** What made the source's deadline one of work that is over. */
function outlivedBy({ dues, marks }: DueRecord): DueFacts['outlived'] {
  if (dues.length === 0) return null;
  const [reopened, rework] = [lastReopening(marks), lastRework(marks)];
  if (reopened !== null && isOutlived(dues, reopened)) return 'REOPENED';
  return rework !== null && isOutlived(dues, rework) ? 'REWORKED' : null;
}

/** What the desk has granted since the source first told its present deadline. */
function onTopOf({ dues, acts, steps, marks }: DueRecord): OnTop {
  const since = toldSince(dues);
  if (acts.length === 0 || since === null) return NOTHING;
  const own = new Set(acts.map(({ n }) => n));
  const stops = new Set(marks.filter(({ s }) => own.has(s[2])).map(({ at }) => at));
  return {
    granted: extensionsOf({ acts, steps, dues })
      .filter(({ act }) => act.at >= since)
      .map(({ act: { at, data } }) => ({ ...byOf(data), at, reason: data.reason, approver: data.approver })),
    stood: pausesOf(marks, ['SUSPENDED'], since).filter(({ from }) => stops.has(from)),
  };
}

const NOTHING: OnTop = { granted: [], stood: [] };
