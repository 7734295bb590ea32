import { at, minBy, range } from './arrays.ts';
import { minQueue } from './heap.ts';
import { distance, type Pt } from './plane.ts';
import { pick, type Rng } from './rng.ts';

/** A way from one cell to a neighbour and what it costs, in km of easy ground. */
export interface Link {
  to: number;
  cost: number;
}

/** Ways by cell. */
export type Links = readonly (readonly Link[])[];

/** Where a district starts to grow, and its handicap in km. */
export interface Seed {
  cell: number;
  handicap: number;
}

/** No district. */
export const NOBODY = -1;

/**
 * Lets districts grow from their seeds over `members`, cheapest way first; every district is connected
 * and keeps its seed's cell.
 * Answers the seed's index by cell, `NOBODY` elsewhere.
 */
export function grow(links: Links, members: ReadonlySet<number>, seeds: readonly Seed[]): Int32Array {
  const owner = new Int32Array(links.length).fill(NOBODY);
  const best = new Float64Array(links.length).fill(Number.POSITIVE_INFINITY);
  const claim = new Int32Array(links.length).fill(NOBODY);
  const queue = minQueue();
  const homeOf = new Map(seeds.map((seed, i) => [seed.cell, i]));
  const reach = (cell: number, cost: number, who: number): void => {
    if (!members.has(cell) || cost >= at(best, cell)) return;
    if ((homeOf.get(cell) ?? who) !== who) return;
    best[cell] = cost;
    claim[cell] = who;
    queue.push(cost, cell);
  };
  seeds.forEach((seed, i) => {
    reach(seed.cell, seed.handicap, i);
  });
  for (let top = queue.pop(); top; top = queue.pop()) {
    const cell = top.value;
    if (at(owner, cell) !== NOBODY) continue;
    const who = at(claim, cell);
    owner[cell] = who;
    for (const link of at(links, cell)) reach(link.to, top.key + link.cost, who);
  }
  return owner;
}

/** The members in the order in which they are reached from `home`, cheapest first. */
export function* reachInOrder(
  links: Links,
  members: ReadonlySet<number>,
  home: number,
): Generator<{ cell: number; cost: number }> {
  const done = new Set<number>();
  const queue = minQueue();
  queue.push(0, home);
  for (let top = queue.pop(); top; top = queue.pop()) {
    const { key: cost, value: cell } = top;
    if (done.has(cell)) continue;
    done.add(cell);
    yield { cell, cost };
    for (const link of at(links, cell)) {
      if (members.has(link.to) && !done.has(link.to)) queue.push(cost + link.cost, link.to);
    }
  }
}

/** Cells spread over the members: each next one the farthest from the earlier ones among a few drawn. */
function spread(rng: Rng, sites: readonly Pt[], members: readonly number[], count: number): number[] {
  const chosen: number[] = [];
  while (chosen.length < count) {
    const drawn = range(14)
      .map(() => pick(rng, members))
      .filter((c) => !chosen.includes(c));
    if (drawn.length === 0) continue;
    const room = (c: number): number =>
      -Math.min(Number.MAX_VALUE, ...chosen.map((o) => distance(at(sites, o), at(sites, c))));
    chosen.push(minBy(drawn, room));
  }
  return chosen;
}

const ROUNDS = 9;

/**
 * Divides the members into `count` connected districts of about equally many cells (Lloyd's method on the
 * graph). Answers the district's index by cell. Throws when there are fewer members than districts.
 */
export function divide(
  rng: Rng,
  ground: { links: Links; sites: readonly Pt[] },
  members: readonly number[],
  count: number,
): Int32Array {
  if (members.length < count) throw new RangeError(`${members.length} cells cannot make ${count} districts`);
  const set = new Set(members);
  let seeds = spread(rng, ground.sites, members, count);
  for (let round = 0; ; round += 1) {
    const owner = grow(
      ground.links,
      set,
      seeds.map((cell) => ({ cell, handicap: 0 })),
    );
    if (round === ROUNDS) return owner;
    seeds = seeds.map((_, d) =>
      middle(
        ground.sites,
        members.filter((c) => at(owner, c) === d),
      ),
    );
  }
}

/** The mean place of cells. */
export function meanPlace(sites: readonly Pt[], cells: readonly number[]): Pt {
  let x = 0;
  let y = 0;
  for (const c of cells) {
    x += at(sites, c)[0] / cells.length;
    y += at(sites, c)[1] / cells.length;
  }
  return [x, y];
}

/** The member nearest to the mean place of all. */
function middle(sites: readonly Pt[], members: readonly number[]): number {
  const mean = meanPlace(sites, members);
  return minBy(members, (c) => distance(at(sites, c), mean));
}
