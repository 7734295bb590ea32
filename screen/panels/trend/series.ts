import type { SeriesEntity } from '../../../gateway/contract/entities.ts';
import type { SeriesId } from '../../../gateway/contract/kpi.ts';
import type { Trend } from '../../charts/trend.ts';

const RECEIVED: SeriesId = 'case.received';
const CLOSED: SeriesId = 'case.closed';

/** Received and closed over the same hours; null while either is missing: half a picture misleads. */
export function trendOf(series: ReadonlyMap<string, SeriesEntity>): Trend | null {
  const received = series.get(RECEIVED);
  const closed = series.get(CLOSED);
  if (received === undefined || closed === undefined || received.values.length === 0) return null;
  return {
    from: received.from,
    stepMs: received.stepMs,
    lines: [
      { values: received.values, tint: 'data-4', dashed: false },
      { values: closed.values, tint: 'data-2', dashed: true },
    ],
  };
}
