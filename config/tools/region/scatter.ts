import type { Extent } from './plan.ts';
import { distance, type Pt } from './plane.ts';
import { between, type Rng } from './rng.ts';

/** Wanted distance in km between neighbouring points at a place. */
export type Spacing = (p: Pt) => number;

/** Kilometres of land kept around the county, so that the cells at its edge are whole. */
const MARGIN_KM = 4;
const BUCKET_KM = 1;
const TRIES = 90_000;

/** The finest and the widest spacing of the mesh in km. */
export const SPACING_KM = { core: 0.145, town: 0.3, open: 0.5 } as const;

function smooth(t: number): number {
  const u = Math.min(1, Math.max(0, t));
  return u * u * (3 - 2 * u);
}

/** Fine in the urban core (around 0, 0), finer than open land around the town seats. */
export function countySpacing(seats: readonly Pt[]): Spacing {
  return (p) => {
    const { core, town, open } = SPACING_KM;
    const urban = core + (open - core) * smooth((Math.hypot(p[0], p[1]) - 3) / 11);
    const nearest = Math.min(...seats.map((s) => distance(s, p)));
    return Math.min(urban, town + (open - town) * smooth((nearest - 0.8) / 4.5));
  };
}

/** Buckets of points, one km wide, for neighbour searches. */
export interface Buckets {
  add(index: number, p: Pt): void;
  /** Calls back with each stored index in buckets that touch the square of half-width `radius` around `p`. */
  near(p: Pt, radius: number, visit: (index: number) => void): void;
}

/** An empty set of buckets. */
export function makeBuckets(): Buckets {
  const map = new Map<number, number[]>();
  const key = (bx: number, by: number): number => (bx + 5000) * 10_000 + by + 5000;
  return {
    add(index, [x, y]) {
      const k = key(Math.floor(x / BUCKET_KM), Math.floor(y / BUCKET_KM));
      const list = map.get(k);
      if (list) list.push(index);
      else map.set(k, [index]);
    },
    near([x, y], radius, visit) {
      const east = Math.floor((x + radius) / BUCKET_KM);
      const north = Math.floor((y + radius) / BUCKET_KM);
      for (let bx = Math.floor((x - radius) / BUCKET_KM); bx <= east; bx += 1) {
        for (let by = Math.floor((y - radius) / BUCKET_KM); by <= north; by += 1) {
          map.get(key(bx, by))?.forEach(visit);
        }
      }
    },
  };
}

/** Points over the county and its margin, no two closer than the spacing asks (dart throwing). */
export function scatter(rng: Rng, spacing: Spacing, extent: Extent): Pt[] {
  const points: Pt[] = [];
  const buckets = makeBuckets();
  const free = (p: Pt, gap: number): boolean => {
    let clear = true;
    buckets.near(p, gap, (i) => {
      if (clear && distance(points[i] as Pt, p) < gap) clear = false;
    });
    return clear;
  };
  const offer = (p: Pt): void => {
    if (!free(p, spacing(p))) return;
    buckets.add(points.length, p);
    points.push(p);
  };
  for (let i = 0; i < TRIES; i += 1) {
    offer([
      between(rng, extent.west - MARGIN_KM, extent.east + MARGIN_KM),
      between(rng, extent.south - MARGIN_KM, extent.north + MARGIN_KM),
    ]);
    if (i % 3 === 0) offer([between(rng, -9, 9), between(rng, -9, 9)]);
  }
  return points;
}
