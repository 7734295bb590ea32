import { AGE_PREFIX } from '../../gateway/contract/ages.ts';
import type { FeedEntity, KpiEntity } from '../../gateway/contract/entities.ts';
import type { ProducerFeed } from '../../gateway/contract/feeds.ts';
import { FIGURE_PREFIX } from '../../gateway/contract/figure.ts';
import { HAZARD_CATEGORY_PREFIX, kpiId } from '../../gateway/contract/kpi.ts';
import { TERMINAL_DEVICE_STATES, terminalDeviceId } from '../../gateway/contract/kpi-terminal.ts';

export type Kpis = ReadonlyMap<string, KpiEntity>;

/** Value of a number of the wall; null when the gateway does not tell it, which is not 0. */
export function kpiValue(kpis: Kpis, id: string, area?: string): number | null {
  return kpis.get(kpiId(id, area))?.value ?? null;
}

export interface HeardState {
  readonly kpis: Kpis;
  readonly feeds: ReadonlyMap<string, FeedEntity>;
}

/** The feed that a number of the moment counts, by the first word of its id. */
const FEED_OF: Readonly<Record<string, ProducerFeed>> = {
  today: 'case',
  case: 'case',
  hazard: 'case',
  catalogue: 'case',
  patrol: 'case',
  alarm: 'alarm',
  device: 'alarm',
  terminal: 'terminal',
  video: 'video',
  algorithm: 'video',
};

/** The feed that a figure of a period counts, by how its id begins; the others are of items, those of warnings of no feed. */
const FIGURES_OF: readonly (readonly [begins: string, feed: ProducerFeed | null])[] = [
  ['alarm', 'alarm'],
  ['ackTime', 'alarm'],
  ['algorithm.', 'video'],
  ['lapsedLeads', 'video'],
  ['lead', 'video'],
  ['verifiedLeads', 'video'],
  ['video', 'video'],
  ['term', 'terminal'],
  ['warning', null],
];

/** The feed that a number counts: without it nothing is known of the number. Null: made by the gateway itself. */
export function feedOfKpi(id: string): ProducerFeed | null {
  if (id.startsWith(AGE_PREFIX)) return feedOfKpi(id.slice(AGE_PREFIX.length));
  if (!id.startsWith(FIGURE_PREFIX)) return FEED_OF[id.slice(0, id.indexOf('.'))] ?? null;
  const name = id.slice(FIGURE_PREFIX.length);
  const known = FIGURES_OF.find(([begins]) => name.startsWith(begins));
  return known === undefined ? 'case' : known[1];
}

/** Numbers of what has a fresh position: while nothing is heard, nobody knows how many have one. */
const FRESH: readonly string[] = [
  'terminal.online',
  'terminal.rosteredOnline',
  'figure.termOnline.NOW',
  ...TERMINAL_DEVICE_STATES.map(terminalDeviceId),
];

/** The feed without which a number is unknown now; null while it may be shown. @param id also `id@area` */
export function unheardFeed({ feeds }: Pick<HeardState, 'feeds'>, id: string): ProducerFeed | null {
  const feed = feedOfKpi(id);
  const heard = feed === null ? undefined : feeds.get(feed)?.state;
  return heard === 'NONE' || (heard === 'SILENT' && isFresh(id)) ? feed : null;
}

/**
 * A number with all that is told of it, as the wall may show it. Nothing counted in a feed that nobody ever heard is not
 * 0, it is unknown; so is what was counted by its freshness once its feed is silent. What was told and stays true is kept.
 * @param id also `id@area`
 */
export function heardEntity(state: HeardState, id: string): KpiEntity | undefined {
  return unheardFeed(state, id) === null && !isUnset(state, id) ? state.kpis.get(id) : undefined;
}

/** Value of such a number; null where it may not be shown. */
export function heardKpi(state: HeardState, id: string, area?: string): number | null {
  return heardEntity(state, kpiId(id, area))?.value ?? null;
}

/** Of a feed of which the rules expect no source nobody knows whether one is missing. @param id also `id@area` */
function isUnset({ feeds }: Pick<HeardState, 'feeds'>, id: string): boolean {
  const name = /^feed\.\w+\.(\w+)/.exec(id)?.[1];
  const feed = name === undefined ? undefined : feeds.get(name);
  return feed !== undefined && (feed.expected ?? 0) === 0;
}

function isFresh(id: string): boolean {
  const [name = ''] = id.split('@');
  return FRESH.includes(name);
}

/**
 * The numbers as the map may write them: without those that `heardKpi` would not tell.
 * @returns the same map while all may be told
 */
export function heardKpis(state: HeardState): Kpis {
  const unknown = [...state.feeds.values()].some(
    ({ id, state: heard }) => heard === 'NONE' || (heard === 'SILENT' && id === 'terminal'),
  );
  if (!unknown) return state.kpis;
  return new Map([...state.kpis].filter(([id]) => heardEntity(state, id) !== undefined));
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
