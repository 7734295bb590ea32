import { at } from './arrays.ts';
import { tangles } from './crossings.ts';
import type { Districts } from './districts.ts';
import { edgeKey } from './edges.ts';
import type { Land } from './land.ts';
import type { LngLat, Plane, Pt } from './plane.ts';
import type { River } from './rivers.ts';
import { type Stretch, smooth } from './smoothing.ts';

const RANK = { outline: 0, river: 1, town: 2, village: 3, grid: 4 } as const;
const PASSES = [1, 5, 2, 2, 2];

function rankBetween(land: Land, d: Districts, a: number, b: number): number | undefined {
  if (land.county.has(a) !== land.county.has(b)) return RANK.outline;
  if (at(d.town, a) !== at(d.town, b)) return RANK.town;
  if (at(d.village, a) !== at(d.village, b)) return RANK.village;
  return at(d.grid, a) !== at(d.grid, b) ? RANK.grid : undefined;
}

/** Every border and river of the mesh, once each, under its highest rank. */
function drawnStretches(land: Land, d: Districts, rivers: readonly River[]): Stretch[] {
  const found = new Map<number, Stretch>();
  for (const cellIndex of land.county) {
    const cell = land.mesh.cells[cellIndex];
    cell?.neighbours.forEach((other, k) => {
      const rank = rankBetween(land, d, cellIndex, other);
      if (rank === undefined) return;
      const a = at(cell.corners, k);
      const b = at(cell.corners, (k + 1) % cell.corners.length);
      found.set(edgeKey(a, b), { a, b, rank });
    });
  }
  for (const { course } of rivers) {
    course.forEach((b, i) => {
      if (i === 0) return;
      const a = at(course, i - 1);
      const old = found.get(edgeKey(a, b));
      if (old?.rank !== RANK.outline) found.set(edgeKey(a, b), { a, b, rank: RANK.river });
    });
  }
  return [...found.values()];
}

const ATTEMPTS = 40;

/**
 * Final places of the mesh's corners in degrees: borders and rivers rounded off together, so that a border that
 * keeps to a river lies exactly on it. Wherever rounding off made lines touch or cross, the corners around go
 * back towards where they were, until nothing touches. Throws if that fails.
 */
export function drawCorners(plane: Plane, land: Land, d: Districts, rivers: readonly River[]): LngLat[] {
  const stretches = drawnStretches(land, d, rivers);
  const raw = land.mesh.corners;
  let drawn = smooth(raw, stretches, PASSES);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const places = drawn.map(plane.toLngLat);
    const touching = tangles(places, stretches);
    if (touching.size === 0) return places;
    drawn = drawn.map((p, v): Pt => {
      if (!touching.has(v)) return p;
      const home = at(raw, v);
      return [(p[0] + home[0]) / 2, (p[1] + home[1]) / 2];
    });
  }
  throw new Error('borders still touch after smoothing; choose another seed');
}
