import type { LngLat } from '../../../gateway/contract/entities.ts';
import type { Bbox } from '../../../gateway/contract/region.ts';

/** One polygon: outer ring, then holes; GeoJSON positions in degrees WGS-84. */
export type Rings = GeoJSON.Position[][];

/** The polygons of a feature; empty for lines and points. */
export function polygonsOf(geometry: GeoJSON.Geometry): readonly Rings[] {
  if (geometry.type === 'Polygon') return [geometry.coordinates];
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
}

/** The lines of a feature; empty for polygons and points. */
export function linesOf(geometry: GeoJSON.Geometry): readonly GeoJSON.Position[][] {
  if (geometry.type === 'LineString') return [geometry.coordinates];
  return geometry.type === 'MultiLineString' ? geometry.coordinates : [];
}

function ringContains(ring: GeoJSON.Position[], at: LngLat): boolean {
  let inside = false;
  let previous = ring[ring.length - 1];
  for (const point of ring) {
    const [x = 0, y = 0] = point;
    const [px = 0, py = 0] = previous ?? point;
    if (y > at.lat !== py > at.lat && at.lng < ((px - x) * (at.lat - y)) / (py - y) + x) inside = !inside;
    previous = point;
  }
  return inside;
}

/** Even-odd rule over all rings, so holes count as outside. */
export function contains(polygons: readonly Rings[], at: LngLat): boolean {
  return polygons.some((rings) => rings.filter((ring) => ringContains(ring, at)).length % 2 === 1);
}

/** West, south, east, north of polygons. */
export function boundsOf(polygons: readonly Rings[]): Bbox {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lng = 0, lat = 0] of polygons.flat(2)) {
    west = Math.min(west, lng);
    east = Math.max(east, lng);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}
