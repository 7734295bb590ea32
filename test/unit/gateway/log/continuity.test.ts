import { expect, it } from 'vitest';
import { chainHash } from '../../../../gateway/log/chain.ts';
import { continues, densePrefix, discontinuity } from '../../../../gateway/log/continuity.ts';

const head = { e: 'e1', n: 10, h: 'h10' };
const record = (epoch: string, from: string, forkN: number) =>
  ({ epoch, from, forkN, forkH: '', startedAt: 0, reason: 'diverged' }) as const;
const epochs = [record('before', '', 0), record('e1', 'before', 4)];
const at = (n: number, h: string, e = 'e1') => ({ e, n, h });

it.each([
  ['a new reader', at(0, '', ''), null, 0, null],
  ['the beginning of this log', at(0, ''), null, 0, null],
  ['the beginning of another log', at(0, '', 'e0'), null, 0, 'epoch'],
  ['the very entry', at(7, 'h7'), at(7, 'h7'), 0, null],
  ['the very entry, from before a fork', at(7, 'h7', 'e0'), at(7, 'h7', 'e0'), 0, null],
  ['another entry, and another epoch', at(7, 'x7', 'e0'), at(7, 'h7'), 0, 'epoch'],
  ['the same content in another epoch', at(7, 'h7', 'e0'), at(7, 'h7'), 0, 'epoch'],
  ['a head whose epoch has no entry yet', at(3, 'h3'), at(3, 'h3', 'before'), 0, null],
  ['a trimmed entry of an epoch that forked behind it', at(3, 'h3', 'before'), null, 5, null],
  ['a trimmed entry of an epoch that forked before it', at(5, 'h5', 'before'), null, 5, 'epoch'],
  ['a trimmed entry of an epoch that this log never had', at(3, 'h3', 'other'), null, 5, 'epoch'],
  ['another entry in its place', at(7, 'h7'), at(7, 'x7'), 0, 'diverged'],
  ['a place that is not written yet', at(11, 'h11'), null, 0, 'diverged'],
  ['a trimmed entry', at(3, 'h3'), null, 5, null],
  ['an entry that is missing without trimming', at(7, 'h7'), null, 5, 'diverged'],
])('judges %s', (_name, position, atReader, horizon, expected) => {
  expect(discontinuity(position, { head, horizon, atReader, epochs })).toBe(expected);
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

it('knows the next entry by the chain and not by its number alone', () => {
  const entry = { digest: 'd', source: 's', id: '8' };
  const next = { ...entry, ...at(8, chainHash('h7', entry)) };
  expect(continues(at(7, 'h7'), next)).toBe(true);
  expect(continues(at(7, 'x7'), next)).toBe(false);
  expect(continues(at(7, 'h7', 'before'), next)).toBe(false);
});
