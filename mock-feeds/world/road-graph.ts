import { metres, type Point } from './geo.ts';
import type { Cell, Road } from './pack.ts';
import type { Draw } from './rng.ts';

/** Roads as nodes and neighbours; lines that share a coordinate are joined there. */
export interface RoadGraph {
  /** Nodes in or just around a cell; empty where no road passes. */
  near(cell: Cell): readonly number[];
  at(node: number): Point;
  /** A walk of about `lengthM` metres along the roads from `start`, turning back where it leaves `within` metres of `home`. */
  walk(draw: Draw, start: number, room: { home: Point; withinM: number; lengthM: number }): Point[];
}

/** Degrees around a cell's box in which a road still counts as passing: about 100 m. */
const MARGIN = 0.001;

export function roadGraph(roads: readonly Road[]): RoadGraph {
  const index = new Map<string, number>();
  const nodes: Point[] = [];
  const neighbours: number[][] = [];
  const nodeOf = (point: Point): number => {
    const key = `${point[0].toFixed(5)},${point[1].toFixed(5)}`;
    const known = index.get(key);
    if (known !== undefined) return known;
    index.set(key, nodes.length);
    neighbours.push([]);
    return nodes.push(point) - 1;
  };
  const join = (a: number, b: number) => {
    if (a === b) return;
    neighbours[a]?.push(b);
    neighbours[b]?.push(a);
  };
  for (const { line } of roads) {
    for (let i = 1; i < line.length; i += 1) join(nodeOf(line[i - 1] as Point), nodeOf(line[i] as Point));
  }
  const at = (node: number) => nodes[node] as Point;
  return {
    at,
    near: ({ box: [west, south, east, north] }) =>
      nodes.flatMap(([lng, lat], node) => {
        const inside =
          lng >= west - MARGIN && lng <= east + MARGIN && lat >= south - MARGIN && lat <= north + MARGIN;
        return inside ? [node] : [];
      }),
    walk: (draw, start, { home, withinM, lengthM }) => {
      const path = [at(start)];
      let [before, here, walked] = [-1, start, 0];
      while (walked < lengthM) {
        const onward = (neighbours[here] ?? []).filter((n) => n !== before && metres(at(n), home) <= withinM);
        if (onward.length === 0) break;
        const next = draw.pick(onward);
        walked += metres(at(here), at(next));
        path.push(at(next));
        [before, here] = [here, next];
      }
      return path;
    },
  };
}
