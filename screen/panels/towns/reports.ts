import type { IndicatorEntity } from '../../../gateway/contract/entities.ts';
import { GRID_POSTS } from '../../../gateway/contract/indicators.ts';
import { NO_VALUE } from '../../locale/numbers.ts';
import { cellWords, isOldReport } from '../../state/indicators.ts';
import { reported, type TownSources, toldPeriod } from './rows.ts';

type Column = readonly [kind: IndicatorEntity['kind'], by: string | null];

/** What towns report beside the visits on the first sheet: what came in, visits that are late, and the grid ladder. */
const COLUMNS: readonly Column[] = [
  ['REPORTS', null],
  ['SERVICE_VISITS_LATE', null],
  ...GRID_POSTS.map((post): Column => ['GRID_STAFF', post]),
];

/** What one street or town has reported of itself. */
export interface TownReport {
  readonly id: string;
  readonly name: string;
  readonly cells: readonly TownCell[];
}

export interface TownCell {
  readonly key: string;
  readonly words: string;
  /** Whether its period is long past. */
  readonly old: boolean;
}

export type ReportSources = Pick<TownSources, 'areas' | 'indicators' | 'now' | 'silentAfterMs'>;

/** The towns as they report themselves, each number of the one period that the board tells it for; none while nothing is reported. */
export function townReports(sources: ReportSources): readonly TownReport[] {
  const periods = COLUMNS.map((column) => toldPeriod(sources, ...column)?.from ?? null);
  if (periods.every((from) => from === null)) return [];
  return sources.areas
    .filter(({ level }) => level === 'street')
    .map(({ id, name }) => ({
      id,
      name,
      cells: COLUMNS.map((column, index) => cellOf(sources, id, column, periods[index] ?? null)),
    }));
}

function cellOf(
  { indicators, now, silentAfterMs }: ReportSources,
  area: string,
  [kind, by]: Column,
  from: number | null,
): TownCell {
  const key = `${kind} ${by ?? ''}`;
  const one = reported(indicators, area, kind, by);
  if (one === null || one.from !== from) return { key, words: NO_VALUE, old: false };
  return { key, words: cellWords(kind, one.value), old: isOldReport(one, now, silentAfterMs) };
}
