import { expect, test } from 'vitest';
import {
  countsOf,
  densityStep,
  heatSource,
  measuresOf,
  tintOf,
} from '../../../../../screen/map/marks/density.ts';
import { kpi } from '../support.ts';

const all = () => true;
const streetsOnly = (layer: string) => layer === 'towns';
const openSteps = tintOf('open', all)?.steps ?? [0, 0, 0, 0];

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
  expect(densityStep(open, openSteps)).toBe(step);
});

test('the tint lies on villages, or on streets where there are no villages', () => {
  expect([tintOf('open', all)?.source, tintOf('open', streetsOnly)?.source]).toEqual(['villages', 'towns']);
  expect(tintOf('open', () => false)).toBeNull();
});

test('a street needs more open items for a step than a village', () => {
  const steps = tintOf('open', streetsOnly)?.steps ?? openSteps;
  expect([4, 5, 15, 25, 35].map((open) => densityStep(open, steps))).toEqual([0, 1, 2, 3, 4]);
});

test('a measure reads its own number', () => {
  expect([tintOf('overdue', all)?.kpi, tintOf('grids', all)?.kpi]).toEqual(['case.overdue', 'case.open']);
});

test('a region offers the measures that it has areas for', () => {
  expect(measuresOf(all)).toEqual(['open', 'overdue', 'grids', 'heat']);
  expect(measuresOf(streetsOnly)).toEqual(['open', 'overdue']);
  expect(measuresOf(() => false)).toEqual([]);
});

test('heat is drawn from grids or villages, never from streets or places', () => {
  expect([heatSource(all), heatSource((layer) => layer !== 'grids'), heatSource(streetsOnly)]).toEqual([
    'grids',
    'villages',
    null,
  ]);
});

test('only the number that was asked for counts, area by area', () => {
  const kpis = [kpi('case.open', 300), kpi('case.open@v1', 4, 'v1'), kpi('case.overdue@v1', 40, 'v1')];
  expect([...countsOf(kpis, 'case.open')]).toEqual([['v1', 4]]);
});
