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

/** Latitudes at which a polygon is cut up: names ask of thousands of points whether they lie in the county. */
const BANDS = 64;

/** The edges of a polygon by the bands of latitude that they touch: x, y of one end, then of the other, edge after edge. */
interface Banded {
  readonly south: number;
  readonly north: number;
  readonly edges: readonly (readonly number[])[];
}

const banded = new WeakMap<Rings, Banded>();

function bandAt({ south, north }: Omit<Banded, 'edges'>, lat: number): number {
  return Math.min(BANDS - 1, Math.floor(((lat - south) / (north - south)) * BANDS));
}

function bandsOf(rings: Rings): Banded {
  const known = banded.get(rings);
  if (known !== undefined) return known;
  const [, south, , north] = boundsOf([rings]);
  const edges = Array.from({ length: BANDS }, (): number[] => []);
  for (const ring of rings) {
    let [px = 0, py = 0] = ring[ring.length - 1] ?? [];
    for (const [x = 0, y = 0] of ring) {
      const last = bandAt({ south, north }, Math.max(y, py));
      // A level edge is crossed by no line of latitude.
      for (let band = bandAt({ south, north }, Math.min(y, py)); y !== py && band <= last; band += 1)
        edges[band]?.push(x, y, px, py);
      [px, py] = [x, y];
    }
  }
  const made = { south, north, edges };
  banded.set(rings, made);
  return made;
}

function polygonContains(rings: Rings, { lng, lat }: LngLat): boolean {
  const bands = bandsOf(rings);
  if (!(lat >= bands.south && lat <= bands.north)) return false;
  const edges = bands.edges[bandAt(bands, lat)] ?? [];
  let inside = false;
  for (let at = 0; at < edges.length; at += 4) {
    const [y = 0, py = 0] = [edges[at + 1], edges[at + 3]];
    if (y > lat === py > lat) continue;
    const [x = 0, px = 0] = [edges[at], edges[at + 2]];
    if (lng < ((px - x) * (lat - y)) / (py - y) + x) inside = !inside;
  }
  return inside;
}

/** Even-odd rule over all rings, so holes count as outside. */
export function contains(polygons: readonly Rings[], at: LngLat): boolean {
  return polygons.some((rings) => polygonContains(rings, at));
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
