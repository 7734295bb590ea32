import { describe, expect, it, vi } from 'vitest';
import { FIGURES } from '../../../../gateway/contract/figures.ts';
import type { Period } from '../../../../gateway/contract/measures.ts';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import { at, configured, entry, folded, log, received, type Said, tick } from './log.ts';

/** Early in a year: what is told of the year still holds it after months. */
const START = at('2026-03-10 12:00');
const KEPT = 3;
vi.mock('../../../../gateway/fold/measures/unlisted.ts', async (original) => ({
  ...(await original<typeof import('../../../../gateway/fold/measures/unlisted.ts')>()),
  PROOFS_KEPT: 3,
}));

const DAY = 86_400_000;
const ITEMS = 8;
const item = (index: number): Said[] => {
  const [subject, time] = [`c-${index}`, START + index * 1_000];
  return [
    received({ kind: 'DISPUTE', amount: { owed: index + 1 } }, { subject, time, sequence: 1, area: 'g1' }),
    { type: 'case.fedback', subject, time: time + 60_000, sequence: 2 },
    {
      type: 'case.closed',
      subject,
      time: time + (index + 2) * 60_000,
      sequence: 3,
      data: { outcome: 'RESOLVED' },
    },
  ];
};
const lead = (index: number): Said[] => {
  const [id, time] = [`v-${index}`, START + index * 1_000];
  const by = { seat: '1号席', role: 'duty_officer' };
  return [
    {
      type: 'video.lead_raised',
      subject: id,
      time,
      data: { title: '占道', type: 'GARBAGE', camera: 'cam', algorithm: '城管' },
    },
    {
      type: 'operation.verified',
      subject: `video:${id}`,
      sequence: null,
      time: time + 60_000,
      data: { by, result: index % 2 === 0 ? 'TRUE' : 'FALSE' },
    },
  ];
};
const said = Array.from({ length: ITEMS }, (_, index) => [...item(index), ...lead(index)]).flat();
const days = (count: number) => Array.from({ length: count }, (_, day) => tick(START + (day + 1) * DAY));
const entries = log(configured({}, START - DAY), ...said, ...days(12));
const explained = (fold: Fold, id: string, period: Period, area: string | null = null) =>
  fold.explainKpi({ id, period, area, at: fold.now() });
const unequal = (fold: Fold) =>
  FIGURES.flatMap(({ id, periods, perArea }) => [
    ...periods.map((period) => [id, period, explained(fold, id, period)] as const),
    ...(perArea ? [[id, 's1', explained(fold, id, 'D30', 's1')] as const] : []),
  ]).flatMap(([id, of, told]) => (told?.equal === false ? [`${id} ${of}`] : []));

describe('a number of more than can be listed', () => {
  const fold = folded(entries);

  it('lists the latest and tells how many more there are and what they add', () => {
    expect(explained(fold, 'received', 'YEAR')).toMatchObject({
      told: { value: ITEMS },
      recomputed: { value: ITEMS },
      equal: true,
      unlisted: { entries: ITEMS - KEPT, part: ITEMS - KEPT, of: ITEMS - KEPT },
    });
    expect(explained(fold, 'received', 'YEAR')?.rows).toHaveLength(KEPT);
    expect(explained(fold, 'amountInvolved', 'ALL')).toMatchObject({
      told: { value: 36 },
      unlisted: { entries: ITEMS - KEPT, part: 1_500 },
    });
    expect(explained(fold, 'closeRateCum', 'ALL')).toMatchObject({
      equal: true,
      unlisted: { part: 5, of: 5 },
    });
    expect(explained(fold, 'avgHandle', 'YEAR')).toMatchObject({ equal: true, unlisted: { entries: 5 } });
  });

  it('is equal to what is listed and not, for every figure, period and street', () => {
    expect(unequal(fold)).toEqual([]);
  });

  it('stays so once proofs of leads were too old to be kept, and after their day is gone', () => {
    const later = folded(entries);
    const more = [20, 45, 60, 399, 401, 500].map((day, index) =>
      entry(entries.length + 1 + index, tick(START + day * DAY)),
    );
    for (const each of more) {
      later.apply(each);
      expect([each.time, unequal(later)]).toEqual([each.time, []]);
    }
    expect(explained(later, 'received', 'ALL')).toMatchObject({ equal: true, earlier: { part: ITEMS } });
    expect(explained(later, 'received', 'ALL')?.unlisted).toBeUndefined();
  });

  it('has nothing unlisted while all is kept', () => {
    const early = folded(entries.slice(0, -8));
    expect(explained(early, 'received', 'YEAR')?.unlisted).toBeUndefined();
  });

  it('is the same after a snapshot, wherever it was taken', () => {
    for (const cut of [20, 50, entries.length - 3]) {
      const parted = folded(entries.slice(cut), restoreFold(folded(entries.slice(0, cut)).serialize()));
      expect(parted.stateHash()).toBe(fold.stateHash());
      expect(explained(parted, 'received', 'YEAR')).toEqual(explained(fold, 'received', 'YEAR'));
      expect(unequal(parted)).toEqual([]);
    }
  });
});
