import type { Projection } from '../../gateway/contract/vocabulary.ts';
import type { PanelId, WallProfile } from '../../gateway/contract/wall.ts';
import { rankOf } from '../panels/entry.ts';
import { laterPages } from './later-pages.ts';
import { type ColumnRoom, runsBetweenSeams } from './seams.ts';

/** One line of body text with its leading, in root units. */
export const LINE_REM = 1.75;
/** Between two panels, and around the body of the page. */
export const GAP_REM = 0.6;
export const PAD_REM = 0.7;
/** Header and footer as shares of the height (visual language, Layout). */
export const HEADER_SHARE = 0.08;
export const FOOTER_SHARE = 0.042;

/** A page of fewer root units in width is seen from afar: what frames the panels is brought closer together. */
export const NARROW_REM = 90;

/** What a panel declares about the room it needs. */
export interface PanelNeeds {
  /** Least height, in lines of body text. */
  readonly leastLines: number;
  /** Height from which the panel tells all it can, in the same lines. */
  readonly tallLines?: number;
  /** Projections whose data the panel can be drawn from. */
  readonly projections: readonly Projection[];
}
export type NeedsOf = Readonly<Partial<Record<PanelId, PanelNeeds>>>;

export interface PlannedPanel {
  readonly panel: PanelId;
  readonly heightRem: number;
  /** The last above a seam between two displays. */
  readonly aboveSeam?: true;
}
export interface PlannedColumn {
  /** Its track of `grid-template-columns`. */
  readonly track: string;
  readonly panels: readonly PlannedPanel[];
}
export interface Plan {
  readonly columns: readonly PlannedColumn[];
  /** Panels of the profile that found no room, best rank first. */
  readonly left: readonly PanelId[];
  /** The columns of the later pages: those panels, the ones that the profile places nowhere, and low ones at their full height. */
  readonly later: readonly (readonly PlannedColumn[])[];
}

export interface PlanOptions {
  readonly profile: Pick<WallProfile, 'columns' | 'areas'>;
  /** Height of the page in root units. */
  readonly pageRem: number;
  /** Its width; absent: as wide as its columns ask. */
  readonly widthRem?: number;
  readonly needs: NeedsOf;
  readonly projection: Projection;
  /** Where displays meet one above the other, in root units from the top of a column. */
  readonly seamsRem?: readonly number[];
}

/**
 * Decides which panels stand and how high each is. A panel that the projection cannot fill steps aside; then, while a column
 * is too short for the least heights, its panel of the last rank leaves (decisions D9). Free height goes by `grow`.
 * A column without panels gives its width to the others. Where the least widths of the others would crush the map, the
 * column of the last rank leaves too: the map is the centre and the largest.
 */
export function planPanels(options: PlanOptions): Plan {
  const { profile, pageRem, needs, projection, seamsRem = [] } = options;
  const height = pageRem * (1 - HEADER_SHARE - FOOTER_SHARE) - 2 * PAD_REM;
  const tracks = splitTracks(profile.columns);
  const left: PanelId[] = [];
  const narrow = leavingColumns(options);
  const columns = profile.areas.map((area, index): PlannedColumn => {
    if (narrow.has(index)) {
      left.push(...area.map(({ panel }) => panel).filter((panel) => isAble(panel, options)));
      return { track: '', panels: [] };
    }
    const able = area.filter(({ panel }) => needs[panel]?.projections.includes(projection));
    const { standing, leaving } = fitInto(able, height, needs);
    left.push(...leaving);
    return {
      track: tracks[index] ?? '1fr',
      panels: shareBetween(standing, { height, gap: GAP_REM, seams: seamsRem }, needs),
    };
  });
  const standing = columns.filter((column) => column.panels.length > 0);
  left.sort((a, b) => rankOf(a) - rankOf(b));
  const low = standing.flatMap(({ panels }) =>
    panels.filter((one) => one.heightRem < tallRem(one.panel, needs)),
  );
  const tall = new Set(low.map(({ panel }) => panel));
  const rank = (panel: PanelId) => (tall.has(panel) ? TALL_RANK : rankOf(panel));
  const waiting = [...left, ...unplaced(options), ...tall].sort((a, b) => rank(a) - rank(b));
  const highRem = (panel: PanelId) => Math.max(leastRem(panel, needs), tallRem(panel, needs));
  const lowRem = (panel: PanelId) => (tall.has(panel) ? highRem(panel) : leastRem(panel, needs));
  return {
    columns: standing,
    left,
    later: laterPages(standing, waiting, { leastRem: lowRem, tallRem: highRem, gapRem: GAP_REM }),
  };
}

/** The map is not drawn narrower than this while a column can leave. */
const MAP_LEAST_REM = 24;

function isAble(panel: PanelId, { needs, projection }: PlanOptions): boolean {
  return needs[panel]?.projections.includes(projection) === true;
}

/** Columns, by index, that leave so that the map has its least width; the last rank first, by the best panel of each. */
function leavingColumns({ profile, widthRem }: PlanOptions): ReadonlySet<number> {
  const leaving = new Set<number>();
  const tracks = splitTracks(profile.columns).map(leastTrackRem);
  const others = profile.areas
    .map((area, index) => ({ index, ranks: area.map(({ panel }) => panel) }))
    .filter(({ ranks }) => !ranks.includes('map'));
  if (widthRem === undefined || others.length === profile.areas.length) return leaving;
  const waiting = others
    .map(({ index, ranks }) => ({ index, rank: Math.min(...ranks.map(rankOf)) }))
    .sort((a, b) => a.rank - b.rank);
  const taken = () => waiting.reduce((sum, { index }) => sum + (tracks[index] ?? 0) + GAP_REM, 2 * PAD_REM);
  while (waiting.length > 1 && widthRem - taken() < MAP_LEAST_REM) {
    const last = waiting.pop();
    if (last !== undefined) leaving.add(last.index);
  }
  return leaving;
}

/** Least width of a track such as `minmax(26rem, 1fr)`; 0 where it is not told in root units. */
function leastTrackRem(track: string): number {
  return Number(/^(?:minmax\()?([\d.]+)rem/.exec(track)?.[1] ?? 0);
}

/** What stands low on the first page waits to stand tall behind the panels that do not stand there at all. */
const TALL_RANK = 9.5;

function tallRem(panel: PanelId, needs: NeedsOf): number {
  return (needs[panel]?.tallLines ?? 0) * LINE_REM;
}

/** Panels that the projection can fill and the profile names nowhere; the header's own is none of them. */
function unplaced({ profile, needs, projection }: PlanOptions): PanelId[] {
  const placed = new Set<PanelId>(['status-strip', ...profile.areas.flat().map(({ panel }) => panel)]);
  return (Object.keys(needs) as PanelId[]).filter(
    (panel) => !placed.has(panel) && needs[panel]?.projections.includes(projection),
  );
}

type Area = WallProfile['areas'][number];

function leastRem(panel: PanelId, needs: NeedsOf): number {
  return (needs[panel]?.leastLines ?? 0) * LINE_REM;
}

function neededRem(area: Area, needs: NeedsOf): number {
  const gaps = GAP_REM * Math.max(0, area.length - 1);
  return area.reduce((sum, { panel }) => sum + leastRem(panel, needs), gaps);
}

function fitInto(area: Area, height: number, needs: NeedsOf): { standing: Area; leaving: PanelId[] } {
  const standing = [...area];
  const leaving: PanelId[] = [];
  while (standing.length > 1 && neededRem(standing, needs) > height) {
    const last = standing.reduce((worst, one) => (rankOf(one.panel) >= rankOf(worst.panel) ? one : worst));
    standing.splice(standing.indexOf(last), 1);
    leaving.push(last.panel);
  }
  return { standing, leaving };
}

function shareBetween(area: Area, room: ColumnRoom, needs: NeedsOf): PlannedPanel[] {
  const runs = runsBetweenSeams(area, room, (part) => neededRem([...part], needs));
  return runs.flatMap((run, index) => {
    const panels = share([...run.panels], run.height, needs);
    return index === runs.length - 1
      ? panels
      : panels.map((one, at) => (at === panels.length - 1 ? { ...one, aboveSeam: true as const } : one));
  });
}

function share(area: Area, height: number, needs: NeedsOf): PlannedPanel[] {
  const free = Math.max(0, height - neededRem(area, needs));
  const grows = area.reduce((sum, one) => sum + one.grow, 0);
  return area.map(({ panel, grow }) => ({
    panel,
    heightRem: leastRem(panel, needs) + (grows === 0 ? free / area.length : (free * grow) / grows),
  }));
}

/** Splits `minmax(20rem, 1fr) 2fr` at the blanks outside of parentheses. */
export function splitTracks(columns: string): string[] {
  return columns.trim().split(/\s+(?![^(]*\))/);
}
