import { z } from 'zod';

const days = z.int().min(1).max(366);

const period = z.strictObject({
  /** Days after closing without the like at the same place before the item is struck off. */
  days,
  /** What a recurrence does: the period begins anew with it, or the item is not struck off at all. */
  onRecurrence: z.enum(['RESTART', 'REFUSE']),
});
export type StrikeOffPeriod = z.infer<typeof period>;

/**
 * When a closed item is struck off the list of risks 销号: resolved, called back, and for a while nothing of the like at its
 * place. Days and conditions are the project's proposal after the risk lists of counties (30 days for 高, 14 for 中, call-back
 * alone for 低); `null`: items of that level are not observed.
 */
export const strikeOffRules = z
  .strictObject({
    HIGH: period.nullable(),
    MEDIUM: period.nullable(),
    LOW: period.nullable(),
    /** Longest observation, however often it begins anew; an item that still recurs then is not struck off. */
    daysAtMost: days,
  })
  .refine(({ HIGH, MEDIUM, LOW, daysAtMost }) => Math.max(...daysOf(HIGH, MEDIUM, LOW)) <= daysAtMost, {
    error: 'at least the longest period',
    path: ['daysAtMost'],
  });
export type StrikeOffRules = z.infer<typeof strikeOffRules>;

function daysOf(...periods: readonly (StrikeOffPeriod | null)[]): readonly number[] {
  return periods.map((each) => each?.days ?? 0);
}

/** Rules before any were told: nothing is observed. */
export const NO_STRIKE_OFF: StrikeOffRules = { HIGH: null, MEDIUM: null, LOW: null, daysAtMost: 366 };

/** What stands against striking off. RESOLUTION: its outcome is none · CALLBACK: nobody called back, or without success. */
export const STRIKE_OFF_LACKS = ['RESOLUTION', 'CALLBACK', 'RECURRENCE'] as const;
export type StrikeOffLack = (typeof STRIKE_OFF_LACKS)[number];

/** OBSERVED 办结待销号 · STRUCK_OFF 已销号 · REFUSED 未销号: its period is over and something still stands against it. */
export const OBSERVATION_STATES = ['OBSERVED', 'STRUCK_OFF', 'REFUSED'] as const;
export type ObservationState = (typeof OBSERVATION_STATES)[number];

/** A closed item on its way off the list of risks. Epoch ms. */
export interface Observation {
  readonly state: ObservationState;
  /** When it was closed. */
  readonly since: number;
  /** When the period ends, or ended. */
  readonly until: number;
  /** Days that the rule asks for. */
  readonly days: number;
  /** What stands against it as of now. */
  readonly lacks: readonly StrikeOffLack[];
  /** How often the like was received at its place in the period. */
  readonly recurred: number;
  /** Ids of those by which the period became as long as it is, the latest last. */
  readonly recurredBy: readonly string[];
}
