import { describe, expect, it } from 'vitest';
import { at, configured, folded, log, NOON, type Said, tick } from './log.ts';

const DAY = 86_400_000;
const reported: Said = {
  type: 'indicator.reported',
  subject: 'reports',
  data: {
    kind: 'REPORTS',
    unit: 'COUNT',
    area: 's1',
    period: { from: '2026-11-19T00:00:00+08:00', to: '2026-11-20T00:00:00+08:00' },
    value: 10,
    n: 1,
  },
};

it('an indicator that nobody reports any more leaves after its days', () => {
  const left = (days: number) =>
    [...folded(log(configured(), reported, tick(NOON + days * DAY))).all('indicator')].length;
  expect([left(399), left(400)]).toEqual([1, 0]);
});

const day = (from: string, to: string, value: number, said: Partial<Said>): Said => ({
  ...reported,
  ...said,
  data: { ...reported.data, period: { from: `${from}T00:00:00+08:00`, to: `${to}T00:00:00+08:00` }, value },
});
const shown = (...said: Said[]) => folded(log(configured(), ...said)).get('indicator', 'REPORTS@s1');

describe('an indicator that two sources tell', () => {
  const [a, b] = ['urn:a', 'urn:b'].map((source) => ({ source }));
  const first = day('2026-11-19', '2026-11-20', 50, { ...a, sequence: 100, time: at('2026-11-20 09:00') });
  const second = day('2026-11-19', '2026-11-20', 3, {
    ...b,
    sequence: 5,
    time: at('2026-11-20 10:00'),
    reality: 'simulated',
  });
  const newest = { value: 3, source: 'urn:b', reality: 'simulated' };

  it('is the one that was said last, with the source that said it, in any order', () => {
    expect(shown(first, second)).toMatchObject(newest);
    expect(shown(second, first)).toMatchObject(newest);
  });

  it('takes nothing back by what a source said before its own last word', () => {
    const old = day('2026-11-19', '2026-11-20', 7, { ...a, sequence: 99, time: at('2026-11-20 09:00') });
    expect(shown(first, old)).toMatchObject({ value: 50, source: 'urn:a' });
    expect(shown(first, second, old)).toMatchObject(newest);
  });
});

it('a period that ends years ahead by a slip does not stand above what is said later', () => {
  const slip = day('2026-11-19', '2126-11-20', 999, { sequence: 1, time: at('2026-11-20 09:00') });
  const today = day('2026-11-20', '2026-11-21', 3, { sequence: 2, time: at('2026-11-20 18:00') });
  const yesterday = day('2026-11-19', '2026-11-20', 4, { sequence: 3, time: at('2026-11-20 19:00') });
  expect(shown(slip, today, yesterday)?.value).toBe(3);
});
