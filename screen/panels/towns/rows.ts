import type { IndicatorEntity, KpiEntity } from '../../../gateway/contract/entities.ts';
import type { RegionArea } from '../../../gateway/contract/region.ts';
import { COUNTED_REALITIES } from '../../../gateway/contract/vocabulary.ts';
import { groupDigits, NO_VALUE } from '../../locale/numbers.ts';

/** Share of the items that were closed in time, with the number it is of: a town with a few items proves little. */
export const ON_TIME = 'figure.onTimeRate.D30';

/** Numbers of one street or town; null where the gateway tells none. */
export interface TownRow {
  readonly id: string;
  readonly name: string;
  readonly open: number | null;
  readonly overdue: number | null;
  readonly onTime: KpiEntity | undefined;
  readonly rostered: number | null;
  readonly rosteredOnline: number | null;
  /** Service visits of the period done, and due; '' where none were reported. */
  readonly visits: string;
}

/** Where the board reads from. */
export interface TownSources {
  readonly areas: readonly RegionArea[];
  /** One number of one area. */
  readonly kpi: (id: string, area: string) => number | null;
  readonly entity: (id: string) => KpiEntity | undefined;
  readonly indicators: ReadonlyMap<string, IndicatorEntity>;
}

/** The streets of the region: who is most overdue first, then who has most open items. */
export function townRows({ areas, kpi, entity, indicators }: TownSources): TownRow[] {
  return areas
    .filter(({ level }) => level === 'street')
    .map(({ id, name }) => ({
      id,
      name,
      open: kpi('case.open', id),
      overdue: kpi('case.overdue', id),
      onTime: entity(`${ON_TIME}@${id}`),
      rostered: kpi('terminal.rostered', id),
      rosteredOnline: kpi('terminal.rosteredOnline', id),
      visits: visitsOf(indicators, id),
    }))
    .sort(
      (a, b) =>
        (b.overdue ?? 0) - (a.overdue ?? 0) || (b.open ?? 0) - (a.open ?? 0) || a.id.localeCompare(b.id),
    );
}

/** A share of some dozens proves no tenth of a percent; of nothing it is `—`. */
export function wholePercent(share: KpiEntity | undefined): string {
  return share === undefined || share.of === 0 ? NO_VALUE : `${Math.round(share.value)}%`;
}

/** What a share is of: ` 61/64`, numerator and denominator (decisions D8); '' where the gateway tells none. */
export function shareOf(share: KpiEntity | undefined): string {
  if (share?.of === undefined) return '';
  return ` ${groupDigits(share.part ?? null)}/${groupDigits(share.of)}`;
}

function visitsOf(indicators: ReadonlyMap<string, IndicatorEntity>, area: string): string {
  const told = (kind: IndicatorEntity['kind']) => {
    const one = indicators.get(`${kind}@${area}`);
    return one !== undefined && COUNTED_REALITIES.includes(one.reality) ? one.value : null;
  };
  const done = told('SERVICE_VISITS_DONE');
  const due = told('SERVICE_VISITS_DUE');
  return done === null || due === null ? '' : `${groupDigits(done)}/${groupDigits(due)}`;
}
