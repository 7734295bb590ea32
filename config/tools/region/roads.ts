import { at, minBy, pushTo } from './arrays.ts';
import { edgeKey } from './edges.ts';
import { minQueue } from './heap.ts';
import type { Land } from './land.ts';
import { distance, type Pt } from './plane.ts';
import type { River } from './rivers.ts';
import { randomStream } from './rng.ts';
import { type Stretch, smooth } from './smoothing.ts';
import { planStreets } from './streets.ts';

/** Road classes, the most important first. */
export const ROAD_CLASSES = ['高速', '国道', '省道', '县道', '城区道路', '乡道'] as const;
export type RoadClass = (typeof ROAD_CLASSES)[number];

/** A road between two junctions or ends; roads meet in identical points. */
export interface Road {
  class: RoadClass;
  /** Name of a street; empty in open country. */
  name: string;
  line: Pt[];
}

interface Step {
  to: number;
  cost: number;
}

interface Piece extends Stretch {
  name: string;
}

interface Network {
  places: Pt[];
  steps: Map<number, Step[]>;
  /** Class of each built piece by edge key. */
  built: Map<number, Piece>;
}

const BRIDGE_KM = 1.5;
const CLIMB_KM = 5;
const REUSE = 0.3;
/** Up to this rank a road does not turn back on itself for the sake of reuse. */
const TRUNK = 2;
const rankOf = (c: RoadClass): number => ROAD_CLASSES.indexOf(c);

function link(net: Network, a: number, b: number, extra: number): void {
  const cost = distance(at(net.places, a), at(net.places, b)) + extra;
  pushTo(net.steps, a, { to: b, cost });
  pushTo(net.steps, b, { to: a, cost });
}

function build(net: Network, { a, b, rank }: Stretch, name = ''): void {
  const key = edgeKey(a, b);
  const old = net.built.get(key);
  if (!old || rank < old.rank) net.built.set(key, { a, b, rank, name: old?.name ?? name });
}

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

/** Streets of the core, tied to the open country around them. */
function addStreets(net: Network, land: Land, rivers: readonly River[], seed: number): number[] {
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

interface Route {
  from: number;
  goal: (node: number) => boolean;
  rank: number;
}

/** Cheapest way, built roads being cheap; expressways may only be crossed and use no other road. */
function findWay(net: Network, { from, goal, rank }: Route): number[] {
  const cameFrom = new Map<number, number>();
  const best = new Map([[from, 0]]);
  const done = new Set<number>();
  const queue = minQueue();
  queue.push(0, from);
  for (let top = queue.pop(); top; top = queue.pop()) {
    const node = top.value;
    if (done.has(node)) continue;
    done.add(node);
    if (goal(node)) return trace(cameFrom, node);
    for (const { to, cost } of net.steps.get(node) ?? []) {
      const road = net.built.get(edgeKey(node, to));
      if (road && (road.rank === 0 || rank === 0)) continue;
      const total = top.key + (road && (road.rank !== rank || rank > TRUNK) ? cost * REUSE : cost);
      if (total >= (best.get(to) ?? Number.POSITIVE_INFINITY)) continue;
      best.set(to, total);
      cameFrom.set(to, node);
      queue.push(total, to);
    }
  }
  return [];
}

function trace(cameFrom: Map<number, number>, end: number): number[] {
  const way = [end];
  for (let v = cameFrom.get(end); v !== undefined; v = cameFrom.get(v)) way.push(v);
  return way.reverse();
}

function lay(net: Network, route: Route): void {
  const way = findWay(net, route);
  way.forEach((b, i) => {
    if (i > 0) build(net, { a: at(way, i - 1), b, rank: route.rank });
  });
}

/** The crossing country cell nearest to the county's edge in a direction (radians from the east). */
function rimNode(net: Network, land: Land, angle: number): number {
  const nodes = [...land.county].filter((c) => net.steps.has(c));
  return minBy(nodes, (c) => {
    const [x, y] = at(net.places, c);
    const along = x * Math.cos(angle) + (y - 16) * Math.sin(angle);
    const off = Math.abs(-x * Math.sin(angle) + (y - 16) * Math.cos(angle));
    return off * 2 - along;
  });
}

const DEGREES = Math.PI / 180;

function layTrunks(net: Network, land: Land, streets: readonly number[]): void {
  const near = (p: Pt, nodes: Iterable<number>): number =>
    minBy(nodes, (n) => distance(at(net.places, n), p));
  const country = [...land.county].filter((c) => net.steps.has(c));
  const via = (rank: number, stops: readonly number[]): void => {
    stops.slice(1).forEach((to, i) => {
      lay(net, { from: at(stops, i), goal: (n) => n === to, rank });
    });
  };
  const rim = (degrees: number): number => rimNode(net, land, degrees * DEGREES);
  via(rankOf('高速'), [rim(205), near([-8, 9], country), near([8, 8.5], country), rim(25)]);
  const centre = near([0, 0], streets);
  via(rankOf('国道'), [rim(95), centre, rim(278)]);
  via(rankOf('省道'), [rim(165), centre, rim(345)]);
}

/** Joins every town seat to the network and to its two nearest neighbours, then every village. */
function layLocal(net: Network, land: Land, villages: readonly Pt[]): void {
  const country = [...land.county].filter((c) => net.steps.has(c));
  const nodeAt = (p: Pt): number => minBy(country, (c) => distance(at(net.places, c), p));
  const onRoad = (): Set<number> =>
    new Set([...net.built.values()].filter((e) => e.rank > 0).flatMap((e) => [e.a, e.b]));
  const seats = land.towns.filter((t) => t.role !== 'core').map((t) => nodeAt(t.seat));
  for (const from of seats) {
    const roads = onRoad();
    lay(net, { from, goal: (n) => roads.has(n), rank: rankOf('县道') });
    const others = seats.filter((o) => o !== from);
    const gap = (o: number): number => distance(at(net.places, o), at(net.places, from));
    for (const to of [...others].sort((a, b) => gap(a) - gap(b)).slice(0, 2)) {
      lay(net, { from, goal: (n) => n === to, rank: rankOf('县道') });
    }
  }
  for (const village of villages) {
    const roads = onRoad();
    const from = nodeAt(village);
    if (distance(at(net.places, from), village) > 2) continue;
    if (!roads.has(from)) lay(net, { from, goal: (n) => roads.has(n), rank: rankOf('乡道') });
  }
}

/** Cuts the network into roads between junctions, ends and changes of class. */
function cutIntoRoads(net: Network, drawn: readonly Pt[]): Road[] {
  const around = new Map<number, Piece[]>();
  for (const e of net.built.values()) {
    pushTo(around, e.a, e);
    pushTo(around, e.b, e);
  }
  const isJunction = (v: number): boolean => {
    const es = around.get(v) ?? [];
    return es.length !== 2 || es[0]?.rank !== es[1]?.rank || es[0]?.name !== es[1]?.name;
  };
  const used = new Set<number>();
  const follow = (start: number, first: Piece): number[] => {
    const way = [start];
    let edge = first;
    for (;;) {
      used.add(edgeKey(edge.a, edge.b));
      const v = edge.a === at(way, way.length - 1) ? edge.b : edge.a;
      way.push(v);
      const next = (around.get(v) ?? []).find((e) => !used.has(edgeKey(e.a, e.b)));
      if (isJunction(v) || !next) return way;
      edge = next;
    }
  };
  const roads: Road[] = [];
  const take = (v: number): void => {
    for (const e of around.get(v) ?? []) {
      if (used.has(edgeKey(e.a, e.b))) continue;
      const line = rounded(follow(v, e).map((n) => at(drawn, n)));
      roads.push({ class: at(ROAD_CLASSES, e.rank), name: e.name, line });
    }
  };
  for (const v of around.keys()) if (isJunction(v)) take(v);
  for (const v of around.keys()) take(v);
  return roads.sort((a, b) => rankOf(a.class) - rankOf(b.class));
}

/** Corners cut once (Chaikin); the ends stay where other roads meet them. */
function rounded(line: readonly Pt[]): Pt[] {
  if (line.length < 3) return [...line];
  const out: Pt[] = [at(line, 0)];
  for (let i = 1; i < line.length - 1; i += 1) {
    const [a, b, c] = [at(line, i - 1), at(line, i), at(line, i + 1)];
    out.push(
      [b[0] + (a[0] - b[0]) / 4, b[1] + (a[1] - b[1]) / 4],
      [b[0] + (c[0] - b[0]) / 4, b[1] + (c[1] - b[1]) / 4],
    );
  }
  out.push(at(line, line.length - 1));
  return out;
}

const PASSES = [6, 4, 4, 4, 1, 3];

/** All roads of the county, one connected network. */
export function makeRoads(
  seed: number,
  land: Land,
  rivers: readonly River[],
  villages: readonly Pt[],
): Road[] {
  const net: Network = { places: [...land.mesh.sites], steps: new Map(), built: new Map() };
  const streets = addStreets(net, land, rivers, seed);
  layTrunks(net, land, streets);
  layLocal(net, land, villages);
  const stretches: Stretch[] = [...net.built.values()];
  return cutIntoRoads(net, smooth(net.places, stretches, PASSES));
}
