import { type DailyMeasure, dailySeriesId } from '../../../gateway/contract/daily-series.ts';
import type { SeriesEntity } from '../../../gateway/contract/entities.ts';
import { localTime } from '../../locale/time.ts';

/** What levels did on one day. */
export interface LevelDay {
  /** Its first instant, epoch ms. */
  readonly from: number;
  readonly date: number;
  readonly raised: number;
  readonly lowered: number;
  /** Shares of the most that any day had, 0…1. */
  readonly up: number;
  readonly down: number;
}

/** Days side by side, the present one last; null while one of the series is missing: half a picture misleads. */
export function levelDays(
  series: ReadonlyMap<string, SeriesEntity>,
  utcOffsetMinutes: number,
): readonly LevelDay[] | null {
  const of = (measure: DailyMeasure) => series.get(dailySeriesId(measure));
  const [raised, lowered] = [of('levelsRaised'), of('levelsLowered')];
  if (raised === undefined || lowered === undefined || raised.values.length === 0) return null;
  const most = Math.max(1, ...raised.values, ...lowered.values);
  return raised.values.map((up, slot) => {
    const down = lowered.values[slot] ?? 0;
    const from = raised.from + slot * raised.stepMs;
    const { date } = localTime(from, utcOffsetMinutes);
    return { from, date, raised: up, lowered: down, up: up / most, down: down / most };
  });
}
