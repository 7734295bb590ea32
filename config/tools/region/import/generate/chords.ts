import { at, range } from '../../arrays.ts';
import { distance, lerp, type Pt } from '../../plane.ts';

/** A straight way through a simple ring, between a point on edge `i` and one on edge `j` (i < j). */
export interface Chord {
  readonly i: number;
  readonly j: number;
  readonly from: Pt;
  readonly to: Pt;
  /** How many of the parts fall to the side from `from` along the ring to `to`. */
  readonly parts: number;
  readonly cost: number;
}

/** Twice the area under each edge, summed from the first corner on: areas of pieces in no time. */
function sums(ring: readonly Pt[]): number[] {
  let sum = 0;
  return [
    0,
    ...ring.slice(1).map((q, i) => {
      const p = at(ring, i);
      sum += p[0] * q[1] - q[0] * p[1];
      return sum;
    }),
  ];
}

const turn = (p: Pt, q: Pt): number => p[0] * q[1] - q[0] * p[1];

/** Area of the piece that lies between a chord and the ring from edge i to edge j. */
function pieceArea(
  ring: readonly Pt[],
  areas: readonly number[],
  c: { i: number; j: number; from: Pt; to: Pt },
): number {
  const inner = at(areas, c.j) - at(areas, c.i + 1);
  const ends = turn(c.from, at(ring, c.i + 1)) + turn(at(ring, c.j), c.to) + turn(c.to, c.from);
  return (inner + ends) / 2;
}

const ANGLES = 9;
const OFFSETS = 15;
/** What counts beside a fair share: short cuts, and cuts near the middle. */
const COST = { length: 0.45, balance: 0.5 } as const;

interface Hit {
  readonly edge: number;
  readonly p: Pt;
  readonly along: number;
}

/** Where a line (all points with x·cos + y·sin = offset) passes the ring, in order along the line. */
function hits(ring: readonly Pt[], angle: number, offset: number): Hit[] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const side = (p: Pt): number => p[0] * cos + p[1] * sin - offset;
  const found = range(ring.length - 1).flatMap((edge): Hit[] => {
    const [a, b] = [at(ring, edge), at(ring, edge + 1)];
    const [sa, sb] = [side(a), side(b)];
    if (sa > 0 === sb > 0) return [];
    const p = lerp(a, b, sa / (sa - sb));
    return [{ edge, p, along: p[1] * cos - p[0] * sin }];
  });
  return found.sort((a, b) => a.along - b.along);
}

function chordOf(
  ring: readonly Pt[],
  areas: readonly number[],
  [one, two]: readonly [Hit, Hit],
  count: number,
): Chord {
  const [a, b] = one.edge < two.edge ? [one, two] : [two, one];
  const ends = { i: a.edge, j: b.edge, from: a.p, to: b.p };
  const total = at(areas, areas.length - 1) / 2;
  const share = pieceArea(ring, areas, ends) / total;
  const parts = Math.min(count - 1, Math.max(1, Math.round(share * count)));
  const unfair = Math.abs(share * count - parts);
  const long = distance(a.p, b.p) / Math.sqrt(total);
  const uneven = Math.abs(parts / count - 0.5);
  return { ...ends, parts, cost: unfair + COST.length * long + COST.balance * uneven };
}

/** Chords of a closed counter-clockwise ring that divide it for `count` parts, the best first. */
export function chordsOf(ring: readonly Pt[], count: number): Chord[] {
  const areas = sums(ring);
  const chords = range(ANGLES).flatMap((k) => {
    const angle = (k * Math.PI) / ANGLES + 0.07;
    const heights = ring.map((p) => p[0] * Math.cos(angle) + p[1] * Math.sin(angle));
    const [low, high] = [Math.min(...heights), Math.max(...heights)];
    return range(OFFSETS).flatMap((o) => {
      const found = hits(ring, angle, low + ((o + 1) / (OFFSETS + 1)) * (high - low));
      return found.flatMap((hit, h): Chord[] => {
        const next = found[h + 1];
        return h % 2 === 0 && next && next.edge !== hit.edge
          ? [chordOf(ring, areas, [hit, next], count)]
          : [];
      });
    });
  });
  return chords.sort((a, b) => a.cost - b.cost);
}
