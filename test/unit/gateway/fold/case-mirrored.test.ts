import { describe, expect, it } from 'vitest';
import { act, item, told, work } from './five-days.ts';
import { at, iso, type Said } from './log.ts';

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

  it('is told with who granted it', () => {
    const other = act('extension_decided', '2026-11-16 10:00', {
      decision: 'GRANTED',
      extension: FIVE,
      approver: '座席',
    });
    expect(due(other, extended())[2]).toEqual(['wrong_approver']);
  });
});
