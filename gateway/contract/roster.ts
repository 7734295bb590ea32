import { z } from 'zod';

const hour = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day such as 08:30, at most 24:00');

/** A stretch of time that comes again, in the site's own time. */
const stretch = z.strictObject({
  /** On which it begins: days of the week, 1 Monday to 7 Sunday, or those of the working calendar with 调休. */
  days: z.union([z.array(z.int().min(1).max(7)).min(1), z.enum(['WORKDAYS', 'RESTDAYS'])], {
    error: 'days of the week from 1 to 7, "WORKDAYS" or "RESTDAYS"',
  }),
  from: hour,
  /** At or before `from`: on the next day. */
  to: hour,
});
export type Stretch = z.infer<typeof stretch>;

/** `config/rules/roster.json`: who has duty when, in the site's own time. No shift at all means always. */
export const rosterRules = z.strictObject({
  shifts: z
    .array(
      stretch.extend({
        /** Units as terminals name them; left out, the shift is everybody's. */
        units: z.array(z.string().min(1).max(80)).min(1).optional(),
      }),
    )
    .max(200),
});
export type RosterRules = z.infer<typeof rosterRules>;

/** Hours of a source or a feed: its own, or ROSTER, those of the shifts. */
export const hoursRule = z.union([z.literal('ROSTER'), z.array(stretch).min(1).max(50)], {
  error: '"ROSTER", or a list of { days, from, to }',
});
export type HoursRule = z.infer<typeof hoursRule>;

/** What is asked about the site's days, which are numbered since 1970-01-01. */
export interface SiteDays {
  readonly utcOffsetMs: number;
  /** Whether its working calendar has a day as a working day. */
  works(day: number): boolean;
}

/** From and to, epoch ms; `to` is outside. */
type Span = readonly [number, number];

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** 1970-01-01 was a Thursday, day 4 of the week. */
const EPOCH_WEEKDAY = 4;

function msOf(text: string): number {
  return (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * MINUTE_MS;
}

/** The site-local day in which `at` (epoch ms) lies. */
function dayOf(at: number, { utcOffsetMs }: SiteDays): number {
  return Math.floor((at + utcOffsetMs) / DAY_MS);
}

function beginsOn(days: Stretch['days'], day: number, site: SiteDays): boolean {
  if (typeof days === 'string') return site.works(day) === (days === 'WORKDAYS');
  return days.includes(((day + EPOCH_WEEKDAY - 1) % 7) + 1);
}

/** The stretches that begin on a local day, in order. */
function spansOn(stretches: readonly Stretch[], day: number, site: SiteDays): Span[] {
  const start = day * DAY_MS - site.utcOffsetMs;
  return stretches
    .filter(({ days }) => beginsOn(days, day, site))
    .map(({ from, to }): Span => {
      const [begin, end] = [msOf(from), msOf(to)];
      return [start + begin, start + end + (end <= begin ? DAY_MS : 0)];
    })
    .sort(([a], [b]) => a - b);
}

function spansAround(stretches: readonly Stretch[], at: number, site: SiteDays): Span[] {
  const day = dayOf(at, site);
  return [-1, 0, 1].flatMap((step) => spansOn(stretches, day + step, site));
}

function shiftsOf({ shifts }: RosterRules, unit: string | null): readonly Stretch[] {
  return shifts.filter(({ units }) => units === undefined || (unit !== null && units.includes(unit)));
}

/** Does `at` (epoch ms) lie in one of the stretches? */
export function liesIn(stretches: readonly Stretch[], at: number, site: SiteDays): boolean {
  return spansAround(stretches, at, site).some(([from, to]) => from <= at && at < to);
}

/**
 * When `ms` of the stretches' time have passed since an instant: time outside of them does not run.
 * @returns epoch ms; null where that is later than `until`
 */
export function passedBy(
  stretches: readonly Stretch[],
  { since, ms, until }: { readonly since: number; readonly ms: number; readonly until: number },
  site: SiteDays,
): number | null {
  let [at, left] = [since, ms];
  for (let day = dayOf(since, site) - 1; day <= dayOf(until, site); day += 1) {
    for (const [from, to] of spansOn(stretches, day, site)) {
      const begins = Math.max(from, at);
      if (begins + left <= to) return begins + left <= until ? begins + left : null;
      if (to <= begins) continue;
      left -= to - begins;
      at = to;
    }
  }
  return null;
}

/** Does the unit have duty at an instant (epoch ms)? */
export function isRostered(roster: RosterRules, unit: string | null, at: number, site: SiteDays): boolean {
  return roster.shifts.length === 0 || liesIn(shiftsOf(roster, unit), at, site);
}

/** The next instant after `at` at which that may change, epoch ms; null for never, or not within a day. */
export function rosterTurnsAt(
  roster: RosterRules,
  unit: string | null,
  at: number,
  site: SiteDays,
): number | null {
  const ahead = spansAround(shiftsOf(roster, unit), at, site)
    .flat()
    .filter((edge) => edge > at);
  if (ahead.length > 0) return Math.min(...ahead);
  return roster.shifts.length === 0 ? null : at + DAY_MS;
}
