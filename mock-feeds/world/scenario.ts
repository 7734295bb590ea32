import { z } from 'zod';
import { ALARM_PRIORITIES, ALARM_TYPES, PRODUCER_FEEDS, VIDEO_TYPES } from '../../gateway/contract/index.ts';
import { script } from './script/schema.ts';

const share = z.number().min(0).max(1);
/** Weights of the 24 hours of a day, local midnight first. */
const hours = z.array(z.number().min(0)).length(24);
const perDay = z.number().min(0).max(10_000);
/** Least and most, seconds. */
const seconds = z.tuple([z.number().min(0), z.number().min(0)]);

const delay = z.strictObject({
  /** Usual human delay. */
  usualS: seconds,
  /** Share of those who are late, and how late. */
  lateShare: share,
  lateS: seconds,
  /** Share that nobody notices before the next change of shift. */
  forgottenShare: share,
});

/** Many alarms of one cause: `count` of them within `lastsS` seconds, all at one place of these categories. */
const flood = z.strictObject({
  afterS: z.number().min(0),
  lastsS: z.number().positive(),
  count: z.int().min(1).max(500),
  types: z.array(z.enum(ALARM_TYPES)).min(1),
  places: z.array(z.string().min(1)).min(1),
  priorities: z.partialRecord(z.enum(ALARM_PRIORITIES), share),
});

/** A feed that cannot reach the gateway: nothing is lost, all of it comes late, within `catchUpS` seconds. */
const outage = z.strictObject({
  feed: z.enum(PRODUCER_FEEDS),
  afterS: z.number().min(0),
  lastsS: z.number().positive(),
  catchUpS: z.number().positive(),
});

/** A scenario is data: how much happens, when, and how the people at work behave. */
export const scenario = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/),
  title: z.string().min(1).max(20),
  /** One sentence for whoever starts it; printed. */
  note: z.string().min(1).max(200).optional(),
  /** Days of items and hours of the other feeds that are played before the start. */
  history: z.strictObject({
    caseDays: z.int().min(0).max(120),
    alarmHours: z.int().min(0).max(72),
    leadMinutes: z.int().min(0).max(600),
    indicatorHours: z.int().min(0).max(72),
  }),
  cases: z.strictObject({
    /** Items received on a working day and on a day of rest, least and most. */
    workday: z.tuple([z.int(), z.int()]),
    restday: z.tuple([z.int(), z.int()]),
    hours,
    lateShare: share,
    /** Share that is closed within the last fifth of its limit. */
    tightShare: share,
    suspendedShare: share,
    extendedShare: share,
    returnedShare: share,
    reworkedShare: share,
    jointReviewShare: share,
    undeterminedShare: share,
    relevelledShare: share,
    /** Items that are found to be nothing, are the same matter as another one, or come up again after their closing. */
    voidedShare: share.default(0.012),
    mergedShare: share.default(0.012),
    /** Disputes and appeals that are not taken on here, but directed to a legal way. */
    guidedShare: share.default(0.02),
    reopenedShare: share.default(0.015),
    /** Chance per open item and hour of a progress note, by day (08–20) and by night. */
    notesPerHour: z.tuple([share, share]),
    /** How many times as often as usual an item of a category comes up. */
    weights: z.record(z.string(), z.number().min(0)).default({}),
  }),
  alarms: z.strictObject({
    /** Short ones (smoke, doors, gas …) and slow ones (water levels, pressures, temperatures …). */
    fastPerDay: perDay,
    fastHours: hours,
    slowPerDay: perDay,
    slowHours: hours,
    fastPriorities: z.record(z.enum(ALARM_PRIORITIES), share),
    slowPriorities: z.record(z.enum(ALARM_PRIORITIES), share),
    /** A reading follows at this interval while the condition stands. */
    updateS: seconds,
    withdrawnShare: share,
    /** Share of the lesser ones that the platform tells a second time under another number. */
    toldTwiceShare: share.default(0.03),
    /** One sensor chatters and is mended each day; on the first day so long after the start. */
    badSensor: z.strictObject({ afterS: z.number().min(0) }).optional(),
    /** A bulletin on a water level each day, brought up to date by reference, then cancelled or run out. */
    bulletin: z.strictObject({ afterS: z.number().min(0) }).optional(),
    /** Alarms at fixed instants after the start, so that a newcomer sees one. */
    opening: z.array(
      z.strictObject({
        afterS: z.number().min(0),
        type: z.enum(ALARM_TYPES),
        priority: z.enum(ALARM_PRIORITIES),
        acknowledgeAfterS: z.number().min(0),
        standsS: z.number().min(0),
      }),
    ),
    floods: z.array(flood).default([]),
  }),
  terminals: z.strictObject({
    count: z.int().min(0).max(50_000),
    /** Of the terminals, how many stay on duty round the clock. */
    nightShare: share,
    /** Chance of a terminal to stay in its charger for a day. */
    restShare: share,
    /** Chance of a terminal to be unheard for a quarter of an hour. */
    dropoutShare: share,
    bikeShare: share,
    intervalS: seconds,
    /** Now and then the platform of the e-bikes, or the line to one town, is cut off: nothing of it is told late. */
    cutOff: z
      .strictObject({
        afterS: z.number().min(0),
        everyS: z.number().min(60),
        lastsS: z.number().positive(),
      })
      .optional(),
  }),
  video: z.strictObject({
    perDay,
    hours,
    trueShare: share,
    duplicateShare: share,
    /** Of the true ones, how many become an item or are joined to one. */
    linkedShare: share.default(0.6),
    /** Leads at fixed seconds after the start, so that a newcomer sees one at night too. */
    opening: z.array(z.number().min(0)),
    /** How many times as often as usual an algorithm believes to see something. */
    weights: z.partialRecord(z.enum(VIDEO_TYPES), z.number().min(0)).default({}),
    /** Share of the leads that come from the cameras nearest to places of a category. */
    near: z.strictObject({ category: z.string().min(1), share }).optional(),
  }),
  officers: z.strictObject({
    seats: z.array(z.string().min(1).max(40)).min(1),
    acknowledge: z.record(z.enum(ALARM_PRIORITIES), delay),
    verify: delay,
    notesShare: share,
    /** Of the items with a risk level: how many have a post that answers for them, are proposed to be lowered; late reviews. */
    levels: z
      .strictObject({ assignedShare: share, loweredShare: share, lateReviewShare: share })
      .default({ assignedShare: 0.92, loweredShare: 0.25, lateReviewShare: 0.06 }),
  }),
  outages: z.array(outage).default([]),
  /** What happens step by step, beside everything that is drawn. */
  scripts: z.array(script).default([]),
});
export type Scenario = z.infer<typeof scenario>;
export type Delay = z.infer<typeof delay>;
export type Outage = Scenario['outages'][number];
