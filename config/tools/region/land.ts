import { at, range } from './arrays.ts';
import { countyOutline, type Inside } from './outline.ts';
import { type Extent, extentOf, type RegionOptions, type TownPlan } from './plan.ts';
import { signedArea } from './plane.ts';
import { randomStream } from './rng.ts';
import { countySpacing, scatter } from './scatter.ts';
import { planTowns } from './seats.ts';
import { makeTerrain, type Terrain } from './terrain.ts';
import { type Mesh, voronoi } from './voronoi.ts';

/** The ground everything else is drawn on: a fine mesh, its relief, and which cells are the county's. */
export interface Land {
  extent: Extent;
  mesh: Mesh;
  terrain: Terrain;
  /** Cells of the county: connected, without holes. */
  county: ReadonlySet<number>;
  towns: readonly TownPlan[];
  /** Area of each whole cell in km²; 0 where the cell is cut off. */
  cellArea: readonly number[];
  heights: readonly number[];
}

/** Every cell reached from `start` over neighbours that `allowed` lets through. */
function flood(mesh: Mesh, start: readonly number[], allowed: (cell: number) => boolean): Set<number> {
  const found = new Set(start);
  const todo = [...start];
  for (let cell = todo.pop(); cell !== undefined; cell = todo.pop()) {
    for (const next of mesh.cells[cell]?.neighbours ?? []) {
      if (found.has(next) || !allowed(next)) continue;
      found.add(next);
      todo.push(next);
    }
  }
  return found;
}

const SMOOTHING_ROUNDS = 4;

/** Takes narrow spits off and fills narrow inlets: a cell follows the clear majority of its neighbours. */
function withoutSpits(mesh: Mesh, cells: ReadonlySet<number>): Set<number> {
  let kept = new Set(cells);
  for (let round = 0; round < SMOOTHING_ROUNDS; round += 1) {
    const next = new Set<number>();
    mesh.cells.forEach((cell, i) => {
      if (!cell) return;
      const share = cell.neighbours.filter((n) => kept.has(n)).length / cell.neighbours.length;
      if (kept.has(i) ? share > 0.4 : share > 0.6) next.add(i);
    });
    kept = next;
  }
  return kept;
}

/** The piece of the shape around the county seat, holes filled. */
function countyCells(mesh: Mesh, inside: Inside): Set<number> {
  const whole = range(mesh.sites.length).filter((i) => mesh.cells[i]);
  const home = whole.reduce((a, b) =>
    Math.hypot(...at(mesh.sites, b)) < Math.hypot(...at(mesh.sites, a)) ? b : a,
  );
  const shape = withoutSpits(mesh, new Set(whole.filter((c) => inside(at(mesh.sites, c)))));
  const main = flood(mesh, [home], (c) => shape.has(c));
  const rim = whole.filter((c) => at(mesh.cells, c)?.neighbours.some((n) => !mesh.cells[n]));
  const outer = flood(mesh, rim, (c) => mesh.cells[c] !== null && !main.has(c));
  return new Set(whole.filter((c) => !outer.has(c)));
}

/** Shifts the seed of the ground, so that the demo's usual seed gives a handsome county. */
const GROUND_SHIFT = 11;

/** Makes the land of one seed. */
export function makeLand({ preset, seed: regionSeed, towns }: RegionOptions): Land {
  const seed = regionSeed + GROUND_SHIFT;
  const extent = extentOf(preset);
  const inside = countyOutline(seed, extent);
  const terrain = makeTerrain(seed);
  const plan = planTowns(seed, towns, { preset, inside, terrain });
  const spacing = countySpacing(plan.map((t) => t.seat));
  const mesh = voronoi(scatter(randomStream(seed, 'scatter'), spacing, extent), spacing);
  return {
    extent,
    mesh,
    terrain,
    county: countyCells(mesh, inside),
    towns: plan,
    cellArea: mesh.cells.map((c) => (c ? signedArea(c.corners.map((v) => at(mesh.corners, v))) : 0)),
    heights: mesh.sites.map(([x, y]) => terrain.height(x, y)),
  };
}
