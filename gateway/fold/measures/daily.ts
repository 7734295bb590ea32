import { DAILY_MEASURES, DAYS_IN_SERIES, dailySeriesId } from '../../contract/daily-series.ts';
import type { SeriesEntity } from '../../contract/entities.ts';
import type { Days } from './days.ts';

const DAY_MS = 86_400_000;

/** The series by day that end with the day `last`. */
export function dailySeries(days: Pick<Days, 'startOf' | 'sum'>, last: number): SeriesEntity[] {
  const first = last - DAYS_IN_SERIES + 1;
  return DAILY_MEASURES.map((measure) => ({
    id: dailySeriesId(measure),
    from: days.startOf(first),
    stepMs: DAY_MS,
    values: Array.from({ length: DAYS_IN_SERIES }, (_, i) => days.sum(measure, '', first + i, first + i)),
  }));
}
