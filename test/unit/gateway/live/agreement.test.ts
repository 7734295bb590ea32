import { describe, expect, it } from 'vitest';
import { compareMarks } from '../../../../gateway/live/agreement.ts';
import type { Witness } from '../../../../gateway/log/port.ts';

const witness = (marks: Record<number, string>, reducerVersion = 1): Witness => ({
  gateway: 'g',
  reducerVersion,
  marks: Object.entries(marks).map(([n, hash]) => [Number(n), hash]),
});
const mine = witness({ 10: 'a', 20: 'b', 30: 'c' });

describe('states of several gateways', () => {
  it.each([
    [
      'are equal wherever both have looked',
      [{ 20: 'b', 30: 'c', 40: 'd' }],
      { agreed: 30, differs: 0, suspect: false },
    ],
    ['cannot be compared without a common entry', [{ 40: 'd' }], { agreed: 0, differs: 0, suspect: false }],
    [
      'of two that differ both are suspect',
      [{ 10: 'a', 20: 'x', 30: 'y' }],
      { agreed: 10, differs: 30, suspect: true },
    ],
    [
      'of three the one is suspect that differs from two',
      [{ 20: 'x' }, { 20: 'x' }],
      { agreed: 0, differs: 20, suspect: true },
    ],
    ['of three the two are not', [{ 20: 'b' }, { 20: 'x' }], { agreed: 20, differs: 20, suspect: false }],
  ])('%s', (_what, others, verdict) => {
    expect(
      compareMarks(
        mine,
        others.map((marks) => witness(marks as Record<number, string>)),
      ),
    ).toEqual(verdict);
  });

  it('of other reducers are of no account', () => {
    expect(compareMarks(mine, [witness({ 20: 'x' }, 2)]).differs).toBe(0);
  });
});
