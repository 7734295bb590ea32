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

/** Numbers of what has a fresh position: while nothing is heard, nobody knows how many have one. */
const FRESH = ['terminal.online', 'terminal.rosteredOnline'] as const;

/**
 * A number as the wall may show it. Nothing counted in a feed that nobody ever heard is not 0, it is unknown; so is what
 * was counted by its freshness once its feed is silent. What was told and stays true is kept.
 */
export function heardKpi(
  state: { readonly kpis: Kpis; readonly feeds: ReadonlyMap<string, FeedEntity> },
  id: string,
  area?: string,
): number | null {
  if (isUnset(state.feeds, id)) return null;
  const feed = FEED_OF[id.slice(0, id.indexOf('.'))];
  const heard = feed === undefined ? undefined : state.feeds.get(feed)?.state;
  if (heard === 'NONE' || (heard === 'SILENT' && isFresh(id))) return null;
  return kpiValue(state.kpis, id, area);
}

/** Of a feed of which the rules expect no source nobody knows whether one is missing. */
function isUnset(feeds: ReadonlyMap<string, FeedEntity>, id: string): boolean {
  const feed = id.startsWith('feed.') ? feeds.get(id.slice(id.lastIndexOf('.') + 1)) : undefined;
  return feed !== undefined && (feed.expected ?? 0) === 0;
}

function isFresh(id: string): boolean {
  const [name] = id.split('@');
  return FRESH.some((one) => one === name);
}

/**
 * The numbers as the map may write them: without those that `heardKpi` would not tell.
 * @returns the same map while all may be told
 */
export function heardKpis(state: {
  readonly kpis: Kpis;
  readonly feeds: ReadonlyMap<string, FeedEntity>;
}): Kpis {
  if (state.feeds.get('terminal')?.state !== 'SILENT') return state.kpis;
  return new Map([...state.kpis].filter(([id]) => !isFresh(id)));
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
