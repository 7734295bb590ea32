import type { MeasureId } from './measures.ts';

/** Measures that are told day by day: what risk levels did (domain §3, the weekly meeting's fourth screen). */
export const DAILY_MEASURES = [
  'levelsEntered',
  'levelsDetermined',
  'levelsRaised',
  'levelsLowered',
] as const satisfies readonly MeasureId[];
export type DailyMeasure = (typeof DAILY_MEASURES)[number];

/** Days of the site's calendar in a daily series; the last is the day that runs. */
export const DAYS_IN_SERIES = 14;

/**
 * Id of the series of a measure by day. Its slots are the sums that `explain` proves: the figure of the same id as the
 * measure, with period TODAY, as of any instant of the slot's day.
 */
export function dailySeriesId(measure: DailyMeasure): `daily.${DailyMeasure}` {
  return `daily.${measure}`;
}
