import { describe, expect, it } from 'vitest';
import { act, item, told, work } from './five-days.ts';
import { at, iso, type Said, tick } from './log.ts';

const FIVE = { amount: 5, unit: 'workday' };
const grant = (local: string): Said =>
  act('extension_decided', local, { decision: 'GRANTED', extension: FIVE });
const GRANTED = grant('2026-11-16 10:00');
const extended = (data: Record<string, unknown> = {}, local = '2026-11-16 10:30') =>
  told('extended', local, data);
const due = (...said: Said[]) => {
  const { dueAt, life } = item(...work, ...said);
  return [dueAt, life.extensions, life.irregularities.map(({ problem }) => problem)];
};

describe('an extension that the desk granted and the source tells as well', () => {
  const NEXT_WEEK = [at('2026-11-27 18:00'), 1, []];

  it.each<[string, Said]>([
    ['without saying by how much', extended()],
    ['with the extension', extended({ extension: FIVE })],
    ['by a clock that runs a minute behind', extended({ extension: FIVE }, '2026-11-16 09:59')],
    ['with its own deadline', extended({ dueAt: iso('2026-11-27 18:00') })],
  ])('is one, %s', (_, said) => {
    expect(due(GRANTED)).toEqual(NEXT_WEEK);
    expect(due(GRANTED, said)).toEqual(NEXT_WEEK);
  });

  const OWN = told('progressed', '2026-11-13 12:00', { dueAt: iso('2026-11-23 18:00') });
  const LATER = at('2026-11-30 18:00');

  it.each<[string, Said[], number]>([
    ['nothing', [], LATER],
    ['that it was extended', [extended()], LATER],
    ['by how much it was extended', [extended({ extension: FIVE })], LATER],
    ['its former deadline with it', [extended({ dueAt: iso('2026-11-23 18:00') })], LATER],
    ['another deadline', [extended({ dueAt: iso('2026-11-26 18:00') })], at('2026-11-26 18:00')],
  ])('comes on top of a deadline of the source that then tells %s', (_, said, wanted) => {
    expect(due(OWN, GRANTED, ...said)).toEqual([wanted, 1, []]);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['as the limit has it', {}, []],
    ['for too long', { extension: { amount: 90, unit: 'workday' } }, ['extension_too_long']],
    ['by another post', { approver: '座席' }, ['wrong_approver']],
  ])(
    'comes on top of a deadline of the source, and is judged by the limit beside it: %s',
    (_, over, wanted) => {
      const data = { decision: 'GRANTED', extension: FIVE, ...over };
      const own = act('extension_decided', '2026-11-16 10:00', data);
      expect(due(OWN, own)[2]).toEqual(wanted);
      expect(due(OWN, own, extended({ dueAt: iso('2026-11-26 18:00') }))[2]).toEqual(wanted);
      const again = act('extension_decided', '2026-11-18 10:00', { decision: 'GRANTED', extension: FIVE });
      expect(due(OWN, GRANTED, again)[2]).toEqual(['too_many_extensions']);
      const confirmed = extended({ dueAt: iso('2026-11-26 18:00') });
      expect(due(OWN, GRANTED, confirmed, again)[2]).toEqual(['too_many_extensions']);
    },
  );

  it('that the source gives its own deadline is its matter, however often', () => {
    const own = (local: string, day: string) => extended({ dueAt: iso(`${day} 18:00`) }, local);
    expect(due(OWN, own('2026-11-16 10:00', '2026-11-26'), own('2026-11-17 10:00', '2027-11-26'))[2]).toEqual(
      [],
    );
  });

  it('is told with who granted it', () => {
    const other = act('extension_decided', '2026-11-16 10:00', {
      decision: 'GRANTED',
      extension: FIVE,
      approver: '座席',
    });
    expect(due(other, extended())[2]).toEqual(['wrong_approver']);
  });
});

describe('a standstill for a time that the desk granted', () => {
  const stop = act('suspension_decided', '2026-11-16 10:00', {
    decision: 'GRANTED',
    until: iso('2026-11-18 10:00'),
  });
  const stands = (now: string, ...said: Said[]) => {
    const { state, pausedAt, dueAt } = item(...work, stop, ...said, tick(now));
    return [state, pausedAt, dueAt];
  };
  const RUNS = ['IN_PROGRESS', null, at('2026-11-24 18:00')];
  const STANDS = ['SUSPENDED', at('2026-11-16 10:00'), at('2026-11-20 18:00')];

  it('ends when that time is over, also where the source tells it as well', () => {
    const mirrored = told('suspended', '2026-11-16 10:30');
    expect(stands('2026-11-17 10:00')).toEqual(STANDS);
    expect(stands('2026-11-17 10:00', mirrored)).toEqual(STANDS);
    expect(stands('2026-12-01 10:00')).toEqual(RUNS);
    expect(stands('2026-12-01 10:00', mirrored)).toEqual(RUNS);
  });

  it('is not ended by a report that repeats the former state, but by the next step', () => {
    const report = told('progressed', '2026-11-17 09:00', { state: 'IN_PROGRESS', note: '已到场' });
    expect(stands('2026-11-17 10:00', report)).toEqual(STANDS);
    expect(stands('2026-12-01 10:00', report)).toEqual(RUNS);
    expect(stands('2026-11-17 10:00', report, told('resumed', '2026-11-17 09:30'))[0]).toBe('IN_PROGRESS');
    expect(stands('2026-11-17 10:00', report, told('fedback', '2026-11-17 09:30'))[0]).toBe('FEEDBACK');
  });
});
