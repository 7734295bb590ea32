import { apportion, at, minBy, range } from './arrays.ts';
import { edgeKey } from './edges.ts';
import { divide, grow, type Link, type Links, NOBODY, reachInOrder } from './growth.ts';
import type { Land } from './land.ts';
import type { RegionOptions, TownPlan } from './plan.ts';
import { distance } from './plane.ts';
import type { River } from './rivers.ts';
import { type Rng, randomStream } from './rng.ts';

/** Who owns each cell, by level; numbers count from 0 in the order of the codes, `NOBODY` outside the county. */
export interface Districts {
  town: Int32Array;
  village: Int32Array;
  grid: Int32Array;
  /** Town of each village, village of each grid. */
  townOfVillage: number[];
  villageOfGrid: number[];
}

const RIVER_KM = 1.6;
const CLIMB_KM = 3.5;

/** Ways between neighbouring cells: climbing costs, crossing a river costs more, so borders keep to both. */
function groundLinks(land: Land, rivers: readonly River[]): Links {
  const wet = new Set<number>();
  for (const { course } of rivers) {
    course.forEach((v, i) => {
      if (i > 0) wet.add(edgeKey(v, at(course, i - 1)));
    });
  }
  return land.mesh.cells.map((cell, i): Link[] => {
    if (!cell) return [];
    return cell.neighbours.map((to, k) => {
      const gap = distance(at(land.mesh.sites, i), at(land.mesh.sites, to));
      const climb = Math.abs(at(land.heights, to) - at(land.heights, i));
      const river = wet.has(edgeKey(at(cell.corners, k), at(cell.corners, (k + 1) % cell.corners.length)));
      return { to, cost: gap + CLIMB_KM * climb + (river ? Math.min(RIVER_KM, 5 * gap) : 0) };
    });
  });
}

const BALANCE_ROUNDS = 60;

/**
 * Lets towns grow from their seats over `ground`, handicapping the too large ones until the areas are about as
 * planned. Answers the index into `plans` by cell.
 */
function growBalanced(
  land: Land,
  links: Links,
  ground: ReadonlySet<number>,
  plans: readonly TownPlan[],
): Int32Array {
  const total = [...ground].reduce((sum, c) => sum + at(land.cellArea, c), 0);
  const weights = plans.reduce((sum, t) => sum + t.weight, 0);
  const seeds = plans.map((t) => ({
    cell: minBy(ground, (c) => distance(at(land.mesh.sites, c), t.seat)),
    handicap: 0,
  }));
  for (let round = 0; ; round += 1) {
    const owner = grow(links, ground, seeds);
    if (round === BALANCE_ROUNDS) return owner;
    const area = plans.map(() => 0);
    for (const c of ground) area[at(owner, c)] = at(area, at(owner, c)) + at(land.cellArea, c);
    plans.forEach((t, i) => {
      const surplus = Math.sqrt(at(area, i)) - Math.sqrt((t.weight / weights) * total);
      at(seeds, i).handicap += (0.5 * surplus) / (1 + round / 15);
    });
    const least = Math.min(...seeds.map((s) => s.handicap));
    for (const s of seeds) s.handicap -= least;
  }
}

const CORE_STREET_KM2 = 29;

/** The cells nearest to the county seat over the ground, enough for the core streets. */
function coreCells(land: Land, links: Links, streets: number): Set<number> {
  const home = minBy(land.county, (c) => Math.hypot(...at(land.mesh.sites, c)));
  const core = new Set<number>();
  let area = 0;
  for (const { cell } of reachInOrder(links, land.county, home)) {
    if (area >= streets * CORE_STREET_KM2) break;
    core.add(cell);
    area += at(land.cellArea, cell);
  }
  return core;
}

/** The core streets share the dense core; fringe and rural towns share the rest. */
function growTowns(land: Land, links: Links): Int32Array {
  const isCore = (t: TownPlan): boolean => t.role === 'core';
  const core = coreCells(land, links, land.towns.filter(isCore).length);
  const rest = new Set([...land.county].filter((c) => !core.has(c)));
  const owner = new Int32Array(links.length).fill(NOBODY);
  for (const [ground, plans] of [
    [core, land.towns.filter(isCore)],
    [rest, land.towns.filter((t) => !isCore(t))],
  ] as const) {
    const local = growBalanced(land, links, ground, plans);
    for (const c of ground) owner[c] = land.towns.indexOf(at(plans, at(local, c)));
  }
  return owner;
}

interface Split {
  owner: Int32Array;
  parentOf: number[];
}

/** Divides every parent district into its share of `total` parts, by how many cells it has. */
function splitAll(rng: Rng, ground: { links: Links; land: Land }, parents: Int32Array, total: number): Split {
  const members: number[][] = range(Math.max(...parents) + 1).map(() => []);
  parents.forEach((who, cell) => {
    if (who !== NOBODY) at(members, who).push(cell);
  });
  const shares = apportion(
    total,
    members.map((m) => m.length),
    1,
  );
  const owner = new Int32Array(parents.length).fill(NOBODY);
  const parentOf: number[] = [];
  members.forEach((cells, parent) => {
    const part = divide(
      rng,
      { links: ground.links, sites: ground.land.mesh.sites },
      cells,
      at(shares, parent),
    );
    for (const c of cells) owner[c] = parentOf.length + at(part, c);
    for (const _ of range(at(shares, parent))) parentOf.push(parent);
  });
  return { owner, parentOf };
}

/** Towns, then villages inside them, then grids inside those; each one connected. */
export function makeDistricts(options: RegionOptions, land: Land, rivers: readonly River[]): Districts {
  const links = groundLinks(land, rivers);
  const rng = randomStream(options.seed, 'districts');
  const town = growTowns(land, links);
  const villages = splitAll(rng, { links, land }, town, options.villages);
  const grids = splitAll(rng, { links, land }, villages.owner, options.grids);
  return {
    town,
    village: villages.owner,
    grid: grids.owner,
    townOfVillage: villages.parentOf,
    villageOfGrid: grids.parentOf,
  };
}
