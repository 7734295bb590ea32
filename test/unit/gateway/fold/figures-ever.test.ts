import { describe, expect, it } from 'vitest';
import { at, configured, folded, log, NOON, received, type Said, tick } from './log.ts';

describe('a figure over everything', () => {
  const YEARS_AGO = NOON - 500 * 86_400_000;
  const item = (subject: string, time: number, owed = 0): Said[] => [
    received({ kind: 'DISPUTE', amount: { owed } }, { subject, sequence: 1, time }),
    { type: 'case.closed', subject, sequence: 2, time: time + 60_000, data: { outcome: 'RESOLVED' } },
  ];
  const fold = folded(
    log(
      configured({}, YEARS_AGO),
      ...item('old-1', YEARS_AGO, 3),
      ...item('old-2', YEARS_AGO, 4),
      tick(YEARS_AGO + 20 * 86_400_000),
      ...item('new', NOON - 120_000, 5),
      tick(NOON),
    ),
  );
  const explained = (id: string, period: 'ALL' | 'D30', at = NOON) =>
    fold.explainKpi({ id, period, area: null, at });

  it('lists the days that are kept apart, and tells what is older as one sum; together they are the number', () => {
    expect(explained('received', 'ALL')).toMatchObject({
      told: { value: 3 },
      recomputed: { value: 3 },
      equal: true,
      earlier: { part: 2, of: 2 },
      rows: [{ subject: 'case:new', part: 1 }],
    });
    expect(explained('amountInvolved', 'ALL')).toMatchObject({ equal: true, earlier: { part: 700 } });
    expect(explained('closeRateCum', 'ALL')).toMatchObject({ equal: true, earlier: { part: 2, of: 2 } });
  });

  it('says from which day on; a period of some days has nothing earlier', () => {
    const { keptFrom = null, from = null, earlier } = explained('received', 'D30') ?? {};
    expect([keptFrom, earlier]).toEqual([at('2026-11-20 00:00') - 400 * 86_400_000, null]);
    expect(from).toBe(at('2026-10-22 00:00'));
    expect(explained('alarmsPerHour', 'D30')?.keptFrom).toBe(at('2026-11-20 00:00') - 40 * 86_400_000);
  });
});
