import { z } from 'zod';
import { alarmRules } from './alarm-rules.ts';
import { worktime } from './calendar.ts';
import { deadlineRules } from './deadlines.ts';
import { PRODUCER_FEEDS } from './feeds.ts';
import { catalogueRules, lifeRules, NEUTRAL_LIFE } from './life.ts';
import { NEUTRAL_RISK, riskRules } from './risk.ts';
import { hoursRule, rosterRules } from './roster.ts';
import { sourceRules } from './sources.ts';
import { NEUTRAL_WARNINGS, warningRules } from './warning-rules.ts';

const seconds = z.number().positive().max(31_536_000);
const days = z.number().positive().max(3_650);

/** Office hours before any were told: the day through, the week through. */
const NEUTRAL_WORKTIME = {
  hours: [{ from: '00:00', to: '23:59' }],
  weeklyRest: [],
  fixedHolidays: [],
};

/** Everything of `config/rules` that the fold or the door reads. Each file is strict: an unknown key is an error. */
export const rules = z.strictObject({
  live: z.strictObject({
    /** A closed item leaves the live state this long after its closing entry was received. */
    closedItemsForS: seconds,
    /** A finished alarm or a judged lead leaves the live state after this long. */
    finishedAlarmsForS: seconds,
    /** Share of the limit that is left when an item becomes due soon (decisions D7). */
    dueSoonShare: z.number().min(0).max(1),
    /** An indicator that was not reported for so many days leaves the live state; one of a year is told by the next. */
    indicatorsForDays: days.default(400),
  }),
  /** Expected sound of each feed: silent when nothing was heard for this long of its hours; without any, day and night. */
  feeds: z.record(
    z.enum(PRODUCER_FEEDS),
    z.strictObject({ silentAfterS: seconds, hours: hoursRule.optional() }),
  ),
  alarms: alarmRules,
  terminals: z.strictObject({
    /** Report interval assumed when the terminal does not tell its own. */
    intervalS: seconds,
    /** No longer live after this many intervals … */
    staleAfterIntervals: z.number().positive(),
    /** … and offline after this many, but never before `offlineAfterS`. */
    offlineAfterIntervals: z.number().positive(),
    offlineAfterS: seconds,
    /**
     * 同点不动: fixes that name the very same point for this long come from a receiver that hangs; a standing one's
     * wander by metres. A log from before it was told flags none.
     */
    stuckAfterS: seconds.default(31_536_000),
    /**
     * A terminal of which nothing was heard for so many days is no longer one of the site's: it leaves, with its last
     * place. One that calls for help stays.
     */
    goneAfterDays: days.default(30),
    /** LOW_BATTERY below so many percent: it is called to nothing. */
    lowBatteryPercent: z.number().min(0).max(100).default(20),
    /** A fix of a wider radius, metres, says too little of where the terminal is: it is called to nothing. */
    inaccurateAboveM: z.number().positive().max(10_000).default(200),
    /** A fix this near to the place that it was called to, metres, is its arrival; of calls made from then on. */
    arrivedWithinM: z.number().positive().max(2_000).default(100),
    /** How long a call outlives what it was called to, seconds: somebody may still be on the way, or at work there. */
    callOutlivesS: seconds.default(3_600),
    /** How much longer the way is than the straight line, and how fast it is walked, km/h: an estimate, no route. */
    detour: z.number().min(1).max(5).default(1.4),
    walkKmh: z.number().positive().max(60).default(5),
  }),
  /** Office hours and weekly rest. A log from before they were told reads as the day through. */
  worktime: worktime.default(NEUTRAL_WORKTIME),
  /** Time limits; a log from before they were told has none. */
  deadlines: deadlineRules.default({ warnHours: 4, limits: [] }),
  /** Life of an item: transitions, ladder, escalations, stage words. */
  life: lifeRules.default(NEUTRAL_LIFE),
  /** Duty catalogue 确权清单. */
  catalogue: catalogueRules.default({ items: [] }),
  roster: rosterRules,
  /** Which sources must be heard, and how often. */
  sources: sourceRules.default({ expected: [] }),
  /** Early warnings and instructions; a log from before they were told finds none. */
  warnings: warningRules.default(NEUTRAL_WARNINGS),
  /** Risk levels: criteria, who answers, reviews. */
  risk: riskRules.default(NEUTRAL_RISK),
  /** Categories refused at the door; matched against `category` and `title` as whole words of the list. */
  denied: z.strictObject({ categories: z.array(z.string().min(1).max(40)).max(200) }),
});
export type Rules = z.infer<typeof rules>;
