import { at, minBy, pushTo } from './arrays.ts';
import { minQueue } from './heap.ts';
import type { Land } from './land.ts';
import { distance, type Pt } from './plane.ts';

/** One river, from its upper end down; the last corner of a tributary lies on the river it joins. */
export interface River {
  /** Corners of the mesh. */
  course: number[];
  /** 1 the main river, 2 a tributary. */
  level: 1 | 2;
}

interface Drainage {
  /** Next corner downstream; -1 at the outlet. */
  down: Int32Array;
  /** Land drained through each corner, km². */
  load: Float64Array;
}

function cornerLinks(land: Land): Map<number, number[]> {
  const links = new Map<number, number[]>();
  for (const cell of land.mesh.cells) {
    if (!cell) continue;
    cell.corners.forEach((v, k) => {
      const w = at(cell.corners, (k + 1) % cell.corners.length);
      if (!links.get(v)?.includes(w)) pushTo(links, v, w);
      if (!links.get(w)?.includes(v)) pushTo(links, w, v);
    });
  }
  return links;
}

const TILT = 1e-6;

/** Water runs over the lowest way to the outlet in the south (priority flood), so no lake stays behind. */
function drain(land: Land): Drainage {
  const { corners } = land.mesh;
  const links = cornerLinks(land);
  const height = (v: number): number => land.terrain.height(...at(corners, v));
  const mouth: Pt = [land.terrain.valleyAt(land.extent.south), land.extent.south - 2];
  const outlet = minBy(links.keys(), (v) => distance(at(corners, v), mouth));
  const down = new Int32Array(corners.length).fill(-1);
  const order: number[] = [];
  const seen = new Set([outlet]);
  const queue = minQueue();
  queue.push(height(outlet), outlet);
  for (let top = queue.pop(); top; top = queue.pop()) {
    order.push(top.value);
    for (const next of links.get(top.value) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      down[next] = top.value;
      queue.push(Math.max(height(next), top.key + TILT), next);
    }
  }
  return { down, load: loads(land, order, down) };
}

function loads(land: Land, order: readonly number[], down: Int32Array): Float64Array {
  const load = new Float64Array(down.length);
  land.mesh.cells.forEach((cell, i) => {
    for (const v of cell?.corners ?? [])
      load[v] = at(load, v) + at(land.cellArea, i) / (cell?.corners.length ?? 1);
  });
  const spring: Pt = [land.terrain.valleyAt(land.extent.north), land.extent.north + 2];
  const inflow = minBy(order, (v) => distance(at(land.mesh.corners, v), spring));
  load[inflow] = at(load, inflow) + 4000;
  for (const v of [...order].reverse()) {
    const next = at(down, v);
    if (next >= 0) load[next] = at(load, next) + at(load, v);
  }
  return load;
}

const SOURCE_KM2 = 14;
const SHORTEST_KM = 11;
const APART_KM = 5;

/** From a corner upstream, always into the stronger branch, to where the river begins. */
function upstream(start: number, above: Map<number, number[]>, load: Float64Array): number[] {
  const course = [start];
  for (let v = start; ; ) {
    const branches = above.get(v) ?? [];
    if (branches.length === 0) return course;
    v = minBy(branches, (b) => -at(load, b));
    if (at(load, v) < SOURCE_KM2) return course;
    course.push(v);
  }
}

function lengthOf(course: readonly number[], corners: readonly Pt[]): number {
  return course.reduce(
    (sum, v, i) => (i === 0 ? 0 : sum + distance(at(corners, v), at(corners, at(course, i - 1)))),
    0,
  );
}

/** The unbroken part of a course inside the county that holds the corner nearest to `near`. */
function partInside(
  course: readonly number[],
  corners: readonly Pt[],
  within: (v: number) => boolean,
  near: Pt,
): number[] {
  const usable = course.filter(within);
  if (usable.length === 0) return [];
  const anchor = course.indexOf(minBy(usable, (v) => distance(at(corners, v), near)));
  let from = anchor;
  let to = anchor;
  while (from > 0 && within(at(course, from - 1))) from -= 1;
  while (to + 1 < course.length && within(at(course, to + 1))) to += 1;
  return course.slice(from, to + 1);
}

function countyCorners(land: Land): Set<number> {
  const found = new Set<number>();
  for (const cell of land.county) for (const v of land.mesh.cells[cell]?.corners ?? []) found.add(v);
  return found;
}

/** The main river across the county and its `tributaries` strongest side rivers that lie well apart. */
export function findRivers(land: Land, tributaries: number): River[] {
  const { corners } = land.mesh;
  const { down, load } = drain(land);
  const above = new Map<number, number[]>();
  down.forEach((next, v) => {
    if (next >= 0) pushTo(above, next, v);
  });
  const within = countyCorners(land);
  const outlet = down.findIndex((next, v) => next < 0 && above.has(v));
  const main = partInside(upstream(outlet, above, load), corners, (v) => within.has(v), [0, 0]);
  const rivers: River[] = [{ course: [...main].reverse(), level: 1 }];
  const onMain = new Set(main);
  const mouths = main
    .flatMap((v) => (above.get(v) ?? []).filter((b) => !onMain.has(b)))
    .filter((b) => at(load, b) >= SOURCE_KM2)
    .sort((a, b) => at(load, b) - at(load, a));
  const joined: Pt[] = [];
  for (const mouth of mouths) {
    if (joined.length === tributaries) break;
    const joint = at(down, mouth);
    const course = [joint, ...upstream(mouth, above, load)];
    const end = course.findIndex((v) => !within.has(v));
    const kept = end < 0 ? course : course.slice(0, end);
    if (lengthOf(kept, corners) < SHORTEST_KM) continue;
    if (joined.some((p) => distance(p, at(corners, joint)) < APART_KM)) continue;
    joined.push(at(corners, joint));
    rivers.push({ course: kept.reverse(), level: 2 });
  }
  return rivers;
}
