import type { Position } from 'geojson';

/** Directed edges of rings, as text `a>b`. */
export function edgesOf(rings: readonly Position[][]): [string, string][] {
  return rings.flatMap((ring) => ring.slice(1).map((p, i): [string, string] => [String(ring[i]), String(p)]));
}

/** Edges that only one of the polygons has, written from left to right of the walk around it. */
export function outerEdges(polygons: readonly Position[][][]): Set<string> {
  const seen = new Set<string>();
  for (const polygon of polygons) {
    for (const [a, b] of edgesOf(polygon)) {
      if (seen.has(`${a}>${b}`)) throw new Error(`two polygons run along ${a}>${b} on the same side`);
      if (!seen.delete(`${b}>${a}`)) seen.add(`${a}>${b}`);
    }
  }
  return seen;
}

type XY = readonly [number, number];
const lattice = (text: string): XY => {
  const [x = 0, y = 0] = text.split(',').map((n) => Math.round(Number(n) * 1e5));
  return [x, y];
};
const turn = (a: XY, b: XY, c: XY): number =>
  Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));

function properCrossing([a, b]: readonly [XY, XY], [c, d]: readonly [XY, XY]): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/** How many pairs of different edges cross in their inside, found by sweeping over x. */
export function countCrossings(polygons: readonly Position[][][]): number {
  const names = new Set(
    polygons.flatMap((p) => edgesOf(p).map(([a, b]) => (a < b ? `${a}|${b}` : `${b}|${a}`))),
  );
  const segments = [...names]
    .map((name) => {
      const [a = '', b = ''] = name.split('|');
      const ends = [lattice(a), lattice(b)] as const;
      return { ends, from: Math.min(ends[0][0], ends[1][0]), to: Math.max(ends[0][0], ends[1][0]) };
    })
    .sort((s, t) => s.from - t.from);
  let crossings = 0;
  segments.forEach((s, i) => {
    for (let j = i + 1; (segments[j]?.from ?? Number.POSITIVE_INFINITY) <= s.to; j += 1) {
      const other = segments[j];
      if (other && properCrossing(s.ends, other.ends)) crossings += 1;
    }
  });
  return crossings;
}
