import { at } from '../../arrays.ts';
import { toLattice, touch } from '../../crossings.ts';
import { contains } from '../../label.ts';
import { distance, type LngLat, lerp, type Plane, type Pt } from '../../plane.ts';
import { hash32, type Rng, randomStream } from '../../rng.ts';

const FINEST_KM = 0.12;
const DEPTH = 5;

interface Winding {
  readonly strength: number;
  readonly rng: Rng;
}

/** Points between two ends, shifted sideways at random, the shifts halving with the stretches. */
function shifted(a: Pt, b: Pt, winding: Winding, depth: number): Pt[] {
  if (depth === 0 || distance(a, b) < FINEST_KM) return [];
  const off = (winding.rng() - 0.5) * 2 * winding.strength;
  const middle: Pt = [(a[0] + b[0]) / 2 - off * (b[1] - a[1]), (a[1] + b[1]) / 2 + off * (b[0] - a[0])];
  return [...shifted(a, middle, winding, depth - 1), middle, ...shifted(middle, b, winding, depth - 1)];
}

/** Whether a way from border to border touches the ring nowhere but at its ends, nor itself. */
export function isFree(way: readonly LngLat[], ring: readonly LngLat[]): boolean {
  const line = way.map(toLattice);
  const border = ring.map(toLattice);
  const is = (p: readonly number[], q: readonly number[]): boolean => p[0] === q[0] && p[1] === q[1];
  const ends = [at(line, 0), at(line, line.length - 1)];
  return line.slice(1).every((q, i) => {
    const p = at(line, i);
    if (is(p, q)) return false;
    if (line.slice(i + 3).some((s, k) => touch(p, q, at(line, i + 2 + k), s))) return false;
    return border.slice(1).every((b, k) => {
      const a = at(border, k);
      const joint = ends.find((end) => (is(end, p) || is(end, q)) && (is(end, a) || is(end, b)));
      if (!joint) return !touch(p, q, a, b);
      const tip = is(joint, p) ? q : p;
      const far = is(joint, a) ? b : a;
      return !touch(tip, tip, a, b) && !touch(far, far, p, q);
    });
  });
}

const STRENGTHS = [0.22, 0.12, 0.05, 0];

/**
 * A winding way between two places on a ring, inside it; straight where winding finds no room, null where even that
 * touches the ring. The same places give the same way.
 */
export function windingWay(from: LngLat, to: LngLat, ring: readonly LngLat[], plane: Plane): LngLat[] | null {
  for (const strength of STRENGTHS) {
    const rng = randomStream(hash32(`${from.join()} ${to.join()}`), 'way');
    const depth = strength === 0 ? 0 : DEPTH;
    const inner = shifted(plane.toPlane(from), plane.toPlane(to), { strength, rng }, depth);
    const way = [from, ...inner.map(plane.toLngLat), to];
    const middle = Math.floor(way.length / 2);
    const inside = contains([ring], lerp(at(way, middle - 1), at(way, middle), 0.5));
    if (inside && isFree(way, ring)) return way;
  }
  return null;
}
