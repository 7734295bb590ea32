import { contains, heading, metres, type Point } from './geo.ts';
import type { Cell } from './pack.ts';
import type { Draw } from './rng.ts';

/** A line that is walked to and fro. */
export interface Path {
  readonly points: readonly Point[];
  /** Metres from the first point to each point. */
  readonly sums: readonly number[];
  readonly lengthM: number;
}

export function pathOf(points: readonly Point[]): Path {
  const sums = [0];
  for (let i = 1; i < points.length; i += 1) {
    sums.push((sums[i - 1] as number) + metres(points[i - 1] as Point, points[i] as Point));
  }
  return { points, sums, lengthM: sums.at(-1) ?? 0 };
}

/** Where a walker is after `walkedM` metres, and where it heads (degrees). */
export function along(path: Path, walkedM: number): { at: Point; headingDeg: number } {
  const first = path.points[0] as Point;
  if (path.lengthM === 0) return { at: first, headingDeg: 0 };
  const lap = walkedM % (2 * path.lengthM);
  const back = lap > path.lengthM;
  const s = back ? 2 * path.lengthM - lap : lap;
  let low = 0;
  let high = path.sums.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((path.sums[middle] as number) <= s) low = middle;
    else high = middle;
  }
  const [a, b] = [path.points[low] as Point, path.points[high] as Point];
  const span = (path.sums[high] as number) - (path.sums[low] as number);
  const share = span === 0 ? 0 : (s - (path.sums[low] as number)) / span;
  const at: Point = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
  return { at, headingDeg: back ? heading(b, a) : heading(a, b) };
}

const STEPS = 24;

function crossesOut(cell: Cell, a: Point, b: Point): boolean {
  return [0.25, 0.5, 0.75].some(
    (share) => !contains(cell.polygons, [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]),
  );
}

/** A wandering line inside one cell, for places where no road passes: short legs that never leave the area. */
export function wander(draw: Draw, cell: Cell, from: Point, legM: number): Point[] {
  const points = [from];
  const [dx, dy] = [legM / 100_000, legM / 111_000];
  for (let step = 0; step < STEPS; step += 1) {
    const here = points.at(-1) as Point;
    const next: Point = [here[0] + draw.between(-dx, dx), here[1] + draw.between(-dy, dy)];
    if (contains(cell.polygons, next) && !crossesOut(cell, here, next)) points.push(next);
  }
  return points;
}
