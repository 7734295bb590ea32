import type { Draw } from './rng.ts';
import type { Delay } from './scenario.ts';
import { type Calendar, DAY, HOUR, SECOND } from './time.ts';

const SHIFT_HOURS = [8, 20];

/** The first change of shift after an instant: then everything that was forgotten is found. */
function nextShift(calendar: Calendar, ms: number): number {
  const midnight = calendar.startOf(calendar.dayOf(ms));
  const changes = [
    ...SHIFT_HOURS.map((hour) => midnight + hour * HOUR),
    midnight + DAY + (SHIFT_HOURS[0] ?? 8) * HOUR,
  ];
  return changes.find((change) => change > ms) ?? midnight + DAY;
}

/** When a person gets to something that came up at `since`. */
export function attendedAt(draw: Draw, calendar: Calendar, since: number, delay: Delay): number {
  const [forgotten, late] = [draw.chance(delay.forgottenShare), draw.chance(delay.lateShare)];
  const [least, most] = late ? delay.lateS : delay.usualS;
  const waited = draw.between(least, most) * SECOND;
  const handover = nextShift(calendar, since) + draw.between(60, 900) * SECOND;
  return Math.round(forgotten ? handover : since + waited);
}
