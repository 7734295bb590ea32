import type { ClockName } from '../contract/deadlines.ts';
import type { CaseFields } from './case-fields.ts';
import type { StateMark } from './case-marks.ts';
import type { Setting } from './context.ts';
import {
  type Course,
  type Due,
  type DueFacts,
  dueOf,
  type Granted,
  type Kept,
  lastReopening,
  lastRework,
  ruledCourse,
} from './deadline/due.ts';
import type { LimitSubject } from './deadline/limits.ts';
import { pausesOf } from './deadline/pauses.ts';
import { isOutlived, type OnTop, type ToldDue, toldSince } from './deadline/told.ts';
import { byOf, type CourseAct, extensionsOf } from './life/acts.ts';
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

/** The limit by which the item ran at an instant, and its run; null for none, and under a deadline of its source. */
export function limitAt(record: DueRecord, setting: Setting, at: number): Course | null {
  const then = {
    ...record,
    dues: record.dues.filter((told) => told.at <= at),
    marks: record.marks.filter((mark) => mark.at <= at),
  };
  const facts = { ...dueFactsOf(then, setting), subject: subjectAt(record, setting, at) };
  const course = ruledCourse(facts, setting.deadlines);
  return course === 'SOURCE' ? null : course;
}

export function dueFactsOf(record: DueRecord, setting: Setting): DueFacts {
  const { cells, dues, marks, firstDue, extensions, kept } = record;
  const { receivedAt } = cells;
  if (receivedAt === undefined) throw new Error('an item has no deadline before it was received');
  return {
    subject: subjectOf(record, setting),
    firstSubject: firstSubjectOf(record, setting),
    receivedAt: receivedAt.v,
    marks,
    extensions,
    told: dues.at(-1)?.due,
    outlived: outlivedBy(record),
    ...onTopOf(record),
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
