import { expect, test } from 'vitest';
import { partsOf } from '../../../../../screen/map/marks/track.ts';

const fix = (at: string, lng: number) => ({ at: `2026-11-20T${at}:00+08:00`, lng, lat: 25.5 });

test('a track is drawn from fix to fix, and its way is only guessed where nothing was heard for long', () => {
  const parts = partsOf([fix('08:00', 1), fix('08:20', 2), fix('09:30', 3)]);
  expect(parts.map(({ from, to, gap }) => [from.lng, to.lng, gap])).toEqual([
    [1, 2, false],
    [2, 3, true],
  ]);
});

test('one fix is a place, not a way', () => {
  expect(partsOf([fix('08:00', 1)])).toEqual([]);
  expect(partsOf([])).toEqual([]);
});
