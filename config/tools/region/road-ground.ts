import { at, minBy } from './arrays.ts';
import { edgeKey } from './edges.ts';
import type { Land } from './land.ts';
import { distance, type Pt } from './plane.ts';
import type { River } from './rivers.ts';
import { randomStream } from './rng.ts';
import { build, link, type Network, rankOf } from './road-network.ts';
import { planStreets } from './streets.ts';

const BRIDGE_KM = 1.5;
const CLIMB_KM = 5;

/** Open country: from cell to cell, dearer uphill and over rivers; the streets' own area is left out. */
function addCountry(net: Network, land: Land, rivers: readonly River[], taken: (p: Pt) => boolean): void {
  const wet = new Set(
    rivers.flatMap(({ course }) => course.slice(1).map((v, i) => edgeKey(v, at(course, i)))),
  );
  for (const c of land.county) {
    const cell = land.mesh.cells[c];
    if (!cell || taken(at(net.places, c))) continue;
    cell.neighbours.forEach((to, k) => {
      if (to < c || !land.county.has(to) || taken(at(net.places, to))) return;
      const river = wet.has(edgeKey(at(cell.corners, k), at(cell.corners, (k + 1) % cell.corners.length)));
      const climb = CLIMB_KM * Math.abs(at(land.heights, c) - at(land.heights, to));
      link(net, c, to, climb + (river ? BRIDGE_KM : 0));
    });
  }
}

const OUTSKIRTS_KM = 0.55;

/** Streets of the core, tied to the open country around them. Answers their crossings. */
export function addStreets(net: Network, land: Land, rivers: readonly River[], seed: number): number[] {
  const courses = rivers.map((r) => r.course.map((v) => at(land.mesh.corners, v)));
  const plan = planStreets(seed, randomStream(seed, 'streets'), courses);
  const first = net.places.length;
  net.places.push(...plan.crossings);
  const used = [...new Set(plan.pieces.flatMap(({ a, b }) => [a, b]))].map((i) => first + i);
  const blocked = (p: Pt): boolean => used.some((i) => distance(at(net.places, i), p) < OUTSKIRTS_KM);
  addCountry(net, land, rivers, blocked);
  for (const { a, b, name } of plan.pieces) {
    link(net, first + a, first + b, 0);
    build(net, { a: first + a, b: first + b, rank: rankOf('城区道路') }, name);
  }
  const open = [...net.steps.keys()].filter((i) => i < first);
  for (const i of used) {
    if ((net.steps.get(i)?.length ?? 0) > 3) continue;
    const way = minBy(open, (o) => distance(at(net.places, o), at(net.places, i)));
    if (distance(at(net.places, way), at(net.places, i)) < 2 * OUTSKIRTS_KM) link(net, i, way, 0.3);
  }
  return used;
}
