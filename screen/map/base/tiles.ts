import type { TileInfo } from '../../../gateway/contract/tiles.ts';
import type { Colours, ColourToken } from '../../styles/tokens.ts';
import type { BasemapEngine } from './port.ts';
import type { BaseLayer, BaseSource } from './style.ts';

/** Before the name of a source of tiles in a style. */
const PREFIX = 'tiles-';

/** Name of the tile source of which an engine speaks; null for the ground's own. */
export function tileNameOf(sourceId: string | undefined): string | null {
  return sourceId?.startsWith(PREFIX) ? sourceId.slice(PREFIX.length) : null;
}

/** Whether an engine can draw a source: PMTiles needs a protocol of one's own, which mapbox-gl 1.13 does not have. */
export function canDraw(engine: BasemapEngine, { kind }: Pick<TileInfo, 'kind'>): boolean {
  return kind === 'raster' || engine === 'maplibre';
}

/** The style's sources of tiles. `url` of each must be absolute: engines read tiles in a worker. */
export function tileSources(tiles: readonly TileInfo[]): Readonly<Record<string, BaseSource>> {
  return Object.fromEntries(tiles.map((tile) => [PREFIX + tile.name, sourceOf(tile)]));
}

function sourceOf({ kind, url, tileSize, minZoom, maxZoom, bounds, layers }: TileInfo): BaseSource {
  if (kind === 'pmtiles')
    return layers
      ? { type: 'vector', url: `pmtiles://${url}` }
      : { type: 'raster', url: `pmtiles://${url}`, tileSize };
  return {
    type: 'raster',
    tiles: [url],
    tileSize,
    minzoom: minZoom,
    maxzoom: maxZoom,
    ...(bounds ? { bounds: [...bounds] } : {}),
  };
}

function isDark(colour: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return red * 0.3 + green * 0.59 + blue * 0.11 < 128;
}

/** A bright map service on a dark wall: dimmed, or turned over with its hues kept. */
const ON_DARK: Readonly<Record<TileInfo['onDark'], Readonly<Record<string, number>>>> = {
  asIs: {},
  dim: { 'raster-brightness-max': 0.5, 'raster-saturation': -0.35 },
  invert: {
    'raster-brightness-min': 0.9,
    'raster-brightness-max': 0.06,
    'raster-hue-rotate': 180,
    'raster-saturation': -0.4,
  },
};

type Look = NonNullable<TileInfo['layers']>[number]['look'];

const LOOKS: Readonly<
  Record<Look, { readonly type: 'fill' | 'line'; readonly colour: ColourToken; readonly opacity: number }>
> = {
  road: { type: 'line', colour: 'map-road', opacity: 0.85 },
  water: { type: 'fill', colour: 'map-river', opacity: 1 },
  green: { type: 'fill', colour: 'map-land-4', opacity: 1 },
  building: { type: 'fill', colour: 'map-street-line', opacity: 0.35 },
  border: { type: 'line', colour: 'map-street-line', opacity: 1 },
};

function vectorLayers(tile: TileInfo, colours: Colours): BaseLayer[] {
  return (tile.layers ?? []).map(({ layer, look, minZoom }, index): BaseLayer => {
    const { type, colour, opacity } = LOOKS[look];
    return {
      id: `${PREFIX}${tile.name}-${index}`,
      type,
      source: PREFIX + tile.name,
      'source-layer': layer,
      minzoom: Math.max(minZoom, tile.minZoom),
      paint: { [`${type}-color`]: colours[colour], [`${type}-opacity`]: opacity * tile.opacity },
    };
  });
}

/** The style's layers of tiles, from below. */
export function tileLayers(tiles: readonly TileInfo[], colours: Colours): BaseLayer[] {
  return tiles.flatMap((tile): BaseLayer[] => {
    if (tile.layers) return vectorLayers(tile, colours);
    const toned = isDark(colours.ground) ? ON_DARK[tile.onDark] : {};
    return [
      {
        id: PREFIX + tile.name,
        type: 'raster',
        source: PREFIX + tile.name,
        paint: { 'raster-opacity': tile.opacity, 'raster-fade-duration': 0, ...toned },
      },
    ];
  });
}
