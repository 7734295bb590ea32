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
])('%i open items are step %i', (open, step) => {
  expect(densityStep(open)).toBe(step);
});

test('only numbers of open items of an area tint the ground', () => {
  const kpis = [kpi('case.open', 300), kpi('case.open@v1', 4, 'v1'), kpi('case.overdue@v1', 40, 'v1')];
  expect([...densitySteps(kpis)]).toEqual([['v1', 2]]);
});
