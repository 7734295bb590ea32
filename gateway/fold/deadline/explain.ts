import type { CountedDay, DeadlineExplanation, Limit, SkipReason } from '../../contract/deadlines.ts';
import type { CaseEntity } from '../../contract/entities.ts';
import { equal } from '../equal.ts';
import type { DayKind, WorkCalendar } from './calendar.ts';
import { type Due, type DueFacts, endInForce } from './due.ts';
import { countsFrom, type Run } from './reckon.ts';

const DAYS_TOLD = 400;

/** How an item's deadline came about; null without one. */
export function explainDue(
  facts: DueFacts,
  due: Due,
  basis: CaseEntity['basis'],
  calendar: WorkCalendar,
): DeadlineExplanation | null {
  const { dueAt, dueSource, limit, run } = due;
  if (dueAt === null || dueSource === null) return null;
  return {
    source: dueSource,
    dueAt,
    originalDueAt: due.originalDueAt,
    provisional: due.provisional,
    basis: limit === null ? basis : { ...basisOf(limit), source: limit.basis.source },
    limit: limit === null ? null : wordsOf(limit),
    startAt: due.startAt,
    days:
      endInForce(facts)?.days ??
      (dueSource === 'SOURCE' ? daysToSource(facts, dueAt, calendar) : countedDays(due, calendar)),
    pauses: run?.pauses ?? facts.stood,
    extensions: countedOf(facts, run).map(({ amount, unit, at, reason, approver }) => ({
      ...{ amount, unit, at, reason },
      ...(approver === undefined ? {} : { approver }),
    })),
  };
}

/** The extensions that are in the deadline: those of the clock that runs, or on top of what the source told. */
function countedOf({ extensions, granted }: DueFacts, run: Run | null): DueFacts['granted'] {
  return run === null ? granted : extensions.filter(({ at }) => at >= run.startAt);
}

export function basisOf({ basis }: Limit): { kind: Limit['basis']['kind']; text: string } {
  return { kind: basis.kind, text: basis.text };
}

function wordsOf({ basis: _basis, when: _when, from: _from, ...words }: Limit): DeadlineExplanation['limit'] {
  return words;
}

/** The days of a deadline's count by a calendar; none where no rule counts days. */
function countedDays({ dueAt, limit, run }: Due, calendar: WorkCalendar): readonly CountedDay[] {
  return dueAt === null || limit === null || run === null ? [] : daysOf(limit, run, dueAt, calendar);
}

/**
 * The days up to a source's own deadline, without numbers: how the source counts is not known, only which of them are days
 * off by the calendar of the site. None where it ends on the day on which it begins.
 */
function daysToSource(
  { toldStart, receivedAt, stood }: DueFacts,
  dueAt: number,
  calendar: WorkCalendar,
): readonly CountedDay[] {
  // As it is reckoned: what began to stand when it was over gives nothing back.
  const pauses = stood.filter(({ from }) => from < dueAt);
  const run: Run = { startAt: toldStart ?? receivedAt, pauses, extensions: [] };
  if (calendar.dayOf(run.startAt) >= calendar.dayOf(dueAt)) return [];
  const days = daysOf({ unit: 'workday', firstDay: 'EXCLUDED' }, run, dueAt, calendar);
  return days.map((day) => ({ ...day, count: null }));
}

/** The days of a count that another calendar counts otherwise; null where it does not. */
export function daysCountedSo(
  due: Due,
  calendar: WorkCalendar,
  other: WorkCalendar,
): readonly CountedDay[] | null {
  const days = countedDays(due, calendar);
  return equal(days, countedDays(due, other)) ? null : days;
}

/** Every day from the start to the end, with its number or why it was skipped. */
function daysOf(
  { unit, firstDay }: Pick<Limit, 'unit' | 'firstDay'>,
  { startAt, pauses }: Run,
  dueAt: number,
  calendar: WorkCalendar,
) {
  if (unit === 'hour') return [];
  const days: CountedDay[] = [];
  const first = calendar.dayOf(startAt);
  const last = Math.min(calendar.dayOf(dueAt), first + DAYS_TOLD - 1);
  const before = unit === 'workhour' ? first - 1 : countsFrom(startAt, { unit, firstDay }, calendar);
  const counts = (day: number) => day > before && (unit === 'day' || calendar.kindOf(day).working);
  const paused = pausedDays({ unit, pauses, last, counts }, calendar);
  let count = 0;
  for (let day = first; day <= last; day += 1) {
    const { working, known, why, name } = calendar.kindOf(day);
    const counted = counts(day);
    const out = paused.has(day) ? 'PAUSED' : null;
    const skipped = counted ? out : skippedAs(day <= before && (unit === 'day' || working), why);
    if (skipped === null) count += 1;
    days.push({
      date: calendar.dateOf(day),
      count: skipped === null ? count : null,
      skipped,
      name,
      provisional: !known,
    });
  }
  return days;
}

function skippedAs(isStart: boolean, why: DayKind['why']): SkipReason {
  if (isStart) return 'START';
  return why === 'HOLIDAY' ? 'HOLIDAY' : 'WEEKEND';
}

/**
 * The days that pauses took out of the count: as many as the count was pushed by, from the first day of each pause on, and
 * only such as would have counted. Office hours lose hours, not days.
 */
function pausedDays({ unit, pauses, last, counts }: Counting, calendar: WorkCalendar): ReadonlySet<number> {
  const days = new Set<number>();
  if (unit === 'workhour') return days;
  let owed = 0;
  for (const { from, to } of pauses) {
    if (to === null) continue;
    owed +=
      unit === 'workday'
        ? calendar.workTime(from, to) / Math.max(1, calendar.dayLength)
        : (to - from) / 86_400_000;
    for (let day = calendar.dayOf(from); day <= last && days.size < Math.floor(owed); day += 1) {
      if (counts(day)) days.add(day);
    }
  }
  return days;
}

interface Counting {
  readonly unit: Limit['unit'];
  readonly pauses: Run['pauses'];
  readonly last: number;
  /** Does a day count where nothing stands? */
  readonly counts: (day: number) => boolean;
}
