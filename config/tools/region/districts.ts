import { apportion, at, minBy, range } from './arrays.ts';
import { edgeKey } from './edges.ts';
import { divide, grow, type Link, type Links, meanPlace, NOBODY, reachInOrder } from './growth.ts';
import type { Land } from './land.ts';
import type { RegionOptions, TownPlan } from './plan.ts';
import { distance, type Pt } from './plane.ts';
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

interface Ground {
  land: Land;
  links: Links;
}

const RIVER_KM = 1.9;
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
      return { to, cost: gap + CLIMB_KM * climb + (river ? Math.min(RIVER_KM, 9 * gap) : 0) };
    });
  });
}

const BALANCE_ROUNDS = 60;

type Seeds = { cell: number; handicap: number }[];

function seatSeeds(land: Land, ground: ReadonlySet<number>, plans: readonly TownPlan[]): Seeds {
  return plans.map((t) => ({
    cell: minBy(ground, (c) => distance(at(land.mesh.sites, c), t.seat)),
    handicap: 0,
  }));
}

/**
 * Lets towns grow from their seats, handicapping the too large ones until the areas are about as planned. Answers
 * the index into `plans` by cell.
 */
function growBalanced(
  { land, links }: Ground,
  ground: ReadonlySet<number>,
  plans: readonly TownPlan[],
): Int32Array {
  const total = [...ground].reduce((sum, c) => sum + at(land.cellArea, c), 0);
  const weights = plans.reduce((sum, t) => sum + t.weight, 0);
  const seeds = seatSeeds(land, ground, plans);
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

/** The core streets share the dense core, split where the ground splits it; the others share the rest by plan. */
function growTowns({ land, links }: Ground): Int32Array {
  const streets = land.towns.filter((t) => t.role === 'core');
  const others = land.towns.filter((t) => t.role !== 'core');
  const core = coreCells(land, links, streets.length);
  const rest = new Set([...land.county].filter((c) => !core.has(c)));
  const owner = new Int32Array(links.length).fill(NOBODY);
  const settle = (cells: ReadonlySet<number>, local: Int32Array, plans: readonly TownPlan[]): void => {
    for (const c of cells) owner[c] = land.towns.indexOf(at(plans, at(local, c)));
  };
  settle(core, grow(links, core, seatSeeds(land, core, streets)), streets);
  settle(rest, growBalanced({ land, links }, rest, others), others);
  return owner;
}

interface Split {
  owner: Int32Array;
  parentOf: number[];
}

/** Cells by district. */
function membersOf(owner: Int32Array): number[][] {
  const members: number[][] = range(Math.max(...owner) + 1).map(() => []);
  owner.forEach((who, cell) => {
    if (who !== NOBODY) at(members, who).push(cell);
  });
  return members;
}

/** One parent's parts, the nearest to its home first. */
function splitOne(
  rng: Rng,
  ground: Ground,
  cells: readonly number[],
  want: { count: number; home: Pt },
): number[][] {
  const { sites } = ground.land.mesh;
  const part = divide(rng, { links: ground.links, sites }, cells, want.count);
  const away = (list: readonly number[]): number => distance(meanPlace(sites, list), want.home);
  return range(want.count)
    .map((p) => cells.filter((c) => at(part, c) === p))
    .sort((a, b) => away(a) - away(b));
}

/** Divides every parent district into its share of `total` parts, by how many cells it has. */
function splitAll(
  rng: Rng,
  ground: Ground,
  parents: { owner: Int32Array; homes: readonly Pt[] },
  total: number,
): Split {
  const members = membersOf(parents.owner);
  const shares = apportion(
    total,
    members.map((m) => m.length),
    1,
  );
  const owner = new Int32Array(parents.owner.length).fill(NOBODY);
  const parentOf: number[] = [];
  members.forEach((cells, parent) => {
    const want = { count: at(shares, parent), home: at(parents.homes, parent) };
    for (const part of splitOne(rng, ground, cells, want)) {
      for (const c of part) owner[c] = parentOf.length;
      parentOf.push(parent);
    }
  });
  return { owner, parentOf };
}

/** Towns, then villages inside them, then grids inside those; each one connected, numbered from its middle. */
export function makeDistricts(options: RegionOptions, land: Land, rivers: readonly River[]): Districts {
  const ground = { land, links: groundLinks(land, rivers) };
  const rng = randomStream(options.seed, 'districts');
  const town = growTowns(ground);
  const seats = land.towns.map((t) => t.seat);
  const villages = splitAll(rng, ground, { owner: town, homes: seats }, options.villages);
  const middles = membersOf(villages.owner).map((cells) => meanPlace(land.mesh.sites, cells));
  const grids = splitAll(rng, ground, { owner: villages.owner, homes: middles }, options.grids);
  return {
    town,
    village: villages.owner,
    grid: grids.owner,
    townOfVillage: villages.parentOf,
    villageOfGrid: grids.parentOf,
  };
}
