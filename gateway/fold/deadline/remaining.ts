import type { CaseEntity } from '../../contract/entities.ts';
import type { WorkCalendar } from './calendar.ts';
import type { Due } from './due.ts';

/** What of a deadline changes by the passing of time, besides its class. */
export type Remaining = Pick<CaseEntity, 'restsUntil' | 'remainingWorkdays'>;

const NOTHING: Remaining = { restsUntil: null, remainingWorkdays: null };

/**
 * Of a running clock of office hours or working days before its end; of any other nothing (decisions D7). The instant that
 * a source set comes whether anybody works or not: its clock never rests, and tells working days where its kind does.
 */
export function remainingAt({ dueAt, dueSource, unit }: Due, now: number, calendar: WorkCalendar): Remaining {
  if (dueAt === null || now > dueAt || (unit !== 'workday' && unit !== 'workhour')) return NOTHING;
  const today = calendar.dayOf(now);
  const remainingWorkdays = calendar.workdaysBetween(today, calendar.dayOf(dueAt));
  if (dueSource === 'SOURCE') return unit === 'workday' ? { remainingWorkdays, restsUntil: null } : NOTHING;
  const counts = unit === 'workday' && calendar.kindOf(today).working;
  const opens = counts ? now : calendar.nextOpening(now);
  return { remainingWorkdays, restsUntil: opens > now ? opens : null };
}

/** First instant after `now` at which either changes by itself; null for never. */
export function remainingTurnsAt(due: Due, now: number, calendar: WorkCalendar): number | null {
  const { restsUntil, remainingWorkdays } = remainingAt(due, now, calendar);
  if (remainingWorkdays === null) return null;
  if (restsUntil !== null) return Math.min(restsUntil, midnightAfter(now, calendar));
  return due.unit === 'workhour' ? calendar.stretchEnd(now) : midnightAfter(now, calendar);
}

function midnightAfter(now: number, calendar: WorkCalendar): number {
  return calendar.startOf(calendar.dayOf(now) + 1);
}
