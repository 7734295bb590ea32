import type { LngLat } from '../../../gateway/contract/entities.ts';

/** A standing place of the region pack: a station, a camera. */
export interface Site {
  readonly id: string;
  readonly name: string;
  readonly at: LngLat;
}

/** The points of a layer that have an id or name; other shapes are left out. */
export function sitesOf(collection: GeoJSON.FeatureCollection | null): readonly Site[] {
  return (collection?.features ?? []).flatMap(({ geometry, properties, id: own }, index) => {
    if (geometry.type !== 'Point') return [];
    const [lng, lat] = geometry.coordinates;
    if (lng === undefined || lat === undefined) return [];
    const id = String(properties?.id ?? own ?? index);
    return [{ id, name: String(properties?.name ?? ''), at: { lng, lat } }];
  });
}
