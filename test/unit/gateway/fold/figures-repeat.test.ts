import { describe, expect, it } from 'vitest';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import { createLikes } from '../../../../gateway/fold/measures/likes.ts';
import { refolded } from '../../../../gateway/fold/measures/refold.ts';
import { configured, folded, log, NOON, received, type Said, tick } from './log.ts';

const DAY = 86_400_000;
const item = (subject: string, daysAgo: number, over: Record<string, unknown> = {}): Said =>
  received(
    {
      kind: 'APPEAL',
      category: '噪声',
      area: 'v1',
      receivedAt: new Date(NOON - daysAgo * DAY).toISOString(),
      ...over,
    },
    { subject, sequence: 1, area: (over.area as string | undefined) ?? 'v1' },
  );
const foldOf = (...said: Said[]) => folded(log(configured({}, NOON - 200 * DAY), ...said, tick(NOON)));
const repeats = (...said: Said[]) => foldOf(...said).get('kpi', 'figure.repeatRate.YEAR')?.part;

describe('a repeat', () => {
  it('is the like at the same place within 90 days', () => {
    expect(repeats(item('a', 90), item('b', 0))).toBe(1);
    expect(repeats(item('a', 91), item('b', 0))).toBe(0);
    expect(repeats(item('a', 30), item('b', 20), item('c', 0))).toBe(2);
  });

  it.each([
    ['of another village', { area: 'v2' }],
    ['of another category', { category: '积水' }],
    ['of another kind', { kind: 'DISPUTE' }],
    ['without a category', { category: undefined }],
  ])('%s is none', (_what, over) => {
    expect(repeats(item('a', 30, over), item('b', 0))).toBe(0);
  });

  it('of a facility is one at the same point, not in the same village', () => {
    const cover = (subject: string, daysAgo: number, lng: number) =>
      item(subject, daysAgo, { kind: 'FACILITY', category: '井盖', location: { lng, lat: 25 } });
    expect(repeats(cover('a', 30, 103.1), cover('b', 0, 103.1))).toBe(1);
    expect(repeats(cover('a', 30, 103.1), cover('b', 0, 103.2))).toBe(0);
  });

  it('of a facility reaches 50 metres, whichever of three in a row is told first', () => {
    const cover = (subject: string, daysAgo: number, lng: number) =>
      item(subject, daysAgo, { kind: 'FACILITY', category: '井盖', location: { lng, lat: 25 } });
    const row = [cover('a', 30, 103.1999), cover('b', 20, 103.2003), cover('c', 10, 103.2007)];
    const [first, second, third] = row as [Said, Said, Said];
    expect(repeats(first, second, third)).toBe(2);
    expect(repeats(third, second, first)).toBe(2);
    expect(repeats(second, third, first)).toBe(2);
    expect(repeats(third, first)).toBe(0);
  });

  it('is none of what was voided, nor of an exercise', () => {
    const voided: Said = { type: 'case.voided', subject: 'a', sequence: 2 };
    expect(repeats(item('a', 30), voided, item('b', 0))).toBe(0);
    expect(repeats({ ...item('a', 30), reality: 'exercise' }, item('b', 0))).toBe(0);
  });

  it('is noticed when the earlier one is told of later, also once it has left, and no longer when that is voided', () => {
    const voided: Said = { type: 'case.voided', subject: 'a', sequence: 2 };
    expect(repeats(item('b', 0), item('a', 30))).toBe(1);
    expect(repeats(item('b', 0), item('a', 30), voided)).toBe(0);
    expect(repeats(item('b', 0), item('c', 20), item('a', 30))).toBe(2);
    const closed: Said = { type: 'case.closed', subject: 'b', sequence: 2, time: NOON - 20 * DAY };
    const entries = [item('b', 30), closed, tick(NOON - 10 * DAY), item('a', 40)];
    const fold = foldOf(...entries.map((said) => ({ time: NOON - 20 * DAY, ...said })));
    expect(fold.get('case', 'b')).toBeUndefined();
    expect(fold.get('kpi', 'figure.repeatRate.YEAR')?.part).toBe(1);
    const question = { id: 'repeatRate', period: 'YEAR', area: null, at: NOON } as const;
    expect(fold.explainKpi(question)).toMatchObject({ equal: true });
  });

  it('names the earlier one among its entries, which give it again, also after a restore', () => {
    const entries = log(configured({}, NOON - 200 * DAY), item('a', 30), item('b', 0), tick(NOON));
    const fold = folded(entries);
    const question = { id: 'repeatRate', period: 'TODAY', area: null, at: NOON } as const;
    const explained = fold.explainKpi(question);
    expect(explained).toMatchObject({
      equal: true,
      rows: [{ subject: 'case:b', ns: [2, 3], part: 1, of: 1 }],
    });
    expect(refolded(entries.slice(0, 3), question, NOON).get('case:b')).toMatchObject({ part: 1 });
    const later = log(item('c', 0)).map((each) => ({ ...each, n: 9, time: NOON + 1, receivedAt: NOON + 1 }));
    const more = [...later, ...log(tick(NOON + 5_000)).map((each) => ({ ...each, n: 10 }))];
    const restored = folded(more, restoreFold(fold.serialize()));
    expect(restored.stateHash()).toBe(folded(more, fold).stateHash());
    expect(restored.get('kpi', 'figure.repeatRate.YEAR')?.part).toBe(2);
  });
});

it('of many the latest before is found, whatever order they came in', () => {
  const likes = createLikes(() => 50);
  const counted = (day: number) => ({ at: day * DAY, joined: false });
  for (const [name, day] of [
    ['c', 30],
    ['a', 10],
    ['b', 20],
  ] as const)
    likes.put(name, 'x', counted(day));
  expect(['a', 'b', 'c'].map((name, index) => likes.before(name, 'x', (index + 1) * 10 * DAY))).toEqual([
    undefined,
    'a',
    'b',
  ]);
  likes.put('b', undefined, null);
  likes.put('a', 'y', counted(10));
  expect([likes.before('c', 'x', 30 * DAY), likes.before('z', 'y', 30 * DAY)]).toEqual([undefined, 'a']);
});
