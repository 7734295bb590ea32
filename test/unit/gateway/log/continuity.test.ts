import { expect, it } from 'vitest';
import { densePrefix, discontinuity } from '../../../../gateway/log/continuity.ts';

const head = { e: 'e1', n: 10, h: 'h10' };
const at = (n: number, h: string, e = 'e1') => ({ e, n, h });

it.each([
  ['a new reader', at(0, '', ''), null, 0, null],
  ['the beginning of this log', at(0, ''), null, 0, null],
  ['the beginning of another log', at(0, '', 'e0'), null, 0, 'epoch'],
  ['the very entry', at(7, 'h7'), 'h7', 0, null],
  ['another epoch', at(7, 'h7', 'e0'), 'h7', 0, 'epoch'],
  ['another entry in its place', at(7, 'h7'), 'x7', 0, 'diverged'],
  ['a place that is not written yet', at(11, 'h11'), null, 0, 'diverged'],
  ['a trimmed entry', at(3, 'h3'), null, 5, null],
  ['an entry that is missing without trimming', at(7, 'h7'), null, 5, 'diverged'],
])('judges %s', (_name, position, hashAtReader, horizon, expected) => {
  expect(discontinuity(position, { head, horizon, hashAtReader })).toBe(expected);
});

const entries = (...ns: number[]) => ns.map((n) => ({ n }));

it.each([
  [0, 0, [1, 2, 3], [1, 2, 3]],
  [0, 0, [2, 3], []],
  [4, 0, [5, 6, 8, 9], [5, 6]],
  [0, 6, [2, 5, 7, 8], [2, 5, 7, 8]],
  [0, 6, [2, 5, 8], [2, 5]],
  [7, 6, [8, 9], [8, 9]],
  [2, 6, [], []],
])('after %i with horizon %i delivers of %j only %j', (after, horizon, given, expected) => {
  expect(densePrefix(after, horizon, entries(...given)).map(({ n }) => n)).toEqual(expected);
});
