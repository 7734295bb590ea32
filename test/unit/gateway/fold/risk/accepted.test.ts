import { describe, expect, it } from 'vitest';
import { iso, type Said, tick } from '../log.ts';
import { change, clean, DAY, dispute, item, step } from './items.ts';

/** Two clean reviews a week apart and two seats: the level comes down for good. */
const LOWERED: Said[] = [
  clean(`${DAY} 12:00`),
  clean('2026-11-20 12:00'),
  tick('2026-11-20 12:01'),
  change({ step: 'PROPOSE', to: 'LOW' }, '1号席', '2026-11-21 10:00'),
  change({ step: 'APPROVE' }, '2号席', '2026-11-21 10:05'),
  tick('2026-11-21 10:06'),
];
const told = (data: Record<string, unknown>, local: string): Said[] => [
  step('progressed', data, local),
  tick(Date.parse(iso(local)) + 60_000),
];
const dispatched = step('dispatched', { holder: '甲镇' });
const lowered = (data: Record<string, unknown>, ...then: Said[]) =>
  item(dispute(data), dispatched, ...LOWERED, ...then);

describe('a ground that two seats accepted', () => {
  it('is accepted as long as it lasts', () => {
    expect(lowered({ people: 10 })?.level).toBe('LOW');
    expect(lowered({ people: 10 }, ...told({ note: '走访' }, '2026-11-22 10:00'))?.level).toBe('LOW');
  });

  it('asks again once it was over: what was paid in full and is owed anew is another debt', () => {
    const paid = told({ amount: { owed: 60_000, paid: 60_000 } }, '2026-11-22 10:00');
    const anew = told({ amount: { owed: 120_000, paid: 60_000 } }, '2026-11-23 10:00');
    expect(lowered({ amount: { owed: 60_000, paid: 0 } }, ...paid)?.level).toBe('LOW');
    expect(lowered({ amount: { owed: 60_000, paid: 0 } }, ...paid, ...anew)).toMatchObject({
      level: 'MEDIUM',
      risk: { why: { cause: 'RULES', hits: [{ id: 'amount-medium', inputs: { owed: 60_000 } }] } },
    });
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
    ['money owed', { amount: { owed: 60_000, paid: 0 } }, { amount: { owed: 400_000, paid: 0 } }, 'MEDIUM'],
    [
      'less money owed',
      { amount: { owed: 90_000, paid: 0 } },
      { amount: { owed: 90_000, paid: 9_000 } },
      'LOW',
    ],
  ])('is judged by what it showed then: %s', (_, before, after, level) => {
    expect(lowered(before, ...told(after, '2026-11-22 10:00'))?.level).toBe(level);
  });

  it('asks again with one more return', () => {
    const bounced = ['dispatched', 'returned', 'dispatched', 'returned', 'dispatched'].map((type) =>
      step(type),
    );
    const returned = [step('returned', {}, '2026-11-22 10:00'), tick('2026-11-22 10:01')];
    expect(item(dispute(), ...bounced, ...LOWERED)?.level).toBe('LOW');
    expect(item(dispute(), ...bounced, ...LOWERED, ...returned)?.level).toBe('MEDIUM');
  });

  it('that runs by a clock does not ask again by running on, nor by standing still in between', () => {
    const late = { dueAt: iso(`${DAY} 10:30`) };
    expect(lowered(late, tick('2026-12-01 10:00'))?.level).toBe('LOW');
    const rests: Said[] = [
      step('suspended', {}, '2026-11-22 10:00'),
      tick('2026-11-23 10:00'),
      step('resumed', {}, '2026-11-24 10:00'),
      tick('2026-11-24 10:01'),
    ];
    expect(lowered(late, ...rests)?.level).toBe('LOW');
  });

  it('that the source told does not ask by being repeated, but once the source had told another level', () => {
    const high = [step('progressed', { level: 'HIGH' }, `${DAY} 10:30`), tick(`${DAY} 10:31`)];
    const again = told({ level: 'HIGH' }, '2026-11-23 10:00');
    const other = told({ level: 'LOW' }, '2026-11-22 10:00');
    expect(item(dispute(), dispatched, ...high)?.level).toBe('HIGH');
    expect(item(dispute(), dispatched, ...high, ...LOWERED, ...again)?.level).toBe('LOW');
    expect(item(dispute(), dispatched, ...high, ...LOWERED, ...other, ...again)).toMatchObject({
      level: 'HIGH',
      risk: { why: { cause: 'SOURCE' } },
    });
  });

  it('for a time asks again while that time lasts, once it has grown', () => {
    const until = iso('2026-12-01 10:00');
    const said = [
      dispute({ amount: { owed: 60_000, paid: 0 } }),
      dispatched,
      tick(`${DAY} 11:00`),
      change({ step: 'PROPOSE', to: 'LOW', until }, '1号席', `${DAY} 11:30`),
      change({ step: 'APPROVE' }, '2号席', `${DAY} 11:35`),
      tick(`${DAY} 11:36`),
    ];
    expect(item(...said)?.level).toBe('LOW');
    expect(item(...said, ...told({ amount: { owed: 400_000, paid: 0 } }, `${DAY} 12:00`))).toMatchObject({
      level: 'MEDIUM',
      risk: { override: null },
    });
  });
});
