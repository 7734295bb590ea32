import type { FeedEntity, KpiEntity } from '../../gateway/contract/entities.ts';
import type { ProducerFeed } from '../../gateway/contract/feeds.ts';
import { HAZARD_CATEGORY_PREFIX, kpiId } from '../../gateway/contract/kpi.ts';

export type Kpis = ReadonlyMap<string, KpiEntity>;

/** Value of a number of the wall; null when the gateway does not tell it, which is not 0. */
export function kpiValue(kpis: Kpis, id: string, area?: string): number | null {
  return kpis.get(kpiId(id, area))?.value ?? null;
}

/** The feed that a number counts, by the first word of its id. */
const FEED_OF: Readonly<Record<string, ProducerFeed>> = {
  today: 'case',
  case: 'case',
  hazard: 'case',
  alarm: 'alarm',
  terminal: 'terminal',
  video: 'video',
};

/** A number as the wall may show it: nothing counted in a feed that nobody ever heard is not 0, it is unknown. */
export function heardKpi(
  state: { readonly kpis: Kpis; readonly feeds: ReadonlyMap<string, FeedEntity> },
  id: string,
  area?: string,
): number | null {
  const feed = FEED_OF[id.slice(0, id.indexOf('.'))];
  if (feed !== undefined && state.feeds.get(feed)?.state === 'NONE') return null;
  return kpiValue(state.kpis, id, area);
}

/** How many open hazards there are of one category. */
export interface CategoryCount {
  readonly id: string;
  readonly category: string;
  readonly value: number;
}

/** Open hazards by category, the most first; categories at 0 are left out. */
export function hazardCategories(kpis: Kpis): CategoryCount[] {
  return [...kpis.values()]
    .filter((kpi) => kpi.area === null && kpi.value > 0 && kpi.id.startsWith(HAZARD_CATEGORY_PREFIX))
    .map((kpi) => ({
      id: kpi.id,
      category: kpi.id.slice(HAZARD_CATEGORY_PREFIX.length),
      value: kpi.value,
    }))
    .sort((a, b) => b.value - a.value || a.category.localeCompare(b.category));
}
