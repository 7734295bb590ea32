import { expect, test } from 'vitest';
import type { Dots } from '../../../../../screen/map/marks/dots.ts';
import { createMotion } from '../../../../../screen/map/marks/motion.ts';

/** Steps of some metres in Web Mercator. */
const STEP = 1e-7;

function dots(places: Readonly<Record<string, number>>): Dots {
  const ids = Object.keys(places);
  return {
    ids,
    unit: Float64Array.from(ids.flatMap((id) => [(places[id] ?? 0) * STEP, 0])),
    looks: new Uint8Array(ids.length),
  };
}

const xOf = ({ ids, unit }: Dots, id: string): number => Math.round((unit[ids.indexOf(id) * 2] ?? 0) / STEP);

test('a dot glides from where it was to its report and stays there', () => {
  const motion = createMotion(dots({ a: 0 }));
  motion.aim(dots({ a: 100 }), 0);
  expect([0, 500, 1_000, 60_000].map((now) => xOf(motion.at(now), 'a'))).toEqual([0, 50, 100, 100]);
  expect([motion.moving(500), motion.moving(1_000)]).toEqual([true, false]);
});

test('a dot that keeps its direction never goes back, whenever its reports come', () => {
  const motion = createMotion(dots({ a: 0 }));
  const seen: number[] = [];
  const reports = new Map([
    [0, 100],
    [300, 120],
    [350, 400],
    [2_000, 410],
  ]);
  for (let now = 0; now <= 4_000; now += 50) {
    const report = reports.get(now);
    if (report !== undefined) motion.aim(dots({ a: report }), now);
    seen.push(xOf(motion.at(now), 'a'));
  }
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.at(-1)).toBe(410);
});

test('dots are told apart by their id when others come and go', () => {
  const motion = createMotion(dots({ a: 0, b: 1_000 }));
  motion.aim(dots({ b: 1_100, c: 500 }), 0);
  expect([xOf(motion.at(0), 'b'), xOf(motion.at(0), 'c')]).toEqual([1_000, 500]);
  expect(motion.at(0).ids).toEqual(['b', 'c']);
});

test('a dot that turns up far away stands there at once', () => {
  const motion = createMotion(dots({ a: 0 }));
  motion.aim(dots({ a: 1_000_000 }), 0);
  expect(xOf(motion.at(0), 'a')).toBe(1_000_000);
});

test('without a graphics card dots stand where they were reported', () => {
  const motion = createMotion(dots({ a: 0 }));
  motion.aim(dots({ a: 100 }), 0);
  motion.put(dots({ a: 200 }));
  expect([xOf(motion.at(1), 'a'), motion.moving(1)]).toEqual([200, false]);
});
