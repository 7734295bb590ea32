import type { RegionArea } from '../contract/region.ts';
import type { AreaLevel } from '../contract/vocabulary.ts';
import { buildLayerIndex, type LayerIndex, type Polygonal } from './polygons.ts';

/** The area polygons of a region pack; each feature carries its area id as property `code`. Only the county is required. */
export interface RegionPolygons {
  readonly county: FeatureList;
  readonly towns?: FeatureList;
  readonly villages?: FeatureList;
  readonly grids?: FeatureList;
}

/** As much of a GeoJSON FeatureCollection as the index reads. */
export interface FeatureList {
  readonly features: readonly {
    readonly properties: Readonly<Record<string, unknown>> | null;
    readonly geometry: { readonly type: string; readonly coordinates: readonly unknown[] };
  }[];
}

/** Finds the area of a point. Coordinates are WGS-84 degrees. */
export interface RegionIndex {
  /** Id of the smallest area that holds the point; null outside the county. */
  locate(lng: number, lat: number): string | null;
  /** Is the point inside the county? */
  contains(lng: number, lat: number): boolean;
  /** Is this the id of an area of the region? */
  has(areaId: string): boolean;
  /** Level of an area; null when there is none of this id. */
  levelOf(areaId: string): AreaLevel | null;
}

/** Builds the index once; a lookup then tests the few polygons that share the point's cell. */
export function buildRegionIndex(polygons: RegionPolygons, areas: readonly RegionArea[]): RegionIndex {
  const levels = new Map(areas.map(({ id, level }) => [id, level]));
  const county = layerOf(polygons.county);
  const finestFirst: readonly LayerIndex[] = [
    ...[polygons.grids, polygons.villages, polygons.towns]
      .filter((layer) => layer !== undefined)
      .map((layer) => layerOf(layer)),
    county,
  ];
  return {
    locate(lng, lat) {
      if (county.find(lng, lat) === null) return null;
      for (const layer of finestFirst) {
        const found = layer.find(lng, lat);
        if (found !== null) return found;
      }
      return null;
    },
    contains: (lng, lat) => county.find(lng, lat) !== null,
    has: (areaId) => levels.has(areaId),
    levelOf: (areaId) => levels.get(areaId) ?? null,
  };
}

function layerOf(layer: FeatureList): LayerIndex {
  const polygonal = layer.features.flatMap(({ properties, geometry }): Polygonal[] => {
    const code = properties?.code;
    if (typeof code !== 'string') return [];
    if (geometry.type === 'Polygon') return [{ id: code, rings: geometry.coordinates as Polygonal['rings'] }];
    if (geometry.type !== 'MultiPolygon') return [];
    return (geometry.coordinates as Polygonal['rings'][]).map((rings) => ({ id: code, rings }));
  });
  return buildLayerIndex(polygonal);
}
