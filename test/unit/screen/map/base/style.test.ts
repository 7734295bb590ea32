import { expect, test } from 'vitest';
import { type BaseStyle, buildStyle, lineWidth } from '../../../../../screen/map/base/style.ts';
import { collection, colours, geometry, square } from '../support.ts';

const town = collection(square(100, 25, 0.5), { code: '1001', tone: 2 });

function style(layers: Parameters<typeof geometry>[0] = {}): BaseStyle {
  return buildStyle({ geometry: geometry(layers), colours, remPx: 16, fitZoom: 9 });
}

function missing({ layers, sources }: BaseStyle): readonly string[] {
  return layers.filter(({ source }) => source !== undefined && !sources[source]).map(({ id }) => id);
}

test('a region of a county alone has a complete style', () => {
  const built = style();
  expect(missing(built)).toEqual([]);
  expect(Object.keys(built.sources).sort()).toEqual(['county', 'outside']);
  expect(built.layers.map(({ id }) => id)).toEqual([
    'ground',
    'county',
    'outside',
    'county-glow',
    'county-line',
  ]);
});

test('a full region is drawn from the ground up, its edge last', () => {
  const built = style({ towns: town, villages: town, grids: town, rivers: town, roads: town });
  const ids = built.layers.map(({ id }) => id);
  expect(missing(built)).toEqual([]);
  expect(ids.at(-1)).toBe('county-line');
  expect(ids.indexOf('towns')).toBeLessThan(ids.indexOf('rivers'));
  expect(ids.indexOf('roads')).toBeLessThan(ids.indexOf('outside'));
});

test('grids appear only closer than the whole county', () => {
  const grids = style({ grids: town }).layers.find(({ id }) => id === 'grids');
  expect(grids?.minzoom).toBeGreaterThan(9);
});

test('neither glyphs nor sprites nor addresses are asked for', () => {
  const text = JSON.stringify(style({ towns: town }));
  expect(text).not.toMatch(/https?:|glyphs|sprite/);
});

test('nothing of the places around the region is drawn', () => {
  const source = style().sources.outside;
  const outside = source?.type === 'geojson' ? source.data.features[0]?.geometry : undefined;
  expect(outside?.type === 'Polygon' && outside.coordinates.length).toBe(2);
});

test('lines widen as the map comes closer and stay as they are from afar', () => {
  expect(lineWidth(2, -1)).toBe(2);
  expect(lineWidth(2, 2)).toBeGreaterThan(2);
  expect(lineWidth(2, 9)).toBe(lineWidth(2, 4));
});
