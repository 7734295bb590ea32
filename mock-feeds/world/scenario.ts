import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ALARM_PRIORITIES, ALARM_TYPES } from '../../gateway/contract/index.ts';

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

/** A scenario is data: how much happens, when, and how the people at work behave. */
export const scenario = z.strictObject({
  id: z.string().regex(/^[a-z]{1,20}$/),
  title: z.string().min(1).max(20),
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
    /** Chance per open item and hour of a progress note, by day (08–20) and by night. */
    notesPerHour: z.tuple([share, share]),
  }),
  alarms: z.strictObject({
    /** Short ones (smoke, doors, gas …) and slow ones (water levels, pressures, temperatures …). */
    fastPerDay: perDay,
    fastHours: hours,
    slowPerDay: perDay,
    slowHours: hours,
    /** Of the fast ones. */
    priorities: z.record(z.enum(ALARM_PRIORITIES), share),
    /** A reading follows at this interval while the condition stands. */
    updateS: seconds,
    withdrawnShare: share,
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
  }),
  terminals: z.strictObject({
    count: z.int().min(0).max(20_000),
    /** Of the terminals, how many stay on duty round the clock. */
    nightShare: share,
    /** Chance of a terminal to stay in its charger for a day. */
    restShare: share,
    /** Chance of a terminal to be unheard for a quarter of an hour. */
    dropoutShare: share,
    bikeShare: share,
    intervalS: seconds,
  }),
  video: z.strictObject({
    perDay,
    hours,
    trueShare: share,
    duplicateShare: share,
    /** Leads at fixed seconds after the start, so that a newcomer sees one at night too. */
    opening: z.array(z.number().min(0)),
  }),
  officers: z.strictObject({
    seats: z.array(z.string().min(1).max(40)).min(1),
    acknowledge: z.record(z.enum(ALARM_PRIORITIES), delay),
    verify: delay,
    notesShare: share,
  }),
});
export type Scenario = z.infer<typeof scenario>;
export type Delay = z.infer<typeof delay>;

const FOLDER = new URL('../scenarios/', import.meta.url);

/** Reads a shipped scenario by name. Throws with the bad fields, or when there is no such scenario. */
export function loadScenario(name: string): Scenario {
  let text: string;
  try {
    text = readFileSync(new URL(`${name}.json`, FOLDER), 'utf8');
  } catch (cause) {
    throw new Error(`there is no scenario "${name}"; shipped are the files of mock-feeds/scenarios`, {
      cause,
    });
  }
  const read = scenario.safeParse(JSON.parse(text));
  if (!read.success) throw new Error(`scenario ${name}: ${z.prettifyError(read.error)}`);
  return read.data;
}
