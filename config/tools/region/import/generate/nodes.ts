import { at } from '../../arrays.ts';
import type { LngLat } from '../../plane.ts';
import type { Shape } from '../model.ts';

/** Corners that cuts put on borders, so that whoever shares such a border gets the corner too. */
export interface Nodes {
  add(a: LngLat, b: LngLat, node: LngLat): void;
  /** A closed ring with all corners that were put on its edges. */
  expand(ring: readonly LngLat[]): LngLat[];
  expandShape(shape: Shape): Shape;
}

/** No corners yet. */
export function makeNodes(): Nodes {
  const byEdge = new Map<string, LngLat>();
  const key = (a: LngLat, b: LngLat): string => {
    const [p, q] = [a.join(), b.join()];
    return p < q ? `${p} ${q}` : `${q} ${p}`;
  };
  const along = (a: LngLat, b: LngLat): LngLat[] => {
    const node = byEdge.get(key(a, b));
    return node ? [...along(a, node), node, ...along(node, b)] : [];
  };
  const expand = (ring: readonly LngLat[]): LngLat[] =>
    ring.flatMap((p, i) => (i === 0 ? [p] : [...along(at(ring, i - 1), p), p]));
  return {
    add: (a, b, node) => void byEdge.set(key(a, b), node),
    expand,
    expandShape: (shape) => shape.map((polygon) => polygon.map(expand)),
  };
}
