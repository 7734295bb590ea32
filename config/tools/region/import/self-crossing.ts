import { at, range } from '../arrays.ts';
import { cross, type LngLat } from '../plane.ts';

interface Edge {
  readonly a: LngLat;
  readonly b: LngLat;
  readonly from: number;
  readonly to: number;
}

function meet({ a, b }: Edge, { a: c, b: d }: Edge): boolean {
  return cross(a, b, c) * cross(a, b, d) < 0 && cross(c, d, a) * cross(c, d, b) < 0;
}

/**
 * A corner beside the first place where two edges of a closed ring cross; null when none do. Edges are swept from
 * west to east, so that only those at one longitude are compared. A ring may touch itself in a point.
 */
export function firstCrossing(ring: readonly LngLat[]): LngLat | null {
  const edges = range(ring.length - 1)
    .map((i): Edge => {
      const [a, b] = [at(ring, i), at(ring, i + 1)];
      return { a, b, from: Math.min(a[0], b[0]), to: Math.max(a[0], b[0]) };
    })
    .sort((s, t) => s.from - t.from);
  for (const [i, edge] of edges.entries()) {
    for (let j = i + 1; j < edges.length && at(edges, j).from <= edge.to; j += 1)
      if (meet(edge, at(edges, j))) return edge.a;
  }
  return null;
}
