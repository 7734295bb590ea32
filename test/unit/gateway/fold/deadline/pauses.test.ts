import { expect, it } from 'vitest';
import { pausesOf, type Standing } from '../../../../../gateway/fold/deadline/pauses.ts';

const marks = (...told: readonly (readonly [Standing['state'], number])[]): Standing[] =>
  told.map(([state, at]) => ({ state, at }));

it.each([
  ['from the suspension to the next step', marks(['SUSPENDED', 10], ['IN_PROGRESS', 20]), [[10, 20]]],
  ['only after the clock began', marks(['SUSPENDED', 2], ['IN_PROGRESS', 20]), [[5, 20]]],
  ['that lasts', marks(['SUSPENDED', 10]), [[10, null]]],
  ['told twice', marks(['SUSPENDED', 10], ['SUSPENDED', 15], ['IN_PROGRESS', 20]), [[10, 20]]],
  ['that ends before it began', marks(['SUSPENDED', 10], ['IN_PROGRESS', 8]), []],
  [
    'dated back into the one before it',
    marks(['SUSPENDED', 10], ['IN_PROGRESS', 20], ['SUSPENDED', 15], ['IN_PROGRESS', 25]),
    [
      [10, 20],
      [20, 25],
    ],
  ],
])('a pause %s stands once', (_which, told, spans) => {
  expect(pausesOf(told, ['SUSPENDED'], 5).map(({ from, to }) => [from, to])).toEqual(spans);
});
