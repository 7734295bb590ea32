import type { Channel, HandlingLevel, Level } from '../../../gateway/contract/index.ts';
import { SORTS } from '../catalogue/index.ts';
import type { Limit, Sort } from '../catalogue/sort.ts';
import type { FindHolder } from '../holders.ts';
import { byWeight, type Draw } from '../rng.ts';
import type { Site, Sites } from '../sites.ts';
import { type Calendar, HOUR, MINUTE } from '../time.ts';

/** What an item is and where, before its life is known. */
export interface CaseDraft {
  readonly id: string;
  readonly sort: Sort;
  readonly title: string;
  readonly site: Site;
  readonly channel: Channel;
  readonly holder: string;
  readonly limit: Limit;
  readonly receivedAt: number;
  readonly dueAt: number;
  readonly level: Level | null;
  readonly handlingLevel: HandlingLevel;
  readonly people: number | null;
  /** Yuan owed. */
  readonly owed: number | null;
  /** Item that this one turns out to be the same matter as. */
  readonly twin: string | null;
}

/** Channels and how often each is used. */
const CHANNELS: readonly (readonly [Channel, number])[] = [
  ['GRID_WORKER', 26],
  ['GRID_APP', 18],
  ['HOTLINE_12345', 14],
  ['WALK_IN', 12],
  ['MINI_PROGRAM', 8],
  ['HOTLINE', 6],
  ['WECHAT', 4],
  ['PETITION', 4],
  ['POLICE_110', 3],
  ['VIDEO_PATROL', 2],
  ['PATROL_TERMINAL', 2],
  ['DEPARTMENT', 1],
  ['SUPERIOR', 0.7],
  ['MEDIA', 0.6],
];

/** Disputes are handed over by police, petition office and court more often. */
const DISPUTE_CHANNELS: typeof CHANNELS = [
  ['GRID_WORKER', 24],
  ['WALK_IN', 20],
  ['HOTLINE_12345', 10],
  ['PETITION', 11],
  ['POLICE_110', 10],
  ['COURT', 7],
  ['MEDIATION_APP', 7],
  ['MINI_PROGRAM', 6],
  ['DEPARTMENT', 5],
];

/** Minutes since midnight at which a limit of days may end, and how often: mostly at close of business. */
const DUE_MINUTES: readonly (readonly [number, number])[] = [
  [18 * 60, 0.64],
  [17 * 60 + 30, 0.14],
  [17 * 60, 0.12],
  [12 * 60, 0.1],
];

function dueOf(draw: Draw, calendar: Calendar, { unit, n }: Limit, receivedAt: number): number {
  if (unit === 'hour') return Math.ceil((receivedAt + n * HOUR) / (30 * MINUTE)) * 30 * MINUTE;
  const minute = byWeight(DUE_MINUTES, draw.next(), ([, weight]) => weight)[0];
  const day = calendar.dayOf(receivedAt);
  if (unit === 'workday') return calendar.afterWorkdays(day, n, minute);
  const last = calendar.isWorkday(day + n) ? day + n : null;
  return last === null
    ? calendar.afterWorkdays(day + n, 1, minute)
    : calendar.startOf(last) + minute * MINUTE;
}

function siteOf(draw: Draw, sites: Sites, { stands }: Sort): Site {
  if (stands === 'village') return sites.inCell(draw);
  return stands === 'road' ? sites.onRoad(draw) : sites.atPlace(draw, stands);
}

const HANDLING: Readonly<Record<Level, readonly [number, number, number]>> = {
  HIGH: [0, 0.3, 0.7],
  MEDIUM: [0.1, 0.75, 0.15],
  LOW: [0.75, 0.23, 0.02],
  UNDETERMINED: [0.6, 0.35, 0.05],
};
const HANDLING_LEVELS: readonly HandlingLevel[] = ['VILLAGE', 'TOWNSHIP', 'COUNTY'];

function riskOf(draw: Draw, { risk }: Sort): Level | null {
  if (risk === null) return null;
  const levels = (['HIGH', 'MEDIUM', 'LOW'] as const).map((level, i) => [level, risk[i] ?? 0] as const);
  return byWeight(levels, draw.next(), ([, weight]) => weight)[0];
}

export interface DraftTools {
  /** How many times as often as usual an item of a category comes up. */
  readonly weights: Readonly<Record<string, number>>;
  readonly sites: Sites;
  readonly calendar: Calendar;
  readonly holderOf: FindHolder;
}

/** Draws one item. `sortAt` (0 to 1) chooses the sort, so that a day keeps the catalogue's mix. */
export function draftCase(
  draw: Draw,
  { sites, calendar, holderOf, weights }: DraftTools,
  { id, receivedAt, sortAt }: { id: string; receivedAt: number; sortAt: number },
): CaseDraft {
  const sort = byWeight(SORTS, sortAt, ({ category, share }) => share * (weights[category] ?? 1));
  const limit = byWeight(sort.limits, draw.next(), ({ weight }) => weight);
  const site = siteOf(draw, sites, sort);
  const level = riskOf(draw, sort);
  const handling = HANDLING[level ?? 'LOW'];
  const about = sort.kind === 'DISPUTE';
  return {
    id,
    sort,
    title: draw.pick(sort.titles),
    site,
    channel: byWeight(about ? DISPUTE_CHANNELS : CHANNELS, draw.next(), ([, weight]) => weight)[0],
    holder: holderOf(sort.units, site.cell),
    limit,
    receivedAt,
    dueAt: dueOf(draw, calendar, limit, receivedAt),
    level,
    handlingLevel: byWeight(
      HANDLING_LEVELS,
      draw.next(),
      (name) => handling[HANDLING_LEVELS.indexOf(name)] ?? 0,
    ),
    people: about ? draw.int(2, 7) : null,
    twin: null,
    owed: sort.money ? Math.round(draw.between(...sort.money) / 100) * 100 : null,
  };
}
