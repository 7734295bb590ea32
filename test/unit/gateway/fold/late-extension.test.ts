import { describe, expect, it } from 'vitest';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import { limit, YEARS } from './deadline/support.ts';
import { act, SITE, told, work } from './five-days.ts';
import { at, configured, folded, iso, kpi, log, RULES, type Said } from './log.ts';

/** Received on Friday the 13th, due on the 20th at 18:00. */
const DUE = at('2026-11-20 18:00');
const LATER = at('2026-11-24 18:00');
const TWO = { amount: 2, unit: 'workday' };
const extended = (local: string, data: Record<string, unknown> = { extension: TWO, approver: '值班长' }) =>
  told('extended', local, data);
const granted = (local: string) => act('extension_decided', local, { decision: 'GRANTED', extension: TWO });
const closed = (local: string, data: Record<string, unknown> = {}) => told('closed', local, data);
const shown = (entries: Parameters<typeof folded>[0]) => {
  const item = folded(entries).get('case', 'x-1');
  return [item?.dueAt, item?.sla, item?.life.irregularities.map(({ problem }) => problem)];
};
const standing = (...said: Said[]) => {
  const [dueAt, sla, problems] = shown(log(SITE, ...work, ...said));
  const late = (problems as string[]).filter((each) => each === 'late_extension');
  return [dueAt, sla, late.length];
};

describe('an extension', () => {
  it.each<[string, Said]>([
    ['its source', extended('2026-11-26 10:00')],
    ['its source with a deadline', extended('2026-11-26 10:00', { dueAt: iso('2026-11-24 18:00') })],
    ['a seat', granted('2026-11-26 10:00')],
  ])('told by %s after the closing moves nothing, and is flagged', (_who, late) => {
    expect(standing(closed('2026-11-23 10:00'), late)).toEqual([DUE, 'DONE_LATE', 1]);
    const repeated = told('progressed', '2026-11-26 11:00', { dueAt: iso('2026-11-24 18:00') });
    if (late.data?.dueAt !== undefined)
      expect(standing(closed('2026-11-23 10:00'), late, repeated)[1]).toBe('DONE_LATE');
  });

  it.each<[string, Said]>([
    ['its source', extended('2026-11-21 10:00')],
    ['its source with a deadline', extended('2026-11-21 10:00', { dueAt: iso('2026-11-24 18:00') })],
    ['a seat', granted('2026-11-21 10:00')],
  ])('told by %s once the deadline had run out moves it, and is flagged and counted', (_who, late) => {
    expect(standing(late)).toEqual([LATER, 'NORMAL', 1]);
    expect(standing(late, closed('2026-11-23 10:00'))).toEqual([LATER, 'DONE_ON_TIME', 1]);
    const numbers = folded(log(SITE, ...work, late, closed('2026-11-23 10:00')));
    expect(kpi(numbers, 'today.closedIrregular')).toBe(1);
  });

  it('told in time is in order, also on a deadline of its source, or while the clock stands', () => {
    for (const early of [extended('2026-11-20 18:00'), granted('2026-11-20 18:00')])
      expect(standing(early, closed('2026-11-23 10:00'))).toEqual([LATER, 'DONE_ON_TIME', 0]);
    const own = told('progressed', '2026-11-13 12:00', { dueAt: iso('2026-11-18 18:00') });
    expect(standing(own, granted('2026-11-18 17:00'))[2]).toBe(0);
    expect(standing(own, granted('2026-11-18 19:00'))[2]).toBe(1);
    const stop = told('suspended', '2026-11-19 10:00', { approver: '值班长' });
    expect(standing(stop, extended('2026-11-23 10:00'))[2]).toBe(0);
    expect(standing(told('suspended', '2026-11-21 10:00'), extended('2026-11-23 10:00'))[2]).toBe(1);
  });

  it('is in time by the desk’s instant where its source tells it late', () => {
    const grant = granted('2026-11-19 10:00');
    const mirrors = [
      extended('2026-11-26 10:00'),
      extended('2026-11-26 10:00', { dueAt: iso('2026-11-24 18:00') }),
    ];
    for (const mirror of mirrors)
      expect(standing(grant, closed('2026-11-23 10:00'), mirror)).toEqual([LATER, 'DONE_ON_TIME', 0]);
  });

  it('counts by its own instant, whatever the order in which it is told', () => {
    const before = extended('2026-11-20 10:00');
    expect(standing(closed('2026-11-23 10:00'), before)).toEqual([LATER, 'DONE_ON_TIME', 0]);
    const said = [SITE, ...work, closed('2026-11-23 10:00'), extended('2026-11-26 10:00')];
    const entries = log(...said).map((each) => ({ ...each, receivedAt: at('2026-11-27 10:00') }));
    const numbered = (order: readonly number[]) =>
      order.map((from, index) => ({ ...(entries[from] as (typeof entries)[number]), n: index + 1 }));
    const straight = shown(numbered([0, 1, 2, 3, 4, 5]));
    expect(straight.slice(0, 2)).toEqual([DUE, 'DONE_LATE']);
    expect(straight[2]).toContain('late_extension');
    for (const order of [
      [0, 1, 2, 3, 5, 4],
      [0, 5, 4, 3, 2, 1],
      [0, 5, 1, 3, 4, 2],
    ])
      expect(shown(numbered(order))).toEqual(straight);
    const half = restoreFold(folded(numbered([0, 1, 2, 3])).serialize());
    for (const each of numbered([0, 1, 2, 3, 4, 5]).slice(4)) half.apply(each);
    expect(half.get('case', 'x-1')?.sla).toBe('DONE_LATE');
  });

  it('that was in time stays so when other rules shorten the limit, and one told after the closing stays out', () => {
    const limits = [limit({ id: 'one', amount: 1 })];
    const short = { ...RULES, deadlines: { ...RULES.deadlines, limits } };
    const anew = configured({ hash: 'c2', rules: short, calendars: YEARS }, at('2026-11-27 10:00'));
    const more = extended('2026-11-20 10:00');
    expect(standing(more, closed('2026-11-23 10:00'), anew)).toEqual([LATER, 'DONE_ON_TIME', 0]);
    expect(standing(more, anew)[2]).toBe(0);
    const own = extended('2026-11-28 10:00', { dueAt: iso('2026-11-24 18:00') });
    const over = closed('2026-11-23 10:00');
    expect(standing(over, anew, own).slice(0, 2)).toEqual([DUE, 'DONE_LATE']);
    expect(standing(over, own, anew).slice(0, 2)).toEqual([DUE, 'DONE_LATE']);
  });
});
