import { z } from 'zod';

const hour = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day such as 08:30, at most 24:00');

/** `config/rules/roster.json`: who has duty when, in the site's own time. No shift at all means always. */
export const rosterRules = z.strictObject({
  shifts: z
    .array(
      z.strictObject({
        /** Units as terminals name them; left out, the shift is everybody's. */
        units: z.array(z.string().min(1).max(80)).min(1).optional(),
        /** Days of the week on which it begins, 1 Monday to 7 Sunday. */
        days: z.array(z.int().min(1).max(7)).min(1),
        from: hour,
        /** At or before `from`: on the next day. */
        to: hour,
      }),
    )
    .max(200),
});
export type RosterRules = z.infer<typeof rosterRules>;
type Shift = RosterRules['shifts'][number];

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
/** 1970-01-01 was a Thursday, day 4 of the week. */
const EPOCH_WEEKDAY = 4;

function minutesOf(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
}

/** The site-local minute since 1970 in which `at` (epoch ms) lies. */
function localMinute(at: number, utcOffsetMs: number): number {
  return Math.floor((at + utcOffsetMs) / MINUTE_MS);
}

/** The stretch of a shift that begins on local day `day` (since 1970), in local minutes; null on its other days. */
function stretchOn({ days, from, to }: Shift, day: number): readonly [number, number] | null {
  const weekday = ((day + EPOCH_WEEKDAY - 1) % 7) + 1;
  if (!days.includes(weekday)) return null;
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  const start = day * DAY_MINUTES;
  return [start + begin, start + end + (end <= begin ? DAY_MINUTES : 0)];
}

function stretches({ shifts }: RosterRules, unit: string | null, minute: number) {
  const day = Math.floor(minute / DAY_MINUTES);
  return shifts
    .filter(({ units }) => units === undefined || (unit !== null && units.includes(unit)))
    .flatMap((shift) => [-1, 0, 1].map((step) => stretchOn(shift, day + step)))
    .filter((stretch) => stretch !== null);
}

/** Does the unit have duty at an instant (epoch ms)? */
export function isRostered(
  roster: RosterRules,
  unit: string | null,
  at: number,
  utcOffsetMs: number,
): boolean {
  if (roster.shifts.length === 0) return true;
  const minute = localMinute(at, utcOffsetMs);
  return stretches(roster, unit, minute).some(([from, to]) => from <= minute && minute < to);
}

/** The next instant after `at` at which that may change, epoch ms; null for never, or not within a day. */
export function rosterTurnsAt(
  roster: RosterRules,
  unit: string | null,
  at: number,
  utcOffsetMs: number,
): number | null {
  const minute = localMinute(at, utcOffsetMs);
  const ahead = stretches(roster, unit, minute)
    .flat()
    .filter((edge) => edge > minute);
  if (ahead.length > 0) return Math.min(...ahead) * MINUTE_MS - utcOffsetMs;
  return roster.shifts.length === 0 ? null : at + DAY_MINUTES * MINUTE_MS;
}
