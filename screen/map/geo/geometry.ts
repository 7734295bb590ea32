import type { LngLat } from '../../../gateway/contract/entities.ts';
import type { RegionInfo, RegionLayer } from '../../../gateway/contract/region.ts';
import { boundsOf, polygonsOf, type Rings } from './polygon.ts';
import { type Site, sitesOf } from './sites.ts';
import { TONES, tonesOf } from './tones.ts';

/** Layers that the map draws; the others are read by whoever needs them. */
const DRAWN_LAYERS = ['county', 'towns', 'villages', 'grids', 'rivers', 'roads', 'town_points'] as const;
export type DrawnLayer = (typeof DRAWN_LAYERS)[number];

/** Layers that the map reads: those and its standing places. */
const READ_LAYERS = [...DRAWN_LAYERS, 'resources', 'cameras'] as const;
type ReadLayer = (typeof READ_LAYERS)[number];

/** Layers of a region as they were read. */
export type RegionFiles = Readonly<Partial<Record<ReadLayer, GeoJSON.FeatureCollection>>>;

/** So long after the outline of the region the map waits for every other layer: one that never answers holds nothing up. */
const LATE_MS = 10_000;

/** A street, village or grid as the map needs it. */
export interface AreaShape {
  readonly id: string;
  readonly name: string;
  readonly label: LngLat;
  readonly polygons: readonly Rings[];
}

/** Everything the map draws of the region; a layer that the pack does not have, or that cannot be read now, is null. */
export interface RegionGeometry {
  readonly layers: Readonly<Record<DrawnLayer, GeoJSON.FeatureCollection | null>>;
  /** Outline of the whole region. */
  readonly county: readonly Rings[];
  readonly towns: readonly AreaShape[];
  readonly villages: readonly AreaShape[];
  readonly grids: readonly Pick<AreaShape, 'id' | 'label'>[];
  readonly resources: readonly Site[];
  readonly cameras: readonly Site[];
  /** Streets and villages by id: where a mark may stand that must not tell a door. */
  readonly areas: ReadonlyMap<string, AreaShape>;
}

/** Reads one GeoJSON file by its URL; the page's own `fetch` unless a test says otherwise. */
export type ReadJson = (url: string) => Promise<unknown>;

const PAUSES_MS = [500, 2_000, 5_000];

/** Fetches JSON from the page's own origin; three more tries, because a gateway may just be restarting. */
export async function fetchJson(url: string): Promise<unknown> {
  for (const pauseMs of [...PAUSES_MS, null]) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return response.json();
    if (pauseMs === null) break;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  throw new Error(`${url} could not be read; is the gateway running and the pack complete?`);
}

/** A layer without which there is no map cannot be had now, or is not what it should be. */
export class UnreadLayer extends Error {
  readonly layer: RegionLayer;

  constructor(layer: RegionLayer, cause: unknown) {
    super(`The region layer ${layer} is missing: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
    this.layer = layer;
  }
}

async function readLayer(url: string, read: ReadJson): Promise<GeoJSON.FeatureCollection> {
  const value = await read(url);
  if (!isCollection(value)) throw new Error(`${url} is no GeoJSON FeatureCollection; export it again.`);
  return value;
}

function isCollection(value: unknown): value is GeoJSON.FeatureCollection {
  return typeof value === 'object' && value !== null && 'features' in value && Array.isArray(value.features);
}

function text(feature: GeoJSON.Feature, key: string): string {
  const value: unknown = feature.properties?.[key];
  return value === undefined || value === null ? '' : String(value);
}

function pointOf(value: unknown): LngLat | null {
  if (!Array.isArray(value)) return null;
  const [lng, lat]: unknown[] = value;
  return typeof lng === 'number' && typeof lat === 'number' ? { lng, lat } : null;
}

function seats(points: GeoJSON.FeatureCollection | null): Map<string, LngLat> {
  const found = new Map<string, LngLat>();
  for (const feature of points?.features ?? []) {
    const at = feature.geometry.type === 'Point' ? pointOf(feature.geometry.coordinates) : null;
    if (at) found.set(text(feature, 'code'), at);
  }
  return found;
}

type Names = ReadonlyMap<string, string>;

function shapeOf(feature: GeoJSON.Feature, names: Names, seat?: LngLat): AreaShape {
  const polygons = polygonsOf(feature.geometry);
  const [west, south, east, north] = boundsOf(polygons);
  const middle = { lng: (west + east) / 2, lat: (south + north) / 2 };
  const id = text(feature, 'code');
  return {
    id,
    name: names.get(id) ?? text(feature, 'name'),
    label: seat ?? pointOf(feature.properties?.label) ?? middle,
    polygons,
  };
}

/** Marks each street with one of the four ground tones, neighbours apart, as property `tone`. */
function withTones(towns: GeoJSON.FeatureCollection): GeoJSON.FeatureCollection {
  const tones = tonesOf(towns.features.map((feature) => polygonsOf(feature.geometry)));
  const features = towns.features.map((feature, index) => ({
    ...feature,
    properties: { ...feature.properties, tone: (tones[index] ?? index) % TONES },
  }));
  return { ...towns, features };
}

/** What reading one layer came to: null where it cannot be had, or not in time. */
async function readOrNull(
  layer: ReadLayer,
  url: string,
  read: ReadJson,
): Promise<GeoJSON.FeatureCollection | null> {
  if (layer === 'county') return readLayer(url, read);
  return readLayer(url, read).catch(() => null);
}

/** The same, or null once the time is up that begins with `start`. */
async function inTime<T>(reading: Promise<T | null>, start: Promise<unknown>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    start.then(
      () => {
        timer = setTimeout(() => resolve(null), LATE_MS);
      },
      () => resolve(null),
    );
  });
  return Promise.race([reading, late]).finally(() => clearTimeout(timer));
}

/** Layers that the region names, the map draws and nobody could read. */
export function lackingOf(urls: RegionInfo['layers'], files: RegionFiles): readonly RegionLayer[] {
  return READ_LAYERS.filter((layer) => urls[layer] !== undefined && files[layer] === undefined);
}

/**
 * Reads the layers that the region names and the map draws. Only its outline must be there (decisions D15): another layer
 * that cannot be had is left out, so that it takes no mark away.
 * @param had what was read before, and is not read again
 * @throws UnreadLayer if the outline cannot be read
 */
export async function readFiles(
  urls: RegionInfo['layers'],
  read: ReadJson = fetchJson,
  had: RegionFiles = {},
): Promise<RegionFiles> {
  const lacking = READ_LAYERS.filter((layer) => urls[layer] !== undefined && had[layer] === undefined);
  const readings = new Map(lacking.map((layer) => [layer, readOrNull(layer, urls[layer] ?? '', read)]));
  const outline = (readings.get('county') ?? Promise.resolve(null)).catch((cause: unknown) => {
    throw new UnreadLayer('county', cause);
  });
  const others = [...readings].filter(([layer]) => layer !== 'county');
  const found = await Promise.all([
    outline.then((file) => ['county', file] as const),
    ...others.map(async ([layer, reading]) => [layer, await inTime(reading, outline)] as const),
  ]);
  return { ...had, ...Object.fromEntries(found.filter(([, file]) => file !== null)) };
}

/** The shapes of what was read, its areas named as the region names them. */
export function shapesOf({ areas }: Pick<RegionInfo, 'areas'>, files: RegionFiles): RegionGeometry {
  const layers = Object.fromEntries(DRAWN_LAYERS.map((layer) => [layer, files[layer] ?? null])) as Record<
    DrawnLayer,
    GeoJSON.FeatureCollection | null
  >;
  if (layers.towns) layers.towns = withTones(layers.towns);
  const seatOf = seats(layers.town_points);
  const names = new Map(areas.map(({ id, name }) => [id, name]));
  const towns = (layers.towns?.features ?? []).map((town) =>
    shapeOf(town, names, seatOf.get(text(town, 'code'))),
  );
  const shapes = (name: 'villages' | 'grids') =>
    (layers[name]?.features ?? []).map((area) => shapeOf(area, names));
  const villages = shapes('villages');
  const county = (layers.county?.features ?? []).flatMap((feature) => polygonsOf(feature.geometry));
  return {
    layers,
    county,
    towns,
    villages,
    grids: shapes('grids'),
    resources: sitesOf(files.resources ?? null),
    cameras: sitesOf(files.cameras ?? null),
    areas: new Map([...towns, ...villages].map((shape) => [shape.id, shape])),
  };
}

/**
 * The shapes of a region with the layers that can be read now.
 * @throws UnreadLayer if its outline cannot
 */
export async function loadGeometry(
  region: Pick<RegionInfo, 'layers' | 'areas'>,
  read: ReadJson = fetchJson,
): Promise<RegionGeometry> {
  return shapesOf(region, await readFiles(region.layers, read));
}
