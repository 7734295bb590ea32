import { expect, test } from 'vitest';
import type { Box } from '../../../../../screen/map/geo/fit.ts';
import { type Crossable, type Leader, leaderTo } from '../../../../../screen/map/geo/leader.ts';

const CARD: Box = { left: 0, top: 0, right: 200, bottom: 100 };
const MARK = { x: 400, y: 50, radius: 15 };
const other = (x: number, y: number, weight = 1): Crossable => ({ x, y, radius: 12, weight });

/** Pixels between a mark and the points of a line. */
function clearance({ from, to }: Leader, { x, y }: Crossable): number {
  const points = Array.from({ length: 201 }, (_, index) => index / 200);
  return Math.min(
    ...points.map((share) =>
      Math.hypot(from.x + share * (to.x - from.x) - x, from.y + share * (to.y - from.y) - y),
    ),
  );
}

test('a leader is the shortest line from its card to the rim of its own mark', () => {
  expect(leaderTo(MARK, CARD, [])).toEqual({
    leader: { from: { x: 200, y: 50 }, to: { x: 385, y: 50 } },
    crossed: 0,
  });
});

test('a leader begins elsewhere on its card rather than run over a mark that waits', () => {
  const beside = other(300, 50);
  const found = leaderTo(MARK, CARD, [beside]);
  expect(found?.crossed).toBe(0);
  expect(found && clearance(found.leader, beside)).toBeGreaterThanOrEqual(12);
});

test('a leader does not end before its mark, where another stands within the rings', () => {
  const found = leaderTo(MARK, CARD, [other(370, 58)]);
  const { to } = found?.leader ?? { to: { x: 0, y: 0 } };
  expect(Math.hypot(to.x - MARK.x, to.y - MARK.y)).toBeCloseTo(MARK.radius);
  expect(found?.crossed).toBe(0);
});

test('where every line runs over something it is over what matters least', () => {
  const wall = [-60, -40, -20, 0, 20, 40, 60, 80, 100, 120, 140, 160].map((y) =>
    other(300, y, y < 50 ? 1 : 0.2),
  );
  const found = leaderTo(MARK, CARD, wall);
  expect(found?.crossed).toBeLessThan(1);
  expect(found?.crossed).toBeGreaterThan(0);
});

test('no leader runs over its own card, and none is drawn to a mark under it', () => {
  expect(leaderTo({ x: 100, y: 50, radius: 15 }, CARD, [])).toBeNull();
  const found = leaderTo(MARK, CARD, [other(240, 50), other(240, 20), other(240, 80)]);
  expect(found?.leader.from.x).toBeGreaterThan(0);
});
