import type { Extension, Limit, LimitUnit, PauseSpan } from '../../contract/deadlines.ts';
import type { WorkCalendar } from './calendar.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** What of a limit decides when it ends. */
export type Span = Pick<Limit, 'amount' | 'unit' | 'firstDay'>;

/** A limit on its way: from when it runs, where it stood still, by what it was extended. Instants are epoch ms. */
export interface Run {
  readonly startAt: number;
  /** In order of time, without overlap; one without an end lasts still and is not counted yet. */
  readonly pauses: readonly PauseSpan[];
  readonly extensions: readonly Extension[];
}

export interface Reckoned {
  readonly dueAt: number;
  /** Some day of the count lies past the coverage of the calendar. */
  readonly provisional: boolean;
}

/**
 * When a limit ends. Clock hours run day and night from the start. Office hours run in office time from the start, or
 * from the next opening. Working days: the start day does not count (unless `firstDay` is INCLUDED), due at the close of
 * business of the last. Calendar days: likewise, and a last day off goes on to the next working day (民法典 201, 203).
 *
 * A pause takes its own unit out of the count: clock time for hours, office time for office hours, whole working days'
 * office time for working days, whole days for calendar days. So a pause outside office hours changes nothing that is
 * counted in office time or working days.
 */
export function reckon(span: Span, run: Run, calendar: WorkCalendar): Reckoned {
  const { unit } = span;
  const own = run.extensions.filter((each) => each.unit === unit);
  const amount = span.amount + own.reduce((sum, each) => sum + each.amount, 0);
  const first = RECKONERS[unit]({ ...span, amount }, run, calendar);
  return run.extensions
    .filter((each) => each.unit !== unit)
    .reduce((ends, each) => extended(ends, each, calendar), first);
}

type Reckoner = (span: Span, run: Run, calendar: WorkCalendar) => Reckoned;

const RECKONERS: Readonly<Record<LimitUnit, Reckoner>> = {
  hour: ({ amount }, { startAt, pauses }) => {
    const paused = totalOf(pauses, (from, to) => to - from);
    return { dueAt: startAt + hours(amount) + paused, provisional: false };
  },
  workhour: ({ amount }, { startAt, pauses }, calendar) => {
    const paused = totalOf(pauses, calendar.workTime);
    const dueAt = calendar.afterWorkTime(startAt, hours(amount) + paused);
    return { dueAt, provisional: !calendar.knownBetween(calendar.dayOf(startAt) - 1, calendar.dayOf(dueAt)) };
  },
  workday: ({ amount, firstDay }, { startAt, pauses }, calendar) => {
    const paused = workdaysIn(pauses, calendar);
    const start = countsFrom(startAt, { unit: 'workday', firstDay }, calendar);
    return workdaysOn(start, amount + paused, calendar);
  },
  day: ({ amount, firstDay }, { startAt, pauses }, calendar) => {
    const paused = Math.floor(totalOf(pauses, (from, to) => to - from) / DAY_MS);
    const start = countsFrom(startAt, { unit: 'day', firstDay }, calendar);
    return closing(start + Math.round(amount) + paused, calendar);
  },
};

/**
 * The day before the first that can count. With INCLUDED the start day counts, unless business was closed already: a
 * limit must not end before it starts. A day off counts among calendar days, not among working days.
 */
export function countsFrom(
  startAt: number,
  { unit, firstDay }: Pick<Limit, 'unit' | 'firstDay'>,
  calendar: WorkCalendar,
): number {
  const day = calendar.dayOf(startAt);
  const { working } = calendar.kindOf(day);
  const counts = working ? startAt < calendar.closeOf(day) : unit === 'day';
  return firstDay === 'INCLUDED' && counts ? day - 1 : day;
}

/** Whole working days' office time in the pauses that are over. */
function workdaysIn(pauses: readonly PauseSpan[], calendar: WorkCalendar): number {
  return Math.floor(totalOf(pauses, calendar.workTime) / Math.max(1, calendar.dayLength));
}

/** What pauses give back on top of a deadline: whole working days, or clock time when it was `short`. */
export function givenBack(
  pauses: readonly PauseSpan[],
  short: boolean,
  calendar: WorkCalendar,
): readonly Extension[] {
  const by: Extension = short
    ? { amount: totalOf(pauses, (from, to) => to - from) / HOUR_MS, unit: 'hour' }
    : { amount: workdaysIn(pauses, calendar), unit: 'workday' };
  return by.amount > 0 ? [by] : [];
}

function workdaysOn(start: number, count: number, calendar: WorkCalendar): Reckoned {
  const last = calendar.workdayAfter(start, Math.round(count));
  return { dueAt: calendar.closeOf(last), provisional: !calendar.knownBetween(start, last) };
}

/** Close of business of the day, or of the next working day when it is off. */
function closing(day: number, calendar: WorkCalendar): Reckoned {
  const last = calendar.kindOf(day).working ? day : calendar.workdayAfter(day, 1);
  return { dueAt: calendar.closeOf(last), provisional: !calendar.knownBetween(day - 1, last) };
}

/** A deadline that extensions were granted on top of. */
export function extendedBy(
  dueAt: number,
  extensions: readonly Extension[],
  calendar: WorkCalendar,
): Reckoned {
  const told: Reckoned = { dueAt, provisional: false };
  return extensions.reduce((ends, each) => extended(ends, each, calendar), told);
}

/** Is an extension more than a limit allows at once? Another unit is held against it by what it does to `dueAt`. */
export function isTooLong(
  by: Extension,
  { extension, unit }: Pick<Limit, 'extension' | 'unit'>,
  dueAt: number,
  calendar: WorkCalendar,
): boolean {
  if (extension === null) return true;
  if (by.unit === unit) return by.amount > extension.atMost;
  const most = extendedBy(dueAt, [{ amount: extension.atMost, unit }], calendar);
  return extendedBy(dueAt, [by], calendar).dueAt > most.dueAt;
}

function extended(ends: Reckoned, { amount, unit }: Extension, calendar: WorkCalendar): Reckoned {
  const run: Run = { startAt: ends.dueAt, pauses: [], extensions: [] };
  const next = RECKONERS[unit]({ amount, unit, firstDay: 'EXCLUDED' }, run, calendar);
  return { dueAt: next.dueAt, provisional: ends.provisional || next.provisional };
}

function totalOf(pauses: readonly PauseSpan[], length: (from: number, to: number) => number): number {
  return pauses.reduce((sum, { from, to }) => (to === null ? sum : sum + length(from, to)), 0);
}

function hours(amount: number): number {
  return Math.round((amount * HOUR_MS) / MINUTE_MS) * MINUTE_MS;
}

/** Whether a limit is at least one working day long, so that it warns by hours and not by share (decisions D7). */
export function isLong({ amount, unit }: Pick<Limit, 'amount' | 'unit'>, calendar: WorkCalendar): boolean {
  if (unit === 'hour') return hours(amount) >= DAY_MS;
  if (unit === 'workhour') return hours(amount) >= calendar.dayLength;
  return amount >= 1;
}
