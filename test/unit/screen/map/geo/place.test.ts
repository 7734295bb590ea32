import { expect, test } from 'vitest';
import { placeOfCase } from '../../../../../screen/map/geo/place.ts';
import { contains } from '../../../../../screen/map/geo/polygon.ts';
import { area, item } from '../support.ts';

const village = area('v1', 100, 25);
const areas = new Map([['v1', village]]);
const door = { lng: 100.7, lat: 25.7 };

test('a facility stands at its exact point', () => {
  expect(placeOfCase(item({ kind: 'FACILITY', location: door }), areas)).toEqual(door);
});

test('disputes of one household stand apart, inside their village and not at the door', () => {
  const marks = ['a', 'b', 'c', 'd', 'e'].map((id) =>
    placeOfCase(item({ id, kind: 'DISPUTE', location: door, village: 'v1' }), areas),
  );
  for (const at of marks) {
    expect(at).not.toEqual(door);
    expect(at && contains(village.polygons, at)).toBe(true);
  }
  expect(new Set(marks.map((at) => JSON.stringify(at))).size).toBe(5);
});

test.each(['DISPUTE', 'APPEAL', 'CITY_EVENT'] as const)('%s is drawn from its village alone', (kind) => {
  const at = placeOfCase(item({ kind, location: null, village: 'v1' }), areas);
  expect(at && contains(village.polygons, at)).toBe(true);
});

test('a dispute stands where it stood before, whatever changes about it', () => {
  const before = placeOfCase(item({ kind: 'DISPUTE', village: 'v1' }), areas);
  const after = placeOfCase(item({ kind: 'DISPUTE', village: 'v1', location: door, level: 'HIGH' }), areas);
  expect(after).toEqual(before);
});

test('where the region has no villages an appeal stands somewhere in its square kilometre', () => {
  const at = placeOfCase(item({ kind: 'APPEAL', location: door }), new Map());
  expect(at).not.toEqual(door);
  expect(Math.abs((at?.lng ?? 0) - door.lng)).toBeLessThan(0.0101);
});

test('an item outside the region is not drawn', () => {
  expect(placeOfCase(item({ flags: ['outside_region'] }), areas)).toBeNull();
});
