import { describe, expect, it } from 'vitest';
import { at, iso, kpi, type Said, tick } from './log.ts';
import { fold, item, opened, walk } from './walks.ts';

const WORKED = walk('dispatched', 'signed', 'started');
const on = (local: string, type: string, data: Record<string, unknown> = {}): Said => ({
  type: `case.${type}`,
  time: at(local),
  data,
});
/** What the numbers of the day say of the item on the 20th. */
const day = (...steps: Said[]) => {
  const numbers = fold(opened({ dueAt: iso('2026-11-18 18:00') }), ...steps, tick('2026-11-20 15:00'));
  return ['withdrawn', 'withdrawnIrregular'].map((id) => kpi(numbers, `today.${id}`));
};

describe('an item that leaves every number', () => {
  it('against the rules is counted, though no other number tells of it', () => {
    const guided = on('2026-11-20 10:00', 'verified', { state: 'GUIDED' });
    const late = fold(opened({ dueAt: iso('2026-11-18 18:00') }), ...WORKED, tick('2026-11-20 09:00'));
    expect(kpi(late, 'case.overdue')).toBe(1);
    expect(day(...WORKED, guided)).toEqual([1, 1]);
    expect(item(opened(), ...WORKED, guided)?.life.irregularities).toMatchObject([
      { problem: 'illegal_transition', from: 'IN_PROGRESS', to: 'GUIDED' },
    ]);
  });

  it.each<[string, Said[], number[]]>([
    ['by the rules', [on('2026-11-20 10:00', 'verified', { state: 'GUIDED' })], [1, 0]],
    ['on a day before', [...WORKED, on('2026-11-19 10:00', 'verified', { state: 'GUIDED' })], [0, 0]],
    [
      'after its closing',
      [...WORKED, on('2026-11-19 10:00', 'closed'), on('2026-11-20 10:00', 'voided')],
      [0, 1],
    ],
    [
      'and comes back',
      [...WORKED, on('2026-11-20 10:00', 'verified', { state: 'GUIDED' }), on('2026-11-20 11:00', 'started')],
      [0, 0],
    ],
  ])('%s', (_how, steps, expected) => {
    expect(day(...steps)).toEqual(expected);
  });

  it('on the day on which it came is counted too, and explained', () => {
    const numbers = fold(
      { ...opened(), time: at('2026-11-20 09:00') },
      on('2026-11-20 10:00', 'signed'),
      on('2026-11-20 11:00', 'verified', { state: 'GUIDED' }),
    );
    expect([kpi(numbers, 'today.withdrawn'), kpi(numbers, 'today.withdrawnIrregular')]).toEqual([0, 1]);
    const question = { id: 'today.withdrawnIrregular', period: null, area: null, at: numbers.now() } as const;
    expect(numbers.explainKpi(question)).toMatchObject({ equal: true, rows: [{ subject: 'case:x-1' }] });
  });
});
