import type { IndicatorEntity } from '../../gateway/contract/entities.ts';
import { SMALL_CELL } from '../../gateway/contract/indicators.ts';
import type { IndicatorKind } from '../../gateway/contract/vocabulary.ts';
import { groupDigits } from '../locale/numbers.ts';

/** A report is old when this many of its own periods have passed since the end of the last. */
const PERIODS_UNTIL_OLD = 2;
/** Visits to people: cells below `SMALL_CELL` are told to nobody (domain §3.3). */
const OF_VISITS: readonly IndicatorKind[] = [
  'SERVICE_VISITS_DUE',
  'SERVICE_VISITS_DONE',
  'SERVICE_VISITS_LATE',
];

/**
 * Whether what was reported describes a past that has no successor: older than two of its own periods, and than the time
 * after which the feed itself would be silent, so that an hourly report of office hours stands through the night.
 * @param silentAfterMs of the feed of indicators
 */
export function isOldReport(
  { from, to }: Pick<IndicatorEntity, 'from' | 'to'>,
  now: number,
  silentAfterMs: number,
): boolean {
  return now - to > Math.max(PERIODS_UNTIL_OLD * (to - from), silentAfterMs);
}

/** A count as it may be written: `<5` for a small cell of visits. */
export function cellWords(kind: IndicatorKind, value: number | null): string {
  const small = value !== null && value > 0 && value < SMALL_CELL;
  return small && OF_VISITS.includes(kind) ? `<${SMALL_CELL}` : groupDigits(value);
}
