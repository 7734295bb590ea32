import type { LngLat } from '../../../gateway/contract/entities.ts';
import type { RegionInfo, RegionLayer } from '../../../gateway/contract/region.ts';
import { boundsOf, polygonsOf, type Rings } from './polygon.ts';
import { type Site, sitesOf } from './sites.ts';
import { TONES, tonesOf } from './tones.ts';

/** Layers that the map draws; the others are read by whoever needs them. */
const DRAWN_LAYERS = ['county', 'towns', 'villages', 'grids', 'rivers', 'roads', 'town_points'] as const;
export type DrawnLayer = (typeof DRAWN_LAYERS)[number];

/** A street, village or grid as the map needs it. */
export interface AreaShape {
  readonly id: string;
  readonly name: string;
  readonly label: LngLat;
  readonly polygons: readonly Rings[];
}

/** Everything the map draws of the region; a layer that the pack does not have is null. */
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

/** A layer that the region names cannot be had now, or is not what it should be. */
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

/**
 * Loads the layers that the region has, its areas named as the region names them.
 * @throws UnreadLayer if one that it names cannot be read
 */
export async function loadGeometry(
  { layers: urls, areas }: Pick<RegionInfo, 'layers' | 'areas'>,
  read: ReadJson = fetchJson,
): Promise<RegionGeometry> {
  const load = async (layer: RegionLayer): Promise<GeoJSON.FeatureCollection | null> => {
    const url = urls[layer];
    if (url === undefined) return null;
    return readLayer(url, read).catch((cause: unknown) => {
      throw new UnreadLayer(layer, cause);
    });
  };
  const [resources, cameras] = await Promise.all([load('resources'), load('cameras')]);
  const loaded = await Promise.all(DRAWN_LAYERS.map(async (layer) => [layer, await load(layer)] as const));
  const layers = Object.fromEntries(loaded) as Record<DrawnLayer, GeoJSON.FeatureCollection | null>;
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
    resources: sitesOf(resources),
    cameras: sitesOf(cameras),
    areas: new Map([...towns, ...villages].map((shape) => [shape.id, shape])),
  };
}
