import type { Draw } from '../rng.ts';
import { type Calendar, HOUR, MINUTE } from '../time.ts';

const OPENS = 8.5 * 60;
const CLOSES = 18 * 60 + 20;
/** Share of the weekend's instants at which somebody works all the same. */
const WEEKEND_DUTY = 0.6;

/** Is this an instant at which a unit works? `stays` (0 to 1) decides about weekends. */
function works(calendar: Calendar, ms: number, stays: number): boolean {
  const minute = calendar.minuteOf(ms);
  if (minute < OPENS || minute >= CLOSES) return false;
  return calendar.isWorkday(calendar.dayOf(ms)) || stays < WEEKEND_DUTY;
}

/** The instant itself when units work then, else some time in the next morning on which they do. */
export function nextWorking(draw: Draw, calendar: Calendar, ms: number): number {
  const stays = draw.next();
  const morning = draw.between(0, 2.2 * HOUR);
  if (works(calendar, ms, stays)) return ms;
  const day = calendar.dayOf(ms);
  const today = calendar.minuteOf(ms) < OPENS ? day : day + 1;
  const next = stays < WEEKEND_DUTY || calendar.isWorkday(today) ? today : nextWorkday(calendar, today);
  return calendar.startOf(next) + OPENS * MINUTE + morning;
}

/** The instant itself when units work then, else some time in the last working day before it. */
export function lastWorking(draw: Draw, calendar: Calendar, ms: number): number {
  const stays = draw.next();
  const before = draw.between(0, 9 * HOUR);
  if (works(calendar, ms, stays)) return ms;
  const day = calendar.dayOf(ms);
  let last = calendar.minuteOf(ms) >= CLOSES ? day : day - 1;
  while (!calendar.isWorkday(last) && stays >= WEEKEND_DUTY) last -= 1;
  return calendar.startOf(last) + CLOSES * MINUTE - before;
}

function nextWorkday(calendar: Calendar, day: number): number {
  let next = day;
  while (!calendar.isWorkday(next)) next += 1;
  return next;
}
