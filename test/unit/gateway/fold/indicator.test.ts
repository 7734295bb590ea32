import { expect, it } from 'vitest';
import { configured, folded, log, NOON, type Said, tick } from './log.ts';

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
