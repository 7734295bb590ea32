import { apportion, at, minBy } from '../../arrays.ts';
import { distance, type LngLat, sphereArea } from '../../plane.ts';
import type { Shape } from '../model.ts';
import { divideRing, type Ground } from './cut.ts';
import { withoutHoles } from './holes.ts';

/** Pieces smaller than this share of a part join a neighbour instead of becoming a part of their own. */
const OWN_SHARE = 0.3;

function middleOf(ring: readonly LngLat[], { plane }: Ground) {
  const points = ring.map(plane.toPlane);
  const mean = (axis: 0 | 1): number => points.reduce((sum, p) => sum + p[axis], 0) / points.length;
  return [mean(0), mean(1)] as const;
}

/** Divides a shape into about `count` shapes of about equal area that fill it exactly; exclaves join what is nearest. */
export function divideShape(shape: Shape, count: number, ground: Ground): Shape[] {
  if (count <= 1) return [ground.nodes.expandShape(shape)];
  const pieces = shape
    .flatMap((polygon) => withoutHoles(polygon, ground.nodes))
    .sort((a, b) => sphereArea(b) - sphereArea(a));
  const total = pieces.reduce((sum, ring) => sum + sphereArea(ring), 0);
  const heads = pieces.filter(
    (ring, i) => i === 0 || (i < count && sphereArea(ring) > (OWN_SHARE * total) / count),
  );
  const shares = apportion(count, heads.map(sphereArea), 1);
  const parts = heads.flatMap((ring, i) => divideRing(ring, at(shares, i), ground).map((part) => [[part]]));
  for (const islet of pieces.slice(heads.length)) {
    const home = middleOf(islet, ground);
    minBy(parts, (part) => distance(middleOf(at(at(part, 0), 0), ground), home)).push([islet]);
  }
  return parts;
}
