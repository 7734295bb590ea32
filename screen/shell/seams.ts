import type { WallProfile } from '../../gateway/contract/wall.ts';

/** Seams between spliced displays as shares of the wall, from its left and from its top. */
export interface Seams {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export function seamsOf({ splices }: Pick<WallProfile, 'splices'>): Seams {
  return { x: sharesOf(splices?.columns ?? 1), y: sharesOf(splices?.rows ?? 1) };
}

function sharesOf(displays: number): number[] {
  return Array.from({ length: displays - 1 }, (_, index) => (index + 1) / displays);
}

/** Heights of a column, in root units: what it has, what stands between two panels, and where displays meet, from its top. */
export interface ColumnRoom {
  readonly height: number;
  readonly gap: number;
  readonly seams: readonly number[];
}

/** Panels of a column that share one room, and its height. */
export interface Run<T> {
  readonly panels: readonly T[];
  readonly height: number;
}

/**
 * Parts a column where displays meet, so that a seam falls between two panels. Where no part of the panels fits above it
 * and the rest below, they share the room across it.
 */
export function runsBetweenSeams<T>(
  panels: readonly T[],
  { height, gap, seams }: ColumnRoom,
  needed: (panels: readonly T[]) => number,
): readonly Run<T>[] {
  const [seam, ...further] = seams;
  if (seam === undefined) return [{ panels, height }];
  const above = seam - gap / 2;
  const below = { height: height - seam - gap / 2, gap, seams: further.map((next) => next - seam - gap / 2) };
  for (let count = panels.length - 1; count > 0; count -= 1) {
    const upper = panels.slice(0, count);
    const lower = panels.slice(count);
    if (needed(upper) <= above && needed(lower) <= below.height)
      return [{ panels: upper, height: above }, ...runsBetweenSeams(lower, below, needed)];
  }
  return runsBetweenSeams(panels, { height, gap, seams: further }, needed);
}
