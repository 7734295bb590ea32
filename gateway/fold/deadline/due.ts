import type {
  ClockName,
  CountedDay,
  DueSource,
  Extension,
  Limit,
  LimitUnit,
  PauseSpan,
} from '../../contract/deadlines.ts';
import type { CaseState } from '../../contract/vocabulary.ts';
import { FINAL_CASE_STATES } from '../../contract/vocabulary.ts';
import type { Used } from '../life/ladder.ts';
import type { WorkCalendar } from './calendar.ts';
import { type LimitSubject, type LimitTable, limitFor } from './limits.ts';
import { pausesOf, type Standing } from './pauses.ts';
import { isLong, type Run, reckon } from './reckon.ts';
import { type OnTop, withOnTop } from './told.ts';

/** What the rules and the calendar say; part of the setting. */
export interface DeadlineSetting {
  readonly limits: LimitTable;
  readonly warnMs: number;
  /** Share of the limit that is left when a short one becomes due soon. */
  readonly warnShare: number;
  readonly calendar: WorkCalendar;
}

/** A granted extension, at its place in the item's sequence. */
export interface Granted extends Extension {
  readonly at: number;
  readonly reason: string | null;
  /** Post that approved it. */
  readonly approver?: string;
  /** When a seat granted what the source tells, epoch ms. */
  readonly grantedAt?: number;
}

/** What is known about an item's deadline. Instants are epoch ms. */
export interface DueFacts extends OnTop {
  readonly subject: LimitSubject;
  /** As it was when a limit was first settled for it. */
  readonly firstSubject: LimitSubject;
  readonly receivedAt: number;
  /** By the item's own sequence. */
  readonly marks: readonly Standing[];
  readonly extensions: readonly Granted[];
  /** The source's own deadline: undefined when it said nothing, null when it said that there is none. */
  readonly told: number | null | undefined;
  /** It was told of work that is over: before the item was last taken up again, or sent back for rework. */
  readonly outlived: 'REOPENED' | 'REWORKED' | null;
  /** First deadline that the source told; `moved`: with an extension or a resumption, so not the first there was. */
  readonly firstTold: { readonly at: number; readonly moved: boolean } | null;
  readonly toldStart: number | null;
  readonly kept: Kept | null;
}

/** What must not change when rules or calendars do. */
export interface Kept {
  readonly original: number | null;
  /** How an item that ended was due, also when it was not; `at`: that end, while which this holds. */
  readonly end: {
    readonly at: number;
    /** The source's own deadline then; absent when it had told none. It holds while that is the same. */
    readonly told?: number | null;
    readonly due: Due;
    /** The days of its count as they were counted, once another calendar counts them otherwise. */
    readonly days?: readonly CountedDay[];
  } | null;
}

export interface Due {
  readonly dueAt: number | null;
  readonly originalDueAt: number | null;
  readonly dueSource: DueSource | null;
  readonly startAt: number | null;
  readonly warnAt: number | null;
  /** How long the clock has stood between its start and the deadline, over pauses that are over. */
  readonly pausedMs: number;
  readonly provisional: boolean;
  readonly limit: Limit | null;
  /** What the limit of the item counts; of a source's own deadline, the one that the rules would set. */
  readonly unit: LimitUnit | null;
  readonly run: Run | null;
}

const NO_DUE: Due = {
  dueAt: null,
  originalDueAt: null,
  dueSource: null,
  startAt: null,
  warnAt: null,
  pausedMs: 0,
  provisional: false,
  limit: null,
  unit: null,
  run: null,
};

/**
 * An item's deadline: the source's own where it told one, else by the first limit that fits. One that was told of work that
 * is over gives way to the limit of the work that began anew, as a limit itself would, until the source tells one again.
 */
export function dueOf(facts: DueFacts, setting: DeadlineSetting): Due {
  const kept = endInForce(facts);
  if (kept !== null) return kept.due;
  const course = ruledCourse(facts, setting);
  return course === 'SOURCE'
    ? { ...sourceDue(facts, setting), originalDueAt: originalOf(facts, setting) }
    : ruledDue(course, facts, setting);
}

/** The clock of the rules that an item runs by; SOURCE where its source's own deadline does. */
export function ruledCourse(facts: DueFacts, setting: DeadlineSetting): Course | null | 'SOURCE' {
  const { told, outlived } = facts;
  if (told === undefined) return courseOf(facts, setting);
  if (told === null || outlived === null) return 'SOURCE';
  if (outlived === 'REOPENED') return courseOf(facts, setting) ?? 'SOURCE';
  const again = reworkOf(facts, setting);
  const { dueAt } = sourceDue(facts, setting);
  return again !== null && dueAt !== null && endsLater(again, dueAt, setting) ? again : 'SOURCE';
}

/**
 * The clock that an item would run by if its source had set no deadline, by which a seat's grant is bounded there; one whose
 * limit has not begun is bounded from the reception on. Null where no limit fits.
 */
export function besideSource(facts: DueFacts, setting: DeadlineSetting): Course | null {
  const course = courseOf(facts, setting);
  if (course !== null) return course;
  const limit = limitFor(setting.limits, 'RESOLVE', facts.subject);
  return limit === null ? null : { limit, run: runOf(limit, facts.receivedAt, facts, setting.calendar) };
}

function sourceDue(facts: DueFacts, { limits, warnMs, warnShare, calendar }: DeadlineSetting): Due {
  const { told = null, toldStart, receivedAt, marks } = facts;
  if (told === null) return { ...NO_DUE, startAt: toldStart };
  const startAt = toldStart ?? receivedAt;
  const { dueAt, provisional } = withOnTop({ told, startAt }, facts, calendar);
  const pausedMs = stoodFor(pausesOf(marks, ['SUSPENDED'], startAt), dueAt);
  const warnAt = isWorkdayLong(startAt, dueAt, calendar)
    ? Math.max(startAt, dueAt - warnMs)
    : warnBefore({ startAt, dueAt, pausedMs }, warnShare);
  const unit = limitFor(limits, 'RESOLVE', facts.subject)?.unit ?? null;
  return { ...NO_DUE, dueAt, dueSource: 'SOURCE', startAt: toldStart, warnAt, pausedMs, provisional, unit };
}

/** Is there a working day's office time between two instants, so that it warns by hours (decisions D7)? */
function isWorkdayLong(from: number, to: number, { afterWorkTime, dayLength }: WorkCalendar): boolean {
  return to - from >= dayLength && afterWorkTime(from, dayLength) <= to;
}

/** When a share `left` of the limit's running time is left; a deadline before the start warns at the deadline. */
function warnBefore({ startAt, dueAt, pausedMs }: Used, left: number): number {
  return Math.round(dueAt - left * Math.max(0, dueAt - startAt - pausedMs));
}

/** Length of the pauses that began before a deadline and are over, ms. */
function stoodFor(pauses: readonly PauseSpan[], dueAt: number): number {
  return pauses.reduce((sum, { from, to }) => (to === null || from >= dueAt ? sum : sum + (to - from)), 0);
}

/** Instant at which the item ended; null while it is open. */
export function endOf(marks: readonly Standing[]): number | null {
  const open = marks.findLastIndex(({ state }) => !ended(state));
  return marks[open + 1]?.at ?? null;
}

/** The first deadline that a source told stands in what it told; how the item ended does not. */
export function endKept(kept: Kept | null, then: Kept | null): Kept | null {
  return then === null || then.end === null ? kept : { original: kept?.original ?? null, end: then.end };
}

/** What was kept of the end of an item while that end holds, and what its source told of the deadline; null for nothing. */
export function endInForce({
  kept,
  marks,
  told,
}: Pick<DueFacts, 'kept' | 'marks' | 'told'>): NonNullable<Kept['end']> | null {
  const end = kept?.end ?? null;
  return end !== null && end.told === told && end.at === endOf(marks) ? end : null;
}

function ruledDue(course: Course | null, facts: DueFacts, setting: DeadlineSetting): Due {
  if (course === null)
    return { ...NO_DUE, startAt: facts.toldStart, originalDueAt: facts.kept?.original ?? null };
  const { limit, run } = course;
  const { calendar, warnMs, warnShare } = setting;
  const { dueAt, provisional } = reckon(limit, run, calendar);
  const pausedMs = stoodFor(run.pauses, dueAt);
  return {
    dueAt,
    originalDueAt: originalOf(facts, setting),
    dueSource: 'RULE',
    startAt: run.startAt,
    warnAt: isLong(limit, calendar)
      ? Math.max(run.startAt, dueAt - warnMs)
      : warnBefore({ startAt: run.startAt, dueAt, pausedMs }, warnShare),
    pausedMs,
    provisional,
    limit,
    unit: limit.unit,
    run,
  };
}

/** The first deadline there was: kept over a change of rules, else the source's first, else as first computed. */
function originalOf(facts: DueFacts, setting: DeadlineSetting): number | null {
  const { kept, firstTold } = facts;
  if (kept !== null && kept.original !== null) return kept.original;
  if (firstTold !== null && !firstTold.moved) return firstTold.at;
  const first = firstCourse({ ...facts, subject: facts.firstSubject }, setting, 'first');
  if (first === null) return firstTold?.at ?? null;
  return reckon(first.limit, { ...first.run, pauses: [], extensions: [] }, setting.calendar).dueAt;
}

export interface Course {
  readonly limit: Limit;
  readonly run: Run;
}

/**
 * The clock that runs, null where no limit fits or begins: a reopened item starts its limit anew at the reopening, one sent back for rework has at least the
 * short limit of rework from then on.
 */
function courseOf(facts: DueFacts, setting: DeadlineSetting): Course | null {
  const reopened = lastReopening(facts.marks)?.at ?? null;
  const base =
    reopened === null ? firstCourse(facts, setting, 'last') : course(facts, setting, 'RESOLVE', reopened);
  const again = reworkOf(facts, setting);
  if (again === null || base === null) return base ?? again;
  return endsLater(again, reckon(base.limit, base.run, setting.calendar).dueAt, setting) ? again : base;
}

/** The short limit of the last rework since the item was last taken up again; null without one. */
function reworkOf(facts: DueFacts, setting: DeadlineSetting): Course | null {
  const reopened = lastReopening(facts.marks);
  const rework = lastRework(facts.marks);
  if (rework === null || (reopened !== null && rework.at < reopened.at)) return null;
  return course(facts, setting, 'REWORK', rework.at);
}

function endsLater({ limit, run }: Course, dueAt: number, { calendar }: DeadlineSetting): boolean {
  return reckon(limit, run, calendar).dueAt > dueAt;
}

/** When the work was last sent back; null for never. */
export function lastRework<Mark extends Standing>(marks: readonly Mark[]): Mark | null {
  return marks.findLast(({ state, resumes }) => state === 'REWORK' && resumes === undefined) ?? null;
}

/** `which`: of several dispatches the clock runs from the last, the first deadline there was from the first. */
function firstCourse(facts: DueFacts, setting: DeadlineSetting, which: 'first' | 'last'): Course | null {
  const limit = limitFor(setting.limits, 'RESOLVE', facts.subject);
  if (limit === null) return null;
  const startAt = limit.from === 'RECEIVED' ? facts.receivedAt : startOf(facts.marks, limit.from, which);
  return startAt === undefined ? null : { limit, run: runOf(limit, startAt, facts, setting.calendar) };
}

function startOf(marks: readonly Standing[], from: CaseState, which: 'first' | 'last'): number | undefined {
  const begins = ({ state, resumes }: Standing) => state === from && resumes === undefined;
  return (which === 'first' ? marks.find(begins) : marks.findLast(begins))?.at;
}

function course(facts: DueFacts, setting: DeadlineSetting, clock: ClockName, startAt: number): Course | null {
  const limit = limitFor(setting.limits, clock, facts.subject);
  return limit === null ? null : { limit, run: runOf(limit, startAt, facts, setting.calendar) };
}

/** When the item was last taken up again after an end; null for never. */
export function lastReopening<Mark extends Standing>(marks: readonly Mark[]): Mark | null {
  for (let at = marks.length - 1; at > 0; at -= 1) {
    if (ended(marks[at - 1]?.state) && !ended(marks[at]?.state)) return marks[at] ?? null;
  }
  return null;
}

function ended(state: CaseState | undefined): boolean {
  return state !== undefined && FINAL_CASE_STATES.includes(state);
}

/** A limit as it runs from an instant. A pause that began when the limit had ended already gives no time back. */
export function runOf(
  limit: Limit,
  startAt: number,
  { marks, extensions }: Pick<DueFacts, 'marks' | 'extensions'>,
  calendar: WorkCalendar,
): Run {
  const granted = extensions.filter(({ at }) => at >= startAt);
  const spans = pausesOf(marks, limit.pauses, startAt);
  const pauses: PauseSpan[] = [];
  for (const span of spans) {
    const { dueAt } = reckon(limit, { startAt, pauses, extensions: granted }, calendar);
    if (span.from < dueAt) pauses.push(span);
  }
  return { startAt, pauses, extensions: granted };
}
