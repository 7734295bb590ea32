import type { TileInfo } from '../../../gateway/contract/tiles.ts';
import type { Colours, ColourToken } from '../../styles/tokens.ts';
import type { DrawnLayer, RegionGeometry } from '../geo/geometry.ts';
import type { Rings } from '../geo/polygon.ts';
import { tileLayers, tileSources } from './tiles.ts';

/** A style as both engines read it (version 8): no glyphs, no sprite, sources inside. */
export interface BaseStyle {
  readonly version: 8;
  readonly sources: Readonly<Record<string, BaseSource>>;
  readonly layers: readonly BaseLayer[];
}

interface ShapeSource {
  readonly type: 'geojson';
  readonly data: GeoJSON.FeatureCollection;
  readonly tolerance: number;
}

interface RasterTiles {
  readonly type: 'raster';
  /** Addresses by `{z}`, `{x}` and `{y}`, or `url` of an archive. */
  readonly tiles?: readonly string[];
  readonly url?: string;
  readonly tileSize: number;
  readonly minzoom?: number;
  readonly maxzoom?: number;
  readonly bounds?: readonly number[];
}

interface VectorTiles {
  readonly type: 'vector';
  readonly url: string;
}

export type BaseSource = ShapeSource | RasterTiles | VectorTiles;

export interface BaseLayer {
  readonly id: string;
  readonly type: 'background' | 'fill' | 'line' | 'raster';
  readonly source?: string;
  readonly 'source-layer'?: string;
  readonly minzoom?: number;
  readonly filter?: readonly unknown[];
  readonly layout?: Readonly<Record<string, unknown>>;
  readonly paint: Readonly<Record<string, unknown>>;
}

export interface StyleOptions {
  readonly geometry: Pick<RegionGeometry, 'layers' | 'county'>;
  readonly colours: Colours;
  /** Root unit in CSS pixels: lines grow with it, as text does. */
  readonly remPx: number;
  /** Zoom at which the whole county fits: grids appear a little closer. */
  readonly fitZoom: number;
  /** Further grounds over the land and below tint, rivers and roads. */
  readonly tiles?: readonly TileInfo[];
}

const WORLD: GeoJSON.Position[] = [
  [-180, -85],
  [180, -85],
  [180, 85],
  [-180, 85],
  [-180, -85],
];

/** The world but for the region: laid over rivers and roads, so that nothing is drawn of places outside. */
export function outsideOf(county: readonly Rings[]): GeoJSON.FeatureCollection {
  const holes = county.flatMap((rings) => rings.slice(0, 1));
  const geometry: GeoJSON.Polygon = { type: 'Polygon', coordinates: [WORLD, ...holes] };
  return { type: 'FeatureCollection', features: [{ type: 'Feature', properties: {}, geometry }] };
}

/** A line of the ground. `width` is in CSS pixels at a root unit of 16; it grows as the map comes closer. */
export interface GroundLine {
  readonly id: string;
  readonly source: Exclude<DrawnLayer, 'town_points'>;
  readonly colour: ColourToken;
  readonly width: number;
  readonly opacity: number;
  /** Zoom steps closer than the whole county from which it is drawn. */
  readonly fromCloseness: number;
  readonly blur: number;
  /** Only the trunk roads, or only the others. */
  readonly major?: boolean;
}

/** Classes of road that a county is reached by. */
const MAJOR_ROADS: readonly string[] = ['高速', '国道', '省道'];

/** Whether a line draws a feature. */
export function draws({ major }: GroundLine, { properties }: GeoJSON.Feature): boolean {
  return major === undefined || MAJOR_ROADS.includes(String(properties?.class)) === major;
}

const EVERYWHERE = Number.NEGATIVE_INFINITY;
const PLAIN_LINE = { opacity: 1, fromCloseness: EVERYWHERE, blur: 0 };

/** Lines of the ground from below; both base maps and the plain map draw these. */
export const LINES: readonly GroundLine[] = [
  { ...PLAIN_LINE, id: 'grids', source: 'grids', colour: 'map-grid-line', width: 0.8, fromCloseness: 1.2 },
  {
    ...PLAIN_LINE,
    id: 'villages',
    source: 'villages',
    colour: 'map-village-line',
    width: 0.9,
    opacity: 0.75,
  },
  { ...PLAIN_LINE, id: 'rivers', source: 'rivers', colour: 'map-river', width: 1.7 },
  {
    ...PLAIN_LINE,
    id: 'roads-minor',
    source: 'roads',
    colour: 'map-road',
    width: 0.8,
    opacity: 0.5,
    major: false,
  },
  { ...PLAIN_LINE, id: 'roads', source: 'roads', colour: 'map-road', width: 1.5, opacity: 0.85, major: true },
  { ...PLAIN_LINE, id: 'town-lines', source: 'towns', colour: 'map-street-line', width: 1.2 },
  {
    id: 'county-glow',
    source: 'county',
    colour: 'map-county-glow',
    width: 9,
    opacity: 0.4,
    fromCloseness: EVERYWHERE,
    blur: 8,
  },
  { ...PLAIN_LINE, id: 'county-line', source: 'county', colour: 'map-county-edge', width: 1.8 },
];

const WIDENED_AFTER = 4;
const WIDENED_BY = 2.2;

/** Width of a line at a closeness; below the whole county it stays as it is. */
export function lineWidth(width: number, closeness: number): number {
  const share = Math.min(1, Math.max(0, closeness / WIDENED_AFTER));
  return width * (1 + share * (WIDENED_BY - 1));
}

const PIXELS_AT_16 = 16;

const ROUND = { 'line-cap': 'round', 'line-join': 'round' };
const POLYGONS = ['==', '$type', 'Polygon'];

function townTones(colours: Colours): readonly unknown[] {
  const tones = [0, 1, 2, 3].flatMap((tone) => [tone, colours[`map-land-${(tone + 1) as 1 | 2 | 3 | 4}`]]);
  return ['match', ['get', 'tone'], ...tones, colours['map-land-1']];
}

function lineLayer(line: GroundLine, { colours, remPx, fitZoom }: StyleOptions): BaseLayer {
  const px = remPx / PIXELS_AT_16;
  const widths = [0, WIDENED_AFTER].flatMap((step) => [fitZoom + step, lineWidth(line.width, step) * px]);
  return {
    id: line.id,
    type: 'line',
    source: line.source,
    ...(line.fromCloseness > 0 ? { minzoom: fitZoom + line.fromCloseness } : {}),
    ...(line.major === undefined ? {} : { filter: [line.major ? 'in' : '!in', 'class', ...MAJOR_ROADS] }),
    layout: ROUND,
    paint: {
      'line-color': colours[line.colour],
      'line-width': ['interpolate', ['linear'], ['zoom'], ...widths],
      'line-opacity': line.opacity,
      'line-blur': line.blur * px,
    },
  };
}

/** A fill whose edge lies under a line: smoothing the edge would draw every outline once more. */
function flat(colour: unknown): Readonly<Record<string, unknown>> {
  return { 'fill-color': colour, 'fill-antialias': false };
}

function groundLayers({ colours, tiles = [] }: StyleOptions): BaseLayer[] {
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': colours.ground } },
    { id: 'county', type: 'fill', source: 'county', paint: flat(colours['map-land-1']) },
    { id: 'towns', type: 'fill', source: 'towns', paint: flat(townTones(colours)) },
    ...tileLayers(tiles, colours),
    {
      id: 'waters',
      type: 'fill',
      source: 'rivers',
      filter: POLYGONS,
      paint: { 'fill-color': colours['map-river'] },
    },
  ];
}

/**
 * The ground as both engines draw it, from below: streets in four close tones, faint village lines,
 * rivers, roads, street lines, bright county edge. Layers whose source the pack does not have are left out.
 */
export function buildStyle(options: StyleOptions): BaseStyle {
  const { geometry, colours } = options;
  const sources: Record<string, BaseSource> = { ...tileSources(options.tiles ?? []) };
  for (const [name, data] of Object.entries({ ...geometry.layers, outside: outsideOf(geometry.county) }))
    if (data && name !== 'town_points') sources[name] = { type: 'geojson', data, tolerance: 0.2 };
  const lines = LINES.map((line) => lineLayer(line, options));
  const edges = lines.splice(lines.findIndex(({ source }) => source === 'county'));
  const outside: BaseLayer = {
    id: 'outside',
    type: 'fill',
    source: 'outside',
    paint: flat(colours.ground),
  };
  const layers = [...groundLayers(options), ...lines, outside, ...edges].filter(
    ({ source }) => source === undefined || sources[source],
  );
  return { version: 8, sources, layers };
}
