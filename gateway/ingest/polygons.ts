import type { LngLat } from '../contract/entities.ts';

type Ring = readonly (readonly [number, number])[];

/** One polygon of an area: outer ring, then holes. An area of several polygons comes once for each. */
export interface Polygonal {
  readonly id: string;
  readonly rings: readonly Ring[];
}

export interface LayerIndex {
  /** Id of the first polygon that holds the point, or null. */
  find(lng: number, lat: number): string | null;
}

interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

interface Indexed {
  readonly id: string;
  readonly box: Box;
  /** Edges by the bands of latitude that they touch, south to north: lng, lat, lng, lat of each. */
  readonly bands: readonly (readonly number[])[];
}

/** Cells per side: 540 grids of a county leave about one to four candidates in a cell. */
const CELLS = 64;
/** Vertices of a polygon for each of its bands, and its most bands: a lookup tests a dozen edges of a thousand. */
const BAND_VERTICES = 8;
const BANDS = 128;

/** A uniform grid of cells over the layer's bounds; each cell lists the polygons whose box touches it. */
export function buildLayerIndex(polygons: readonly Polygonal[]): LayerIndex {
  const indexed = polygons.map(indexedOf);
  const bounds = union(indexed.map(({ box }) => box));
  const column = (lng: number) => cell(lng, bounds.west, bounds.east);
  const row = (lat: number) => cell(lat, bounds.south, bounds.north);
  const cells = new Map<number, Indexed[]>();
  for (const polygon of indexed) {
    const { west, south, east, north } = polygon.box;
    for (let y = row(south); y <= row(north); y += 1) {
      for (let x = column(west); x <= column(east); x += 1) {
        const key = y * CELLS + x;
        cells.set(key, [...(cells.get(key) ?? []), polygon]);
      }
    }
  }
  return {
    find(lng, lat) {
      if (!within(bounds, lng, lat)) return null;
      const candidates = cells.get(row(lat) * CELLS + column(lng)) ?? [];
      return candidates.find((polygon) => holds(polygon, { lng, lat }))?.id ?? null;
    },
  };
}

function indexedOf({ id, rings }: Polygonal): Indexed {
  const box = boxOf(rings[0] ?? []);
  const vertices = rings.reduce((sum, { length }) => sum + length, 0);
  const bands = Array.from({ length: bandsFor(vertices) }, (): number[] => []);
  for (const ring of rings) {
    for (const [i, [lng, lat]] of ring.entries()) {
      const [lngBefore, latBefore] = ring.at(i - 1) ?? [lng, lat];
      const last = cell(Math.max(lat, latBefore), box.south, box.north, bands.length);
      for (let at = cell(Math.min(lat, latBefore), box.south, box.north, bands.length); at <= last; at += 1) {
        bands[at]?.push(lng, lat, lngBefore, latBefore);
      }
    }
  }
  return { id, box, bands };
}

function bandsFor(vertices: number): number {
  return Math.min(BANDS, Math.ceil(vertices / BAND_VERTICES));
}

/** Which of `count` equal parts a value is in; what lies outside counts to the first or last. */
function cell(value: number, from: number, to: number, count = CELLS): number {
  const share = to > from ? (value - from) / (to - from) : 0;
  return Math.max(0, Math.min(count - 1, Math.floor(share * count)));
}

function within(box: Box, lng: number, lat: number): boolean {
  return lng >= box.west && lng <= box.east && lat >= box.south && lat <= box.north;
}

function boxOf(ring: Ring): Box {
  return ring.reduce(
    (box, [lng, lat]) => ({
      west: Math.min(box.west, lng),
      south: Math.min(box.south, lat),
      east: Math.max(box.east, lng),
      north: Math.max(box.north, lat),
    }),
    { west: Number.POSITIVE_INFINITY, south: Number.POSITIVE_INFINITY, east: -180, north: -90 },
  );
}

function union(boxes: readonly Box[]): Box {
  return boxOf(
    boxes.flatMap(
      ({ west, south, east, north }): Ring => [
        [west, south],
        [east, north],
      ],
    ),
  );
}

/** Even–odd rule over all rings: a hole turns the inside out. A point on a shared border belongs to one side only. */
function holds({ box, bands }: Indexed, point: LngLat): boolean {
  if (!within(box, point.lng, point.lat)) return false;
  const edges = bands[cell(point.lat, box.south, box.north, bands.length)] ?? [];
  let inside = false;
  for (let at = 0; at < edges.length; at += 4) if (crosses(edges, at, point)) inside = !inside;
  return inside;
}

/** Does a ray from the point to the east cross the edge at `at`? */
function crosses(edges: readonly number[], at: number, { lng, lat }: LngLat): boolean {
  const latA = edges[at + 1] as number;
  const latB = edges[at + 3] as number;
  if (latA > lat === latB > lat) return false;
  const lngA = edges[at] as number;
  const lngB = edges[at + 2] as number;
  return lng < ((lngB - lngA) * (lat - latA)) / (latB - latA) + lngA;
}
