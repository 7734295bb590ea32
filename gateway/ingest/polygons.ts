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

interface Boxed extends Polygonal {
  readonly box: Box;
}

/** Cells per side: 540 grids of a county leave about one to four candidates in a cell. */
const CELLS = 64;

/** A uniform grid of cells over the layer's bounds; each cell lists the polygons whose box touches it. */
export function buildLayerIndex(polygons: readonly Polygonal[]): LayerIndex {
  const boxed = polygons.map((polygon): Boxed => ({ ...polygon, box: boxOf(polygon.rings[0] ?? []) }));
  const bounds = union(boxed.map(({ box }) => box));
  const column = (lng: number) => cell(lng, bounds.west, bounds.east);
  const row = (lat: number) => cell(lat, bounds.south, bounds.north);
  const cells = new Map<number, Boxed[]>();
  for (const polygon of boxed) {
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
      return (
        candidates.find(({ box, rings }) => within(box, lng, lat) && insideOf(rings, lng, lat))?.id ?? null
      );
    },
  };
}

function cell(value: number, from: number, to: number): number {
  const share = to > from ? (value - from) / (to - from) : 0;
  return Math.min(CELLS - 1, Math.floor(share * CELLS));
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
function insideOf(rings: readonly Ring[], lng: number, lat: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      if (crosses(ring[i], ring[j], lng, lat)) inside = !inside;
    }
  }
  return inside;
}

type Vertex = readonly [number, number] | undefined;

/** Does a ray from the point to the east cross the edge a–b? */
function crosses(a: Vertex, b: Vertex, lng: number, lat: number): boolean {
  if (a === undefined || b === undefined || a[1] > lat === b[1] > lat) return false;
  return lng < ((b[0] - a[0]) * (lat - a[1])) / (b[1] - a[1]) + a[0];
}
