import { expect, test } from 'vitest';
import {
  centreOf,
  fitTransform,
  fromUnit,
  toPixel,
  toUnit,
  transformAt,
  zoomOf,
} from '../../../../../screen/map/geo/mercator.ts';
import fc from '../../../../support/property.ts';

const size = { width: 900, height: 600 };
const padding = { top: 10, right: 20, bottom: 30, left: 40 };

test('a place survives the way to the unit square and back', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -179, max: 179, noNaN: true }),
      fc.double({ min: -80, max: 80, noNaN: true }),
      (lng, lat) => {
        const back = fromUnit(toUnit({ lng, lat }));
        expect(back.lng).toBeCloseTo(lng, 9);
        expect(back.lat).toBeCloseTo(lat, 9);
      },
    ),
  );
});

test('a fitted box touches its padding in one direction and is centred in the other', () => {
  const transform = fitTransform([100, 25, 101, 26], size, padding);
  const northWest = toPixel(transform, { lng: 100, lat: 26 });
  const southEast = toPixel(transform, { lng: 101, lat: 25 });
  expect(northWest.y).toBeCloseTo(10);
  expect(southEast.y).toBeCloseTo(570);
  expect(northWest.x - 40).toBeCloseTo(880 - southEast.x);
});

test('zoom and centre of a transform lead back to it', () => {
  const transform = fitTransform([100, 25, 101, 26], size, padding);
  const again = transformAt(centreOf(transform, size), zoomOf(transform), size);
  expect(again.scale).toBeCloseTo(transform.scale, 3);
  expect(again.offsetX).toBeCloseTo(transform.offsetX, 3);
  expect(again.offsetY).toBeCloseTo(transform.offsetY, 3);
});
