import type { Bbox } from '../../../../gateway/contract/region.ts';
import type { LngLat, Plane, Pt } from '../plane.ts';
import { deepPoint, shapeBounds } from './geometry.ts';
import type { ImportedArea } from './model.ts';

/** Width and height of the inset's ground in km, and the greatest share of the county's width it may take. */
const WINDOW = { wide: 12, aspect: 4 / 3, share: 0.4 } as const;
/** A town is where villages lie this many times as close as on average, and at least so many. */
const DENSE = { times: 3, least: 5 } as const;

function within([x, y]: Pt, [cx, cy]: Pt, wide: number): boolean {
  return Math.abs(x - cx) <= wide / 2 && Math.abs(y - cy) <= wide / WINDOW.aspect / 2;
}

/**
 * The rectangle with the most villages (or streets), as one km² of town has many and one of open country few; null when
 * nowhere is clearly denser than the rest. Generated areas say nothing about where people live and are not counted.
 */
export function urbanRectangle(
  county: ImportedArea,
  areas: readonly ImportedArea[],
  plane: Plane,
): { box: Bbox; center: LngLat } | null {
  const places = areas
    .filter(({ generated }) => !generated)
    .map(({ shape }) => plane.toPlane(deepPoint(shape, plane)));
  const [west, south, east, north] = shapeBounds(county.shape);
  const [low, high] = [plane.toPlane([west, south]), plane.toPlane([east, north])];
  const size: Pt = [high[0] - low[0], high[1] - low[1]];
  const wide = Math.min(WINDOW.wide, WINDOW.share * size[0], WINDOW.share * size[1] * WINDOW.aspect);
  const count = (center: Pt): number => places.filter((p) => within(p, center, wide)).length;
  const [first] = places;
  if (first === undefined) return null;
  const densest = places.reduce((a, b) => (count(b) > count(a) ? b : a), first);
  const own = places.filter((p) => within(p, densest, wide));
  const usual = (places.length * wide * (wide / WINDOW.aspect)) / (size[0] * size[1]);
  if (own.length < DENSE.least || own.length < DENSE.times * usual) return null;
  const mean = (axis: 0 | 1): number => own.reduce((sum, p) => sum + p[axis], 0) / own.length;
  const [x, y] = [mean(0), mean(1)];
  const half: Pt = [wide / 2, wide / WINDOW.aspect / 2];
  const box: Bbox = [
    ...plane.toLngLat([x - half[0], y - half[1]]),
    ...plane.toLngLat([x + half[0], y + half[1]]),
  ];
  return { box, center: plane.toLngLat([x, y]) };
}
