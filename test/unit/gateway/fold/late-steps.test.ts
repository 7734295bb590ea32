import { describe, expect, it } from 'vitest';
import { at, configured, kpi, type Said, tick } from './log.ts';
import { fold, item, life, opened, rules } from './walks.ts';

const told = (type: string, local: string, data: Record<string, unknown> = {}): Said => ({
  type: `case.${type}`,
  time: at(local),
  data,
});
const work = ['dispatched', 'signed', 'started'].map((type) => told(type, '2026-11-13 10:20'));
const fedback = told('fedback', '2026-11-13 11:00');
const waits = told('progressed', '2026-11-16 10:00', { state: 'CALLBACK', check: 'PASSED' });
const called = (local: string) => told('calledback', local, { callback: 'PASSED' });
const closed = (local: string, data: Record<string, unknown> = {}) => told('closed', local, data);

describe('a step of the centre that is left after its clock has run out', () => {
  it.each<[string, Said[], unknown[]]>([
    [
      'intake',
      [told('dispatched', '2026-11-13 10:31')],
      [['INTAKE', '2026-11-13 10:30', '2026-11-13 10:31']],
    ],
    ['intake in time', [told('dispatched', '2026-11-13 10:30')], []],
    [
      'joint review',
      [
        told('verified', '2026-11-13 10:10', { state: 'JOINT_REVIEW' }),
        told('dispatched', '2026-11-17 09:00'),
      ],
      [['JOINT_REVIEW', '2026-11-16 18:00', '2026-11-17 09:00']],
    ],
    [
      'review',
      [...work, fedback, told('progressed', '2026-11-17 10:00', { state: 'CALLBACK' })],
      [['REVIEW', '2026-11-16 18:00', '2026-11-17 10:00']],
    ],
    [
      'call-back',
      [...work, fedback, waits, called('2026-11-17 10:00'), closed('2026-11-20 09:00')],
      [['CALLBACK', '2026-11-19 18:00', '2026-11-20 09:00']],
    ],
    [
      'a call-back that is told once it was made: it is owed since the feedback',
      [...work, fedback, called('2026-11-16 10:00'), closed('2026-11-19 09:00')],
      [['CALLBACK', '2026-11-18 18:00', '2026-11-19 09:00']],
    ],
    ['a record of another system', [closed('2026-11-20 09:00', { callbackWaived: 'imported' })], []],
    [
      'a standstill, which ends no step',
      [
        ...work,
        fedback,
        told('suspended', '2026-11-16 09:00'),
        told('resumed', '2026-11-18 09:00', { state: 'FEEDBACK' }),
        told('progressed', '2026-11-18 17:00', { state: 'CALLBACK' }),
      ],
      [],
    ],
  ])('is told: %s', (_what, steps, late) => {
    const { lateSteps = [], irregularities } = life(opened(), ...steps);
    expect(lateSteps.map(({ clock, dueAt, at: left }) => [clock, dueAt, left])).toEqual(
      late.map((each) => {
        const [clock, dueAt, left] = each as [string, string, string];
        return [clock, at(dueAt), at(left)];
      }),
    );
    expect(irregularities.map(({ problem }) => problem)).not.toContain('late_step');
  });

  const late = [opened(), told('dispatched', '2026-11-13 10:31')];

  it('is counted on its day, by its clock, and not as a step against the rules', () => {
    const today = fold(...late, tick('2026-11-13 12:00'));
    const ids = ['today.lateStep', 'today.lateStep.INTAKE', 'today.lateStep.REVIEW', 'case.irregular'];
    expect(ids.map((id) => kpi(today, id))).toEqual([1, 1, 0, 0]);
    const tomorrow = fold(...late, tick('2026-11-13 12:00'), tick('2026-11-14 00:01'));
    expect(kpi(tomorrow, 'today.lateStep')).toBe(0);
    expect(tomorrow.get('case', 'x-1')?.life.lateSteps).toHaveLength(1);
  });

  it('stays judged by the limit that it ran under', () => {
    const limits = rules.deadlines.limits.map((each) =>
      each.id === 'intake' ? { ...each, amount: 5 } : each,
    );
    const longer = configured(
      { hash: 'c2', rules: { ...rules, deadlines: { ...rules.deadlines, limits } } },
      at('2026-11-13 11:00'),
    );
    const shorter = configured({ hash: 'c3', rules }, at('2026-11-14 11:00'));
    expect(item(...late, longer)?.life.lateSteps).toHaveLength(1);
    const inTime = [longer, opened(), told('dispatched', '2026-11-13 12:00')];
    expect(item(...inTime)?.life.lateSteps).toBeUndefined();
    expect(item(...inTime, shorter)?.life.lateSteps).toBeUndefined();
  });
});
