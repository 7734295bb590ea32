import type { CaseEntity, LngLat } from '../../contract/entities.ts';
import { metresBetween } from '../../contract/nearest-rule.ts';
import { CASE_KINDS, type CaseKind, type VideoType } from '../../contract/vocabulary.ts';
import { matterOf } from '../risk/recurrences.ts';

type Alike = Pick<CaseEntity, 'kind' | 'category' | 'location' | 'village'>;

/** Where the like of something is to be looked for. */
export interface Spot {
  /** Its own cell: the like of one is in the same cell or, at a point, in one beside it. */
  readonly cell: string;
  /** That cell and those beside it. */
  readonly around: readonly string[];
  /** Null for what is compared by village or estate. */
  readonly point: LngLat | null;
}

/** Kinds that stand at a point; the others are compared by village or estate only (decisions D10). */
const AT_A_POINT: ReadonlySet<CaseKind> = new Set(
  CASE_KINDS.filter((kind) => kind === 'FACILITY' || kind === 'HAZARD' || kind === 'ALARM_CASE'),
);
/** About a metre. */
const POINT_DIGITS = 5;
const POINT = '@';
/** Cells are at least as wide as the farthest that rules can ask for (100 m), up to 63° of latitude. */
const CELL_LNG = 0.002;
const CELL_LAT = 0.001;
const BESIDE = [-1, 0, 1] as const;

/** What an item is about and where, in one text; null for one of which no other can be the like. */
export function likeOf(item: Alike): string | null {
  const { kind, category, location } = item;
  if (!AT_A_POINT.has(kind)) return matterOf(item);
  return category === null || location === null ? null : `${at(location)} ${kind} ${category}`;
}

/** The point of an item that is compared by points; null for any other. */
export function pointOf({ kind, location }: Pick<Alike, 'kind' | 'location'>): LngLat | null {
  return AT_A_POINT.has(kind) ? location : null;
}

/** What a video lead of a type is about and where, in one text of its own lot. */
export function leadLike(point: LngLat, type: VideoType): string {
  return `${at(point)} VIDEO ${type}`;
}

function at({ lng, lat }: LngLat): string {
  return `${POINT}${lng.toFixed(POINT_DIGITS)},${lat.toFixed(POINT_DIGITS)}`;
}

/** The spot of a text of `likeOf`. */
export function spotOf(like: string): Spot {
  if (!like.startsWith(POINT)) return { cell: like, around: [like], point: null };
  const [comma, space] = [like.indexOf(','), like.indexOf(' ')];
  const point = { lng: Number(like.slice(1, comma)), lat: Number(like.slice(comma + 1, space)) };
  const matter = like.slice(space);
  const [column, row] = [Math.floor(point.lng / CELL_LNG), Math.floor(point.lat / CELL_LAT)];
  const around = BESIDE.flatMap((east) =>
    BESIDE.map((north) => `${POINT}${column + east},${row + north}${matter}`),
  );
  return { cell: `${POINT}${column},${row}${matter}`, around, point };
}

/** Are two that were found in cells beside each other the like of each other? The same whichever is asked first. */
export function isNear(a: Spot, b: Spot, metres: number): boolean {
  if (a.point === null || b.point === null) return a.cell === b.cell;
  return metresBetween(a.point, b.point) <= metres;
}
