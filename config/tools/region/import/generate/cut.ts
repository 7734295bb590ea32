import { at } from '../../arrays.ts';
import { type LngLat, type Plane, signedArea } from '../../plane.ts';
import { chordsOf } from './chords.ts';
import type { Nodes } from './nodes.ts';
import { windingWay } from './wiggle.ts';

/** What cutting needs to know beside the ring. */
export interface Ground {
  readonly plane: Plane;
  readonly nodes: Nodes;
}

const TRIES = 40;

function same(a: LngLat, b: LngLat): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/** A closed ring in two along a way that begins on edge `i` and ends on edge `j`; every corner once. */
function halves(ring: readonly LngLat[], i: number, j: number, way: readonly LngLat[]): [LngLat[], LngLat[]] {
  const back = [...way].reverse();
  const close = (points: readonly LngLat[]): LngLat[] => {
    const ringOf = points.filter((p, k) => k === 0 || !same(p, at(points, k - 1)));
    return same(at(ringOf, 0), at(ringOf, ringOf.length - 1)) ? ringOf : [...ringOf, at(ringOf, 0)];
  };
  const near = [at(way, 0), ...ring.slice(i + 1, j + 1), ...back];
  const far = [...way, ...ring.slice(j + 1, ring.length - 1), ...ring.slice(0, i + 1)];
  return [close(near), close(far)];
}

/** Cuts a closed counter-clockwise ring once, fairly for `count` parts. Null where no cut fits. */
function cutOnce(ring: readonly LngLat[], count: number, { plane, nodes }: Ground) {
  for (const chord of chordsOf(ring.map(plane.toPlane), count).slice(0, TRIES)) {
    const [from, to] = [plane.toLngLat(chord.from), plane.toLngLat(chord.to)];
    if (same(from, to)) continue;
    const noded = withNode(withNode(ring, chord.j, to), chord.i, from);
    const way = windingWay(from, to, noded, plane);
    if (way === null) continue;
    const [near, far] = halves(ring, chord.i, chord.j, way);
    if (signedArea(near) <= 0 || signedArea(far) <= 0) continue;
    for (const [edge, node] of [
      [chord.i, from],
      [chord.j, to],
    ] as const) {
      const [a, b] = [at(ring, edge), at(ring, edge + 1)];
      if (!same(a, node) && !same(b, node)) nodes.add(a, b, node);
    }
    return { near, far, parts: chord.parts };
  }
  return null;
}

function withNode(ring: readonly LngLat[], edge: number, node: LngLat): LngLat[] {
  const [a, b] = [at(ring, edge), at(ring, edge + 1)];
  return same(a, node) || same(b, node)
    ? [...ring]
    : [...ring.slice(0, edge + 1), node, ...ring.slice(edge + 1)];
}

/**
 * Divides a simple ring into `count` connected parts of about equal area that fill it exactly: it is cut in two along
 * winding ways, again and again. Fewer parts come back where the ground is too small to be cut at five decimals.
 */
export function divideRing(given: readonly LngLat[], count: number, ground: Ground): LngLat[][] {
  const ring = ground.nodes.expand(given);
  const cut = count > 1 ? cutOnce(ring, count, ground) : null;
  if (cut === null) return [ring];
  return [...divideRing(cut.near, cut.parts, ground), ...divideRing(cut.far, count - cut.parts, ground)];
}
