import { at } from './arrays.ts';
import { distance, type Pt } from './plane.ts';
import { makeBuckets, type Spacing } from './scatter.ts';

/** One cell: corner `k` and corner `k+1` bound the edge to neighbour `k`; counter-clockwise. */
export interface Cell {
  corners: number[];
  neighbours: number[];
}

/** A plane graph of cells around sites; corners are shared by index, so neighbours fit without gaps. */
export interface Mesh {
  sites: readonly Pt[];
  /** By site; null where the cell reaches the end of the land. */
  cells: readonly (Cell | null)[];
  corners: readonly Pt[];
}

/** While clipping: a polygon corner with the site beyond the edge that starts here. */
interface Piece {
  p: Pt;
  beyond: number;
}

const OUTSIDE = -1;

function startSquare([x, y]: Pt, half: number): Piece[] {
  const square: Pt[] = [
    [x - half, y - half],
    [x + half, y - half],
    [x + half, y + half],
    [x - half, y + half],
  ];
  return square.map((p) => ({ p, beyond: OUTSIDE }));
}

/** Keeps the side of the bisector of `site` and `other` that `site` lies on. */
function clip(pieces: Piece[], site: Pt, other: Pt, beyond: number): Piece[] {
  const nx = other[0] - site[0];
  const ny = other[1] - site[1];
  const limit = (other[0] ** 2 + other[1] ** 2 - site[0] ** 2 - site[1] ** 2) / 2;
  const side = (p: Pt): number => p[0] * nx + p[1] * ny - limit;
  if (pieces.every((piece) => side(piece.p) <= 0)) return pieces;
  const out: Piece[] = [];
  pieces.forEach((piece, i) => {
    const next = at(pieces, (i + 1) % pieces.length);
    const a = side(piece.p);
    const b = side(next.p);
    if (a <= 0) out.push(piece);
    if (a <= 0 === b <= 0) return;
    const t = a / (a - b);
    const p: Pt = [piece.p[0] + (next.p[0] - piece.p[0]) * t, piece.p[1] + (next.p[1] - piece.p[1]) * t];
    out.push({ p, beyond: a <= 0 ? beyond : piece.beyond });
  });
  return out;
}

/** The corner where three cells meet: the centre of the circle through their sites. */
function circumcentre(a: Pt, b: Pt, c: Pt): Pt {
  const bx = b[0] - a[0];
  const by = b[1] - a[1];
  const cx = c[0] - a[0];
  const cy = c[1] - a[1];
  const d = 2 * (bx * cy - by * cx);
  const bb = bx * bx + by * by;
  const cc = cx * cx + cy * cy;
  return [a[0] + (cy * bb - by * cc) / d, a[1] + (bx * cc - cx * bb) / d];
}

function polygonAround(
  sites: readonly Pt[],
  index: number,
  nearby: (p: Pt, radius: number) => number[],
  gap: number,
): Piece[] {
  const site = at(sites, index);
  for (let radius = 2.5 * gap; ; radius *= 1.6) {
    let pieces = startSquare(site, 20);
    const others = nearby(site, radius)
      .filter((j) => j !== index)
      .map((j) => ({ j, gap: distance(at(sites, j), site) }))
      .sort((a, b) => a.gap - b.gap || a.j - b.j);
    let reach = Number.POSITIVE_INFINITY;
    for (const { j, gap } of others) {
      if (gap > 2 * reach) break;
      pieces = clip(pieces, site, at(sites, j), j);
      reach = Math.max(...pieces.map((piece) => distance(piece.p, site)));
    }
    if (reach * 2 <= radius || radius > 12) return pieces;
  }
}

/** The Voronoi mesh of the sites; `spacing` is their usual distance and only steers the neighbour search. */
export function voronoi(sites: readonly Pt[], spacing: Spacing): Mesh {
  const buckets = makeBuckets();
  sites.forEach((p, i) => {
    buckets.add(i, p);
  });
  const nearby = (p: Pt, radius: number): number[] => {
    const found: number[] = [];
    buckets.near(p, radius, (i) => found.push(i));
    return found;
  };
  const corners: Pt[] = [];
  const known = new Map<string, number>();
  const corner = (i: number, j: number, k: number): number => {
    const triple = [i, j, k].sort((a, b) => a - b);
    const name = triple.join();
    const old = known.get(name);
    if (old !== undefined) return old;
    const [a, b, c] = triple.map((s) => at(sites, s)) as [Pt, Pt, Pt];
    corners.push(circumcentre(a, b, c));
    known.set(name, corners.length - 1);
    return corners.length - 1;
  };
  const cells = sites.map((site, i): Cell | null => {
    const around = polygonAround(sites, i, nearby, spacing(site)).map((piece) => piece.beyond);
    if (around.includes(OUTSIDE)) return null;
    return {
      neighbours: around,
      corners: around.map((j, k) => corner(i, at(around, (k + around.length - 1) % around.length), j)),
    };
  });
  return { sites, cells, corners };
}
