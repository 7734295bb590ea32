import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Dock, fitAround, samplePoints } from '../../../../../screen/map/geo/fit.ts';
import { fitTransform, toPixel } from '../../../../../screen/map/geo/mercator.ts';
import { boundsOf, polygonsOf } from '../../../../../screen/map/geo/polygon.ts';
import { ROOT } from '../../../../support/budgets/tree.ts';
import { packsMissing, REAL_PACKS } from '../../../../support/region-packs.ts';
import { square } from '../support.ts';

const COUNTY = join(ROOT, 'config', 'region', 'demo', 'county.geojson');

const box = [100, 25, 101, 26] as const;
const county: [number, number, number, number] = [...box];
const size = { width: 900, height: 600 };
const padding = { top: 20, right: 20, bottom: 20, left: 20 };
const samples = samplePoints(county, square(100, 25, 1));

test('without docked parts a shape is as large as fits', () => {
  const room = { size, padding, docks: [] };
  expect(fitAround(county, samples, room)).toEqual(fitTransform(county, size, padding));
});

test('a shape steps aside for a docked part where there is room beside it', () => {
  const dock = { left: 0, top: 300, right: 240, bottom: 600 };
  const transform = fitAround(county, samples, { size, padding, docks: [dock] });
  const west = toPixel(transform, { lng: 100, lat: 25.5 });
  expect(west.x).toBeGreaterThanOrEqual(240);
  expect(transform.scale).toBe(fitTransform(county, size, padding).scale);
});

test('a shape stays inside the padding however it is moved', () => {
  const dock = { left: 0, top: 0, right: 600, bottom: 300 };
  const transform = fitAround(county, samples, { size, padding, docks: [dock] });
  const northWest = toPixel(transform, { lng: 100, lat: 26 });
  const southEast = toPixel(transform, { lng: 101, lat: 25 });
  expect(Math.min(northWest.x, northWest.y)).toBeGreaterThanOrEqual(19.99);
  expect(southEast.x).toBeLessThanOrEqual(880.01);
  expect(southEast.y).toBeLessThanOrEqual(580.01);
});

test('a shape is never made smaller than four fifths', () => {
  const everywhere = { left: 0, top: 0, right: 900, bottom: 600 };
  const transform = fitAround(county, samples, { size, padding, docks: [everywhere] });
  expect(transform.scale / fitTransform(county, size, padding).scale).toBeGreaterThanOrEqual(0.8);
});

test('where a shape cannot stand clear of all, it keeps clear of what never steps aside', () => {
  const left = { left: 0, top: 0, right: 250, bottom: 600 };
  const right = { left: 620, top: 0, right: 900, bottom: 600 };
  const edges = (docks: readonly Dock[]) => {
    const transform = fitAround(county, samples, { size, padding, docks });
    return [100, 101].map((lng) => toPixel(transform, { lng, lat: 25.5 }).x);
  };
  const [, east = 0] = edges([{ ...left, yields: true }, right]);
  expect(east).toBeLessThanOrEqual(620);
  const [west = 0] = edges([left, { ...right, yields: true }]);
  expect(west).toBeGreaterThanOrEqual(250);
});

/** Points of a county's border that lie under parts docked over the map, and the transform. */
function fitted(file: string, docks: readonly Dock[]) {
  const county = JSON.parse(readFileSync(file, 'utf8')) as GeoJSON.FeatureCollection;
  const polygons = county.features.flatMap(({ geometry }) => polygonsOf(geometry));
  const box = boundsOf(polygons);
  const samples = samplePoints(box, polygons);
  const room = { size: { width: 950, height: 926 }, padding: { top: 24, right: 24, bottom: 40, left: 24 } };
  const transform = fitAround(box, samples, { ...room, docks });
  const edge = polygons.flat(2).map(([lng = 0, lat = 0]) => toPixel(transform, { lng, lat }));
  const under = (parts: readonly Dock[]) =>
    edge.filter(({ x, y }) =>
      parts.some(({ left, top, right, bottom }) => x > left && x < right && y > top && y < bottom),
    );
  return { share: transform.scale / fitAround(box, samples, { ...room, docks: [] }).scale, under };
}

const CALLOUT = { left: 16, top: 16, right: 339, bottom: 176, yields: true };

test('the demonstration county stands clear of all that is docked over it on the ordinary wall', () => {
  const docks = [
    CALLOUT,
    { left: 16, top: 685, right: 441, bottom: 909 },
    { left: 640, top: 660, right: 935, bottom: 910 },
  ];
  const { under, share } = fitted(COUNTY, docks);
  expect(under(docks)).toEqual([]);
  expect(share).toBeGreaterThan(0.85);
});

test.skipIf(packsMissing()).each(REAL_PACKS)('no border of $id runs under the legend there', ({ folder }) => {
  const legend = { left: 16, top: 697, right: 474, bottom: 909 };
  expect(fitted(join(folder, 'county.geojson'), [CALLOUT, legend]).under([legend])).toEqual([]);
});
