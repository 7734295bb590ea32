import { describe, expect, it } from 'vitest';
import { CASE_KINDS } from '../../../../gateway/contract/vocabulary.ts';
import { at, kpi, type Said, tick } from './log.ts';
import { CALLED, fold, item, life, MINUTE, opened, START, type Step, walk } from './walks.ts';

const LOOK: Said = {
  type: 'operation.verified',
  subject: 'case:x-1',
  sequence: null,
  time: at('2026-11-13 10:29'),
  data: { result: 'TRUE', by: { seat: '1号席', role: 'duty_officer' } },
};

describe('the clock of the present step', () => {
  const step = (steps: string[], now: string) => life(opened(), ...walk(...steps), tick(now)).stage;

  it.each<[string[], string, string, string | null]>([
    [[], 'INTAKE', 'CENTRE', '2026-11-13 10:30'],
    [['verified', 'dispatched'], 'SIGN', 'UNIT', '2026-11-13 16:02'],
    [['dispatched', 'signed', 'started'], 'RESOLVE', 'UNIT', null],
    [['dispatched', 'signed', 'started', 'fedback'], 'REVIEW', 'CENTRE', '2026-11-16 18:00'],
    [['dispatched', 'signed', 'started', 'fedback', 'calledback'], 'CALLBACK', 'CENTRE', '2026-11-18 18:00'],
  ])('after %j is %s of the %s, due %s', (steps, clock, side, due) => {
    expect(step(steps, '2026-11-13 10:10')).toMatchObject({
      clock,
      side,
      dueAt: due === null ? null : at(due),
      overdue: false,
    });
  });

  it.each<[string, Said[], string]>([
    ['runs on from the reception while it is verified', walk('', '', '', 'verified').slice(3), '10:00'],
    ['runs on when a person looks', [LOOK], '10:00'],
    ['begins anew with a return', walk('verified', 'dispatched', 'returned'), '10:03'],
  ])('of the intake %s', (_what, steps, since) => {
    const clock = life(opened(), ...steps, tick('2026-11-13 10:29')).stage;
    expect(clock).toMatchObject({ clock: 'INTAKE', startAt: at(`2026-11-13 ${since}`) });
  });

  it('of the fulfilment is the unit’s, and turns late by itself', () => {
    const agreed = walk('dispatched', 'signed', 'started', 'fedback', CALLED, 'fulfilment_started');
    const clock = (now: string) => life(opened(), ...agreed, tick(now)).stage;
    const dueAt = at('2026-12-14 18:00');
    const step = { clock: 'FULFILMENT', side: 'UNIT', limit: 'fulfilment', provisional: false };
    const kept = { ...step, startAt: START + 6 * MINUTE, dueAt };
    expect(clock('2026-11-13 12:00')).toEqual({ ...kept, overdue: false });
    expect(clock('2026-12-14 18:01')).toEqual({ ...kept, overdue: true });
    const late = fold(opened(), ...agreed, tick('2026-11-13 12:00'), tick('2026-12-14 18:01'));
    expect(kpi(late, 'case.stageOverdue')).toBe(1);
  });

  it.each([
    ['ARBITRATION', '2026-12-28 18:00', 'legal-arbitration', false],
    ['ADMIN_REVIEW', '2027-01-12 18:00', 'legal-review', true],
    ['ADMIN_ADJUDICATION', '2027-01-12 18:00', 'legal-adjudication', true],
    ['LITIGATION', '2027-05-12 18:00', 'legal-litigation', true],
    ['SETTLEMENT', null, null, false],
  ])('of the legal track %s runs while the item’s own stands, until %s', (track, due, limit, provisional) => {
    const legal: Step = ['progressed', { state: 'LEGAL_TRACK', track }];
    const stands = item(opened({ urgency: 'U5' }), ...walk('dispatched', 'signed', 'started', legal));
    const startAt = START + 4 * MINUTE;
    expect(stands?.pausedAt).toBe(startAt);
    const dueAt = due === null ? null : at(due);
    expect(stands?.life.stage).toEqual({
      clock: 'LEGAL_TRACK',
      side: 'UNIT',
      startAt,
      dueAt,
      limit,
      provisional,
      overdue: false,
    });
  });

  it.each([
    ['PEOPLE_MEDIATION', 'resolve-people-mediation', '2026-12-14 18:00'],
    ['ADMIN_MEDIATION', 'resolve-admin-mediation', '2026-12-14 18:00'],
    ['JUDICIAL_MEDIATION', 'resolve-judicial-mediation', '2026-12-14 18:00'],
    ['SETTLEMENT', 'resolve-dispute', '2026-12-03 18:00'],
  ])('of an item without urgency on the way %s is by the limit %s', (track, limit, due) => {
    const mediated = item(opened({ kind: 'DISPUTE', urgency: null, track }));
    expect(mediated?.limit).toBe(limit);
    expect(mediated?.dueAt).toBe(at(due));
    expect(item(opened({ urgency: 'U5', track }))?.limit).toBe('resolve-u5');
  });

  it('turns late by itself, and counts', () => {
    const late = fold(opened(), tick('2026-11-13 10:20'), tick('2026-11-13 10:31'));
    expect(late.get('case', 'x-1')?.life.stage).toMatchObject({ overdue: true });
    expect(kpi(late, 'case.stageOverdue')).toBe(1);
    expect(late.get('case', 'x-1')?.version).toBe(1);
  });

  it('is in the forward view beside the item’s own deadline', () => {
    const falling = fold(opened(), tick('2026-11-13 10:10')).fallingDue(at('2026-11-18 18:00'));
    const own = { kind: 'case', id: 'x-1', provisional: false, overdue: false };
    expect(falling).toEqual([
      { ...own, clock: 'INTAKE', dueAt: at('2026-11-13 10:30'), limit: 'intake' },
      { ...own, clock: 'RESOLVE', dueAt: at('2026-11-18 18:00'), limit: 'resolve-u3' },
    ]);
  });

  it('stands with the item', () => {
    expect(step(['dispatched', 'signed', 'started', 'suspended'], '2026-11-13 12:00')).toBeNull();
  });
});

describe('an item of which nobody told the urgency', () => {
  it.each(CASE_KINDS)('of the kind %s has a limit as shipped', (kind) => {
    const due = kind === 'DISPUTE' ? '2026-12-03 18:00' : '2026-11-18 18:00';
    const untold = fold(opened({ kind, urgency: null }));
    expect(untold.get('case', 'x-1')?.dueAt).toBe(at(due));
    expect(kpi(untold, 'case.undated')).toBe(0);
  });

  it('is counted while it is open and nothing gives it a time, for it is never late', () => {
    const never = { urgency: null, dueAt: null };
    const undated = (...steps: string[]) => kpi(fold(opened(never), ...walk(...steps)), 'case.undated');
    expect([undated(), undated('started'), undated('suspended'), undated('closed')]).toEqual([1, 1, 0, 0]);
  });
});

describe('supporting units', () => {
  const support = (unit: string, step: string): [string, Record<string, unknown>] => [
    'progressed',
    { support: { unit, step } },
  ];

  it('have their own clocks for signing and feedback, and report for duty when whistled for', () => {
    const steps = walk(
      support('u-housing', 'CALLED'),
      support('供水公司', 'CALLED'),
      support('u-housing', 'READ'),
    );
    const more = walk(...['', '', ''].map((): string => 'progressed'), support('u-housing', 'SIGNED'));
    expect(life(opened(), ...steps, ...more.slice(3)).supports).toMatchObject([
      {
        unit: 'u-housing',
        name: '住建局',
        calledAt: START + MINUTE,
        readAt: START + 3 * MINUTE,
        signedAt: START + 4 * MINUTE,
        signDueAt: at('2026-11-13 16:01'),
        feedbackDueAt: at('2026-11-18 18:00'),
        releasedAt: null,
      },
      { unit: '供水公司', name: '供水公司', signedAt: null },
    ]);
  });

  it('turn late by themselves, and count until they feed back, are released, or the item is over', () => {
    const called = [opened(), ...walk(support('u-housing', 'CALLED'))];
    const late = (...said: Said[]) => {
      const whole = fold(...called, ...said);
      return [whole.get('case', 'x-1')?.life.supports[0]?.overdue, kpi(whole, 'case.supportOverdue')];
    };
    const report: Said = { type: 'case.progressed', time: at('2026-11-13 15:00') };
    const did = (step: string): Said => ({ ...report, data: { support: { unit: 'u-housing', step } } });
    expect(late(tick('2026-11-13 16:01'))).toEqual([false, 0]);
    expect(late(tick('2026-11-13 16:01'), tick('2026-11-13 16:02'))).toEqual([true, 1]);
    expect(late(did('REPORTED'), tick('2026-11-13 16:02'))).toEqual([false, 0]);
    expect(late(did('SIGNED'), tick('2026-11-13 16:02'), tick('2026-11-18 18:01'))).toEqual([true, 1]);
    expect(late(did('SIGNED'), did('FEDBACK'), tick('2026-11-18 18:01'))).toEqual([false, 0]);
    expect(late(did('RELEASED'), tick('2026-11-18 18:01'))).toEqual([false, 0]);
    expect(late(...walk('closed'), tick('2026-11-18 18:01'))).toEqual([false, 0]);
  });

  it('called again before they are done are called once', () => {
    const [call, sign, back] = ['CALLED', 'SIGNED', 'FEDBACK'].map((step) => support('u-housing', step));
    const first = { calledAt: START + MINUTE, signedAt: START + 2 * MINUTE };
    const of = (...steps: (typeof call)[]) =>
      life(opened(), ...walk(...(steps as [string, Record<string, unknown>][]))).supports[0];
    expect(of(call, sign, call)).toMatchObject(first);
    expect(of(call, sign, call, back)).toMatchObject({ ...first, fedbackAt: START + 4 * MINUTE });
    const anew = { calledAt: START + 5 * MINUTE, signedAt: null, fedbackAt: null };
    expect(of(call, sign, ['progressed', {}], back, call)).toMatchObject(anew);
    expect(of(call, sign, ['closed', {}], ['reopened', {}], call)).toMatchObject(anew);
  });

  it('called again begin again', () => {
    const steps = walk(
      support('u-housing', 'CALLED'),
      support('u-housing', 'RELEASED'),
      support('u-housing', 'CALLED'),
    );
    expect(life(opened(), ...steps).supports).toMatchObject([
      { calledAt: START + 3 * MINUTE, releasedAt: null },
    ]);
  });
});
