import { describe, expect, it } from 'vitest';
import type { RegionArea } from '../../../../gateway/contract/region.ts';
import { buildRegionIndex, type FeatureList } from '../../../../gateway/ingest/region-index.ts';

type Ring = [number, number][];

const square = (west: number, south: number, size: number): Ring => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];

const polygon = (code: string, ...rings: Ring[]) => ({
  properties: { code },
  geometry: { type: 'Polygon', coordinates: rings },
});

const multi = (code: string, ...polygons: Ring[][]) => ({
  properties: { code },
  geometry: { type: 'MultiPolygon', coordinates: polygons },
});

const list = (...features: FeatureList['features'][number][]): FeatureList => ({ features });
const area = (id: string): RegionArea => ({ id, name: id, level: 'grid', parent: null });

const index = buildRegionIndex(
  {
    county: list(polygon('c', square(100, 20, 10), square(108, 28, 1))),
    towns: list(polygon('t1', square(100, 20, 5)), multi('t2', [square(105, 20, 2)], [square(100, 26, 2)])),
    villages: list(polygon('v1', square(100, 20, 2))),
    grids: list(polygon('g1', square(100, 20, 1)), polygon('g2', square(101, 20, 1))),
  },
  ['c', 't1', 't2', 'v1', 'g1', 'g2'].map(area),
);

describe('the smallest area of a point', () => {
  it.each([
    ['in a grid', 100.5, 20.5, 'g1'],
    ['in a village without grids there', 101.5, 21.5, 'v1'],
    ['in a town without villages there', 104, 24, 't1'],
    ['in the first part of a town of two parts', 106, 21, 't2'],
    ['in the second part of it', 101, 27, 't2'],
    ['only in the county', 103, 29, 'c'],
  ])('%s', (_where, lng, lat, expected) => {
    expect(index.locate(lng, lat)).toBe(expected);
    expect(index.contains(lng, lat)).toBe(true);
  });

  it.each([
    ['outside', 99, 20.5],
    ['in a hole of the county', 108.5, 28.5],
    ['on the other side of the world', -76.2, -25.6],
  ])('is none %s', (_where, lng, lat) => {
    expect(index.locate(lng, lat)).toBeNull();
    expect(index.contains(lng, lat)).toBe(false);
  });

  it('is exactly one on a shared border', () => {
    expect(index.locate(101, 20.5)).toBe('g2');
  });

  it('knows the ids of the region and no others', () => {
    expect(index.has('v1')).toBe(true);
    expect(index.has('v9')).toBe(false);
  });
});

it('needs no more than the county', () => {
  const bare = buildRegionIndex({ county: list(polygon('box', square(100, 20, 10))) }, [area('box')]);
  expect(bare.locate(105, 25)).toBe('box');
  expect(bare.locate(95, 25)).toBeNull();
});

it('agrees with a search through every polygon', () => {
  const tiles = Array.from({ length: 400 }, (_, i) =>
    polygon(`g${i}`, square(100 + (i % 20) * 0.5, 20 + Math.floor(i / 20) * 0.5, 0.5)),
  );
  const tiled = buildRegionIndex(
    { county: list(polygon('c', square(100, 20, 10))), grids: list(...tiles) },
    [],
  );
  for (let k = 0; k < 1_000; k += 1) {
    const lng = 100 + ((k * 7919) % 10_000) / 1_000;
    const lat = 20 + ((k * 104_729) % 10_000) / 1_000;
    const expected = Math.floor((lat - 20) / 0.5) * 20 + Math.floor((lng - 100) / 0.5);
    expect(tiled.locate(lng, lat)).toBe(`g${expected}`);
  }
});
