import { expect, test } from 'vitest';
import { densityStep, densitySteps } from '../../../../../screen/map/marks/density.ts';
import { kpi } from '../support.ts';

test.each([
  [0, 0],
  [1, 1],
  [2, 1],
  [3, 2],
  [6, 3],
  [9, 3],
  [10, 4],
  [500, 4],
])('%i open items of a village are step %i', (open, step) => {
  expect(densityStep(open, 'villages')).toBe(step);
});

test('a street needs more open items for a step than a village', () => {
  expect([4, 5, 15, 25, 35].map((open) => densityStep(open, 'towns'))).toEqual([0, 1, 2, 3, 4]);
});

test('only numbers of open items of an area tint the ground', () => {
  const kpis = [kpi('case.open', 300), kpi('case.open@v1', 4, 'v1'), kpi('case.overdue@v1', 40, 'v1')];
  expect([...densitySteps(kpis, 'villages')]).toEqual([['v1', 2]]);
});
