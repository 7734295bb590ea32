import { describe, expect, it } from 'vitest';
import { at, kpi, type Said, tick } from './log.ts';
import { fold, item, life, opened, walk } from './walks.ts';

const told = (type: string, local: string, data: Record<string, unknown> = {}): Said => ({
  type: `case.${type}`,
  time: at(local),
  data,
});
const desk = (type: string, local: string, data: Record<string, unknown>): Said => ({
  type: `operation.${type}`,
  subject: 'case:x-1',
  sequence: null,
  time: at(local),
  data: { reason: '等专家', approver: '值班长', ...data, by: { seat: '1号席', role: 'duty_officer' } },
});
const stop = (local: string) => desk('suspension_decided', local, { decision: 'GRANTED' });
const go = (local: string) => desk('suspension_decided', local, { decision: 'ENDED' });

describe('a standstill', () => {
  it('takes its time out of the clock of the step that it interrupts, which does not begin anew', () => {
    const sent = [opened(), ...walk('verified', 'dispatched')];
    const before = life(...sent, tick('2026-11-13 15:40')).stage;
    const after = life(
      ...sent,
      stop('2026-11-13 15:50'),
      go('2026-11-13 15:55'),
      tick('2026-11-13 15:56'),
    ).stage;
    expect(before).toMatchObject({
      clock: 'SIGN',
      startAt: at('2026-11-13 10:02'),
      dueAt: at('2026-11-13 16:02'),
    });
    expect(after).toMatchObject({
      clock: 'SIGN',
      startAt: at('2026-11-13 10:02'),
      dueAt: at('2026-11-13 16:07'),
    });
  });

  it('does not begin the limit of a rework anew', () => {
    const sentBack = [
      opened(),
      ...walk('dispatched', 'signed', 'started', 'fedback'),
      told('reworked', '2026-11-18 10:00'),
    ];
    const due = (...more: Said[]) => item(...sentBack, ...more)?.dueAt;
    const stood = [stop('2026-11-18 17:00'), go('2026-11-19 09:30')];
    expect(due()).toBe(at('2026-11-19 18:00'));
    expect(due(...stood, tick('2026-11-19 09:31'))).toBe(at('2026-11-19 18:00'));
  });

  it('uses nothing of the limit up: what is left when it runs again is what was left before', () => {
    const manhole = [
      { ...opened({ kind: 'FACILITY', category: '井盖缺失', urgency: null }) },
      stop('2026-11-13 11:00'),
      go('2026-11-16 11:00'),
    ];
    const now = (local: string) => item(...manhole, tick(local));
    expect(now('2026-11-16 11:01')).toMatchObject({
      dueAt: at('2026-11-16 16:00'),
      warnAt: at('2026-11-16 14:48'),
      pausedMs: 72 * 3_600_000,
      sla: 'NORMAL',
      life: { ladder: null },
    });
    expect(now('2026-11-16 14:48')).toMatchObject({ sla: 'DUE_SOON', life: { ladder: null } });
    expect(now('2026-11-16 14:49')).toMatchObject({ life: { ladder: 'REMIND' } });
  });

  it('rests the clocks of supporting units too, where their limits say so; what was late before stays late', () => {
    const called = (local: string): Said =>
      told('progressed', local, { support: { unit: 'u-housing', step: 'CALLED' } });
    const [stopped, gone] = [stop('2026-11-13 12:00'), go('2026-11-16 15:00')];
    const sign = (...said: Said[]) => life(opened(), ...said).supports[0];
    expect(sign(called('2026-11-13 10:00'), tick('2026-11-13 16:01'))).toMatchObject({
      signDueAt: at('2026-11-13 16:00'),
      overdue: true,
    });
    expect(sign(called('2026-11-13 10:00'), stopped, tick('2026-11-16 14:00'))).toMatchObject({
      signDueAt: null,
      overdue: false,
    });
    expect(sign(called('2026-11-13 10:00'), stopped, gone, tick('2026-11-16 16:00'))).toMatchObject({
      signDueAt: at('2026-11-16 17:00'),
      overdue: false,
    });
    const late = [stop('2026-11-13 17:00'), tick('2026-11-16 14:00')];
    expect(sign(called('2026-11-13 10:00'), ...late)).toMatchObject({
      signDueAt: at('2026-11-13 16:00'),
      overdue: true,
    });
  });

  it('lasts while money is paid by agreement, for the item and its supporting units; what was late stays late', () => {
    const call = (local: string) =>
      told('progressed', local, { support: { unit: 'u-housing', step: 'CALLED' } });
    const agreed = [
      opened({ urgency: 'U5' }),
      ...walk('dispatched', 'signed', 'started'),
      call('2026-11-16 09:00'),
      told('fedback', '2026-11-16 10:00'),
      told('calledback', '2026-11-16 11:00', { callback: 'PASSED' }),
      told('fulfilment_started', '2026-11-16 12:00'),
    ];
    const later = fold(...agreed, tick('2026-12-10 10:00'));
    expect(later.get('case', 'x-1')).toMatchObject({
      sla: 'PAUSED',
      pausedAt: at('2026-11-16 12:00'),
      life: { ladder: null, supports: [{ signDueAt: null, feedbackDueAt: null, overdue: false }] },
    });
    expect([kpi(later, 'case.overdue'), kpi(later, 'case.supportOverdue')]).toEqual([0, 0]);
    const paid = told('closed', '2026-12-11 12:00');
    expect(item(...agreed, paid)).toMatchObject({ dueAt: at('2026-12-28 18:00'), sla: 'DONE_ON_TIME' });
    const tooLate = told('fulfilment_started', '2026-12-04 12:00');
    expect(item(...agreed.slice(0, -1), tooLate, tick('2026-12-05 10:00'))).toMatchObject({
      sla: 'OVERDUE',
      pausedAt: null,
    });
  });

  it('rests both clocks of a supporting unit, also once it has signed', () => {
    const support = (step: string, local: string) =>
      told('progressed', local, { support: { unit: 'u-housing', step } });
    const signed = [support('CALLED', '2026-11-13 10:00'), support('SIGNED', '2026-11-13 10:30')];
    const of = (...said: Said[]) => life(opened(), ...signed, ...said).supports[0];
    expect(of(stop('2026-11-13 12:00'), tick('2026-11-25 10:00'))).toMatchObject({
      feedbackDueAt: null,
      overdue: false,
    });
    const gone = of(stop('2026-11-13 12:00'), go('2026-11-25 12:00'), tick('2026-11-25 12:01'));
    expect(gone).toMatchObject({ feedbackDueAt: at('2026-11-30 18:00'), overdue: false });
  });

  it('of the source is counted the same way', () => {
    const source = [
      opened({ urgency: null, dueAt: '2026-11-13T10:00:00Z' }),
      told('suspended', '2026-11-13 12:00'),
      told('resumed', '2026-11-13 14:00', { state: 'RECEIVED', dueAt: '2026-11-13T12:00:00Z' }),
    ];
    expect(item(...source)).toMatchObject({ pausedMs: 2 * 3_600_000 });
    expect(life(...source).stage).toMatchObject({ clock: 'INTAKE', startAt: at('2026-11-13 10:00') });
  });
});

describe('a unit', () => {
  it('is one, by whichever of its names it is called', () => {
    const called = [
      opened(),
      desk('called_in', '2026-11-13 10:10', { unit: 'u-housing' }),
      desk('reported_in', '2026-11-13 10:20', { unit: '住建局', step: 'REPORTED' }),
    ];
    expect(life(...called).supports).toMatchObject([
      { unit: 'u-housing', reportedAt: at('2026-11-13 10:20') },
    ]);
    const names = ['u-housing', '住建局', '示例县住房和城乡建设局'];
    const sent = names.map((holder): [string, object] => ['dispatched', { holder }]);
    const held = item(opened(), ...walk(...(sent as [string, Record<string, unknown>][])));
    expect(held).toMatchObject({ holder: '住建局', holderUnit: 'u-housing', life: { escalations: [] } });
    expect(held?.life.holderSince).toBe(at('2026-11-13 10:01'));
  });

  it('that takes an item over before another has signed has its own time to sign', () => {
    const sent = [
      opened(),
      told('dispatched', '2026-11-13 10:02', { holder: '甲局' }),
      told('dispatched', '2026-11-13 15:50', { holder: '乙局' }),
    ];
    expect(life(...sent, tick('2026-11-13 16:10')).stage).toMatchObject({
      clock: 'SIGN',
      startAt: at('2026-11-13 15:50'),
      overdue: false,
    });
    expect(life(...sent, told('signed', '2026-11-13 16:20')).irregularities).toEqual([]);
    const again = told('dispatched', '2026-11-13 15:55', { holder: '乙局' });
    expect(life(...sent, again).stage?.startAt).toBe(at('2026-11-13 15:50'));
  });

  it('that takes up what another had handed back settles whose duty it is', () => {
    const disputed = [
      opened(),
      ...walk(
        ['dispatched', { holder: '甲局' }],
        ['returned', { holder: null, returnReason: 'NOT_MY_DUTY' }],
        ['dispatched', { holder: '乙局' }],
      ),
    ];
    expect(kpi(fold(...disputed), 'case.disputed')).toBe(1);
    const taken = fold(...disputed, told('started', '2026-11-13 10:10'));
    expect([kpi(taken, 'case.disputed'), kpi(taken, 'case.returned')]).toEqual([0, 0]);
  });
});

describe('a waived call-back', () => {
  const closed = (over: object, ...steps: [string, Record<string, unknown>][]) =>
    life(
      opened(over as Record<string, unknown>),
      ...walk('dispatched', 'signed', 'started', 'fedback', ...steps),
    ).irregularities.map(({ problem }) => problem);

  it('does not undo one that failed', () => {
    const failed: [string, Record<string, unknown>] = ['calledback', { callback: 'FAILED' }];
    for (const callbackWaived of ['unreachable', 'imported']) {
      expect(closed({}, failed, ['closed', { callbackWaived }])).toEqual(['no_callback']);
    }
  });

  it('for one who could not be reached asks that it was tried, since the work began that is done', () => {
    const waived: [string, Record<string, unknown>] = ['closed', { callbackWaived: 'unreachable' }];
    const untold: [string, Record<string, unknown>] = ['progressed', { state: 'CALLBACK' }];
    const tried: [string, Record<string, unknown>] = ['calledback', {}];
    expect(closed({}, untold, waived)).toEqual(['no_callback']);
    expect(closed({}, tried, waived)).toEqual([]);
    expect(closed({}, tried, ['reworked', {}], ['fedback', {}], untold, waived)).toEqual(['no_callback']);
  });

  it('for a device asks that a device reported', () => {
    const waived: [string, Record<string, unknown>] = ['closed', { callbackWaived: 'device' }];
    expect(closed({ channel: 'WALK_IN' }, ['progressed', { state: 'CALLBACK' }], waived)).toEqual([
      'no_callback',
    ]);
    expect(closed({ channel: 'IOT' }, ['progressed', { state: 'CALLBACK' }], waived)).toEqual([]);
  });
});
