import type { Installation } from '../../config/runtime/installation.ts';
import type { LngLat } from '../contract/entities.ts';

type Pair = readonly [lng: number, lat: number];

/**
 * The middle of an area's bounds: stands for the place of whatever is told by its area alone. Null for an area that the
 * region pack draws no polygon of.
 */
export function areaMiddles({ pack }: Pick<Installation, 'pack'>): (areaId: string) => LngLat | null {
  const { towns, villages, grids } = pack.polygons;
  const features = [towns, villages, grids].flatMap((layer) => layer?.features ?? []);
  return (areaId) => {
    const pairs = features
      .filter(({ properties }) => properties?.code === areaId)
      .flatMap(({ geometry }) => pairsIn(geometry.coordinates));
    if (pairs.length === 0) return null;
    return { lng: middleOf(pairs.map(([lng]) => lng)), lat: middleOf(pairs.map(([, lat]) => lat)) };
  };
}

/** All positions in the nested lists of a geometry. */
function pairsIn(coordinates: readonly unknown[]): Pair[] {
  const [lng, lat] = coordinates;
  if (typeof lng === 'number' && typeof lat === 'number') return [[lng, lat]];
  return coordinates.flatMap((each) => (Array.isArray(each) ? pairsIn(each) : []));
}

function middleOf(values: readonly number[]): number {
  const [least, most] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  return (least + most) / 2;
}
