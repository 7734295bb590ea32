import { expect, test } from 'vitest';
import { fitAround, samplePoints } from '../../../../../screen/map/geo/fit.ts';
import { fitTransform, toPixel } from '../../../../../screen/map/geo/mercator.ts';
import { square } from '../support.ts';

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
