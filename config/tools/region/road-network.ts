import { at, pushTo } from './arrays.ts';
import { edgeKey } from './edges.ts';
import { minQueue } from './heap.ts';
import { distance, type Pt } from './plane.ts';
import type { Stretch } from './smoothing.ts';

/** Road classes, the most important first. */
export const ROAD_CLASSES = ['高速', '国道', '省道', '县道', '城区道路', '乡道'] as const;
export type RoadClass = (typeof ROAD_CLASSES)[number];

interface Step {
  to: number;
  cost: number;
}

/** A built piece of road; its rank is the place of its class in `ROAD_CLASSES`. */
export interface Piece extends Stretch {
  /** Name of a street; empty in open country. */
  name: string;
}

/** Where roads may run and which are built. */
export interface Network {
  places: Pt[];
  steps: Map<number, Step[]>;
  /** By edge key. */
  built: Map<number, Piece>;
  /** Cells where a trunk road leaves the county. */
  atEdge: Set<number>;
}

/** A network over places, nothing built. */
export function emptyNetwork(places: readonly Pt[]): Network {
  return { places: [...places], steps: new Map(), built: new Map(), atEdge: new Set() };
}

const REUSE = 0.3;
const TURNING_BACK = 3;
const LAST_TRUNK_RANK = 2;

/** Built roads are cheap to follow; but trunk roads keep apart, and none turns back on its own class. */
function reuseFactor(road: Piece | undefined, rank: number): number {
  if (!road) return 1;
  if (rank > LAST_TRUNK_RANK || road.rank > LAST_TRUNK_RANK) return REUSE;
  return road.rank === rank ? TURNING_BACK : 1;
}

/** Rank of a class, 0 the most important. */
export const rankOf = (c: RoadClass): number => ROAD_CLASSES.indexOf(c);

/** Makes it possible to build between two places; `extra` km are added to the distance. */
export function link(net: Network, a: number, b: number, extra: number): void {
  const cost = distance(at(net.places, a), at(net.places, b)) + extra;
  pushTo(net.steps, a, { to: b, cost });
  pushTo(net.steps, b, { to: a, cost });
}

/** Builds a piece; where one stands already, the higher rank and the older name stay. */
export function build(net: Network, { a, b, rank }: Stretch, name = ''): void {
  const key = edgeKey(a, b);
  const old = net.built.get(key);
  if (!old || rank < old.rank) net.built.set(key, { a, b, rank, name: old?.name ?? name });
}

/** A road to be laid: from a node to the first one that `goal` accepts. */
export interface Route {
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
      const total = top.key + cost * reuseFactor(road, rank);
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

/** Lays a road along the cheapest way; nothing is built where there is none. */
export function lay(net: Network, route: Route): void {
  const way = findWay(net, route);
  way.forEach((b, i) => {
    if (i > 0) build(net, { a: at(way, i - 1), b, rank: route.rank });
  });
}
