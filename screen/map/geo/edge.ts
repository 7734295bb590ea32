import type { LngLat } from '../../../gateway/contract/entities.ts';
import type { Rings } from './polygon.ts';

/**
 * The point of an outline that is nearest to a place; null where there is no outline. On a flat map of the place's own
 * latitude: a county is small enough.
 */
export function nearestOnOutline(outline: readonly Rings[], at: LngLat): LngLat | null {
  const squeeze = Math.cos((at.lat * Math.PI) / 180);
  let nearest: LngLat | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const ring of outline.flat()) {
    for (const [index, end] of ring.entries()) {
      const start = ring[index - 1];
      if (start === undefined) continue;
      const point = nearestOnEdge(start, end, { at, squeeze });
      const distance = Math.hypot((point.lng - at.lng) * squeeze, point.lat - at.lat);
      if (distance < least) [nearest, least] = [point, distance];
    }
  }
  return nearest;
}

function nearestOnEdge(
  [x1 = 0, y1 = 0]: GeoJSON.Position,
  [x2 = 0, y2 = 0]: GeoJSON.Position,
  { at, squeeze }: { readonly at: LngLat; readonly squeeze: number },
): LngLat {
  const [dx, dy] = [(x2 - x1) * squeeze, y2 - y1];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((at.lng - x1) * squeeze * dx + (at.lat - y1) * dy) / length;
  const share = Math.min(1, Math.max(0, along));
  return { lng: x1 + share * (x2 - x1), lat: y1 + share * (y2 - y1) };
}
