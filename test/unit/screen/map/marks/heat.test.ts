import { expect, test } from 'vitest';
import { heatField, paintHeat } from '../../../../../screen/map/marks/heat.ts';

const size = { width: 600, height: 300 };
/** 0° 0° stands in the middle of the picture. */
const transform = { scale: 40_000, offsetX: 300 - 20_000, offsetY: 150 - 20_000 };
const at = { lng: 0, lat: 0 };

function valueAt(field: ReturnType<typeof heatField>, x: number, y: number): number {
  return field.values[Math.floor(y / field.cell) * field.width + Math.floor(x / field.cell)] ?? -1;
}

test('heat is greatest in the middle of an area and ends within its reach', () => {
  const field = heatField([{ at, count: 4 }], transform, size, 16);
  expect(valueAt(field, 300, 150)).toBeGreaterThan(0.45);
  expect(valueAt(field, 300, 150)).toBeGreaterThan(valueAt(field, 316, 150));
  expect(valueAt(field, 500, 150)).toBe(0);
});

test('neighbours add up, and nothing is denser than dense', () => {
  const alone = valueAt(heatField([{ at, count: 3 }], transform, size, 16), 300, 150);
  const both = heatField(
    [
      { at, count: 3 },
      { at, count: 3 },
    ],
    transform,
    size,
    16,
  );
  expect(valueAt(both, 300, 150)).toBeCloseTo(alone * 2);
  expect(valueAt(heatField([{ at, count: 900 }], transform, size, 16), 300, 150)).toBe(1);
});

test('where there is nothing the ground shows through', () => {
  const field = heatField([{ at, count: 900 }], transform, size, 16);
  const words = new Uint32Array(field.values.length);
  paintHeat(field, words, { thin: '#102030', dense: '#a0b0c0' });
  const middle = Math.floor(150 / field.cell) * field.width + Math.floor(300 / field.cell);
  expect((words[0] ?? 1) >>> 24).toBe(0);
  expect((words[middle] ?? 0) & 0xffffff).toBe(0xc0b0a0);
  expect((words[middle] ?? 0) >>> 24).toBeGreaterThan(200);
});
