import { at, pushTo } from './arrays.ts';
import type { LngLat } from './plane.ts';
import type { Stretch } from './smoothing.ts';

/** Whole units of 1e-5 degrees: exact arithmetic. */
export type Lattice = readonly [x: number, y: number];

function turn(a: Lattice, b: Lattice, c: Lattice): number {
  return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
}

function between(a: Lattice, b: Lattice, p: Lattice): boolean {
  return (
    p[0] >= Math.min(a[0], b[0]) &&
    p[0] <= Math.max(a[0], b[0]) &&
    p[1] >= Math.min(a[1], b[1]) &&
    p[1] <= Math.max(a[1], b[1])
  );
}

/** A place on the lattice. */
export function toLattice([lng, lat]: LngLat): Lattice {
  return [Math.round(lng * 1e5), Math.round(lat * 1e5)];
}

/** Whether two segments share a point. */
export function touch(a: Lattice, b: Lattice, c: Lattice, d: Lattice): boolean {
  const abc = turn(a, b, c);
  const abd = turn(a, b, d);
  const cda = turn(c, d, a);
  const cdb = turn(c, d, b);
  if (abc !== abd && cda !== cdb) return true;
  return (
    (abc === 0 && between(a, b, c)) ||
    (abd === 0 && between(a, b, d)) ||
    (cda === 0 && between(c, d, a)) ||
    (cdb === 0 && between(c, d, b))
  );
}

const BUCKET = 700;

function bucketsOf(points: readonly Lattice[], stretches: readonly Stretch[]): Map<number, number[]> {
  const map = new Map<number, number[]>();
  stretches.forEach((s, i) => {
    const [ax, ay] = at(points, s.a);
    const [bx, by] = at(points, s.b);
    for (let x = Math.floor(Math.min(ax, bx) / BUCKET); x <= Math.floor(Math.max(ax, bx) / BUCKET); x += 1) {
      for (
        let y = Math.floor(Math.min(ay, by) / BUCKET);
        y <= Math.floor(Math.max(ay, by) / BUCKET);
        y += 1
      ) {
        pushTo(map, x * 1_000_000 + y, i);
      }
    }
  });
  return map;
}

/** Whether two stretches with a common point also touch elsewhere. */
function foldedBack(points: readonly Lattice[], s: Stretch, t: Stretch): boolean {
  const joint = s.a === t.a || s.a === t.b ? s.a : s.b;
  const p = at(points, joint);
  const q = at(points, s.a === joint ? s.b : s.a);
  const r = at(points, t.a === joint ? t.b : t.a);
  const dot = (q[0] - p[0]) * (r[0] - p[0]) + (q[1] - p[1]) * (r[1] - p[1]);
  return turn(p, q, r) === 0 && dot >= 0;
}

/** The points of all stretches that cross, overlap or have no length, at five decimals of a degree. */
export function tangles(places: readonly LngLat[], stretches: readonly Stretch[]): Set<number> {
  const points = places.map(toLattice);
  const found = new Set<number>();
  const note = (s: Stretch, t: Stretch): void => {
    for (const v of [s.a, s.b, t.a, t.b]) found.add(v);
  };
  const clash = (s: Stretch, t: Stretch): boolean => {
    const joined = s.a === t.a || s.a === t.b || s.b === t.a || s.b === t.b;
    if (joined) return foldedBack(points, s, t);
    return touch(at(points, s.a), at(points, s.b), at(points, t.a), at(points, t.b));
  };
  for (const list of bucketsOf(points, stretches).values()) {
    list.forEach((i, k) => {
      for (const j of list.slice(k + 1)) {
        const s = at(stretches, i);
        const t = at(stretches, j);
        if (clash(s, t)) note(s, t);
      }
    });
  }
  return found;
}
