import { expect, test } from 'vitest';
import type { TileInfo } from '../../../../../gateway/contract/tiles.ts';
import { buildStyle } from '../../../../../screen/map/base/style.ts';
import { canDraw, tileLayers, tileNameOf, tileSources } from '../../../../../screen/map/base/tiles.ts';
import { collection, colours, geometry, square } from '../support.ts';

const service: TileInfo = {
  name: 'vec',
  kind: 'raster',
  attribution: '天地图',
  minZoom: 1,
  maxZoom: 17,
  opacity: 0.8,
  onDark: 'invert',
  bounds: null,
  url: 'http://wall/v1/tiles/vec/{z}/{x}/{y}',
  tileSize: 256,
  layers: null,
};
const archive: TileInfo = { ...service, name: 'county', kind: 'pmtiles', url: 'http://wall/v1/tiles/county' };
const roads = { layer: 'roads', look: 'road' as const, minZoom: 5 };
const paintOf = (ground: string) => tileLayers([service], { ...colours, ground })[0]?.paint;

test('a service is raster tiles, an archive is read by its own protocol', () => {
  expect(tileSources([service, archive])).toEqual({
    'tiles-vec': { type: 'raster', tiles: [service.url], tileSize: 256, minzoom: 1, maxzoom: 17 },
    'tiles-county': { type: 'raster', url: `pmtiles://${archive.url}`, tileSize: 256 },
  });
  expect(tileSources([{ ...archive, layers: [roads] }])['tiles-county']).toEqual({
    type: 'vector',
    url: `pmtiles://${archive.url}`,
  });
});

test('a bright service is turned over on a dark wall and left as it is on a light one', () => {
  expect(paintOf('#060d18')).toHaveProperty('raster-brightness-max', 0.06);
  expect(paintOf('#e4ebf3')).not.toHaveProperty('raster-brightness-max');
});

test('layers of a vector archive are drawn in the colours of the wall', () => {
  expect(tileLayers([{ ...archive, layers: [roads] }], colours)).toEqual([
    {
      id: 'tiles-county-0',
      type: 'line',
      source: 'tiles-county',
      'source-layer': 'roads',
      minzoom: 5,
      paint: { 'line-color': colours['map-road'], 'line-opacity': 0.85 * 0.8 },
    },
  ]);
});

test('tiles lie over the land and under tint, rivers and roads; nothing of them shows outside the county', () => {
  const town = collection(square(100, 25, 0.5), { code: '1001', tone: 2 });
  const ids = buildStyle({
    geometry: geometry({ towns: town, villages: town, rivers: town }),
    colours,
    remPx: 16,
    fitZoom: 9,
    tiles: [service],
  }).layers.map(({ id }) => id);
  const at = (id: string) => ids.indexOf(id);
  expect(at('towns') < at('tiles-vec') && at('tiles-vec') < at('villages')).toBe(true);
  expect(at('tiles-vec')).toBeLessThan(at('outside'));
});

test('an archive is for maplibre alone', () => {
  expect([canDraw('maplibre', archive), canDraw('mapbox', archive), canDraw('mapbox', service)]).toEqual([
    true,
    false,
    true,
  ]);
});

test('an engine speaks of tiles by the name of their source', () => {
  expect([tileNameOf('tiles-vec'), tileNameOf('villages'), tileNameOf(undefined)]).toEqual([
    'vec',
    null,
    null,
  ]);
});
