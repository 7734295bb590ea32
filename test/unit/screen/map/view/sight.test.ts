import { expect, test } from 'vitest';
import { framingFor, sightIn, sightOf } from '../../../../../screen/map/view/sight.ts';
import type { View } from '../../../../../screen/map/view/view.ts';

const view = (closeness: number): View => ({
  transform: () => ({ scale: 36_000, offsetX: -17_600, offsetY: -17_700 }),
  size: () => ({ width: 800, height: 600 }),
  closeness: () => closeness,
  onChange: () => () => undefined,
});
const whole = { centre: { lng: 100, lat: 25 }, zoom: 9 };

test('a map of the whole county shows the whole county in another room too', () => {
  expect(framingFor(sightOf(view(0)), whole)).toBe(whole);
});

test('a map that was flown to a place stays there, as much closer than the county as before', () => {
  const sight = sightOf(view(3));
  const { centre, zoom } = framingFor(sight, whole);
  expect(zoom).toBe(12);
  expect([centre.lng, centre.lat]).toEqual([expect.closeTo(0), expect.closeTo(0)]);
});

test('a flight shows what is at its end, by the room of now', () => {
  const centre = { lng: 101, lat: 26 };
  expect(sightIn({ centre, zoom: 11.5 }, whole)).toEqual({ centre, closeness: 2.5 });
  expect(sightIn(whole, whole)).toBeNull();
});
