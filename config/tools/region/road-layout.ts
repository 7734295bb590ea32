import { at, minBy } from './arrays.ts';
import type { Land } from './land.ts';
import { distance, type Pt } from './plane.ts';
import { lay, type Network, rankOf } from './road-network.ts';

/** The cell at the county's edge that lies farthest out in a direction (radians from the east). */
function rimNode(net: Network, land: Land, angle: number): number {
  const nodes = [...land.county].filter((c) => net.steps.has(c) && outlineCorners(land, c).length > 0);
  return minBy(nodes, (c) => {
    const [x, y] = at(net.places, c);
    const along = x * Math.cos(angle) + (y - land.extent.middle) * Math.sin(angle);
    const off = Math.abs(-x * Math.sin(angle) + (y - land.extent.middle) * Math.cos(angle));
    return off * 2 - along;
  });
}

/** Corners of a cell on the county's outline. */
export function outlineCorners(land: Land, c: number): number[] {
  const cell = land.mesh.cells[c];
  return cell?.corners.filter((_, k) => !land.county.has(at(cell.neighbours, k))) ?? [];
}

const DEGREES = Math.PI / 180;

/** An expressway past the core, and two trunk roads that meet in it; all run from edge to edge. */
export function layTrunks(net: Network, land: Land, streets: readonly number[]): void {
  const near = (p: Pt, nodes: Iterable<number>): number =>
    minBy(nodes, (n) => distance(at(net.places, n), p));
  const country = [...land.county].filter((c) => net.steps.has(c));
  const via = (rank: number, stops: readonly number[]): void => {
    stops.slice(1).forEach((to, i) => {
      lay(net, { from: at(stops, i), goal: (n) => n === to, rank });
    });
  };
  const rim = (degrees: number): number => {
    const node = rimNode(net, land, degrees * DEGREES);
    net.atEdge.add(node);
    return node;
  };
  via(rankOf('高速'), [rim(205), near([-8, 9], country), near([8, 8.5], country), rim(25)]);
  const centre = near(
    [0, 0],
    streets.filter((n) => net.steps.get(n)?.length === 4),
  );
  via(rankOf('国道'), [rim(95), centre, rim(278)]);
  via(rankOf('省道'), [rim(165), centre, rim(345)]);
}

/** Joins every town seat to the network and to its two nearest neighbours, then every village. */
export function layLocal(net: Network, land: Land, villages: readonly Pt[]): void {
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
