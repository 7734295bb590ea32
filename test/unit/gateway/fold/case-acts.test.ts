import { describe, expect, it } from 'vitest';
import type { Rules } from '../../../../gateway/contract/rules.ts';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import { at, configured, folded, iso, kpi, log, RULES, received, type Said, tick } from './log.ts';

const DAYS_3: Rules = {
  ...RULES,
  deadlines: {
    warnHours: 4,
    limits: [
      {
        id: 'three',
        clock: 'RESOLVE',
        when: {},
        amount: 3,
        unit: 'workday',
        from: 'RECEIVED',
        firstDay: 'EXCLUDED',
        pauses: ['SUSPENDED'],
        extension: { times: 1, approver: '值班长', atMost: 5 },
        basis: { kind: 'EXAMPLE', text: '示例', source: null, confirmedBy: null, confirmedOn: null },
      },
    ],
  },
};

/** Friday, 20 November 2026; three working days end on Wednesday, 25 November, at 18:00. */
const START = '2026-11-20 10:00';
const WEDNESDAY = at('2026-11-25 18:00');

const foldOf = (...said: Said[]) => folded(log(configured({ rules: DAYS_3 }), item(), ...said));
const item = (over: Record<string, unknown> = {}) => received({ ...over }, { time: at(START) });
const told = (type: string, local: string, data: Record<string, unknown> = {}): Said => ({
  type,
  time: at(local),
  data,
});
const act = (type: string, local: string, data: Record<string, unknown>): Said => ({
  type: `operation.${type}`,
  subject: 'case:x-1',
  source: 'urn:yitu:console:1号席',
  sequence: null,
  time: at(local),
  data: { reason: '经核实', approver: '值班长', ...data, by: { seat: '1号席', role: 'duty_officer' } },
});
const grant = (local: string, amount = 2) =>
  act('extension_decided', local, { decision: 'GRANTED', extension: { amount, unit: 'workday' } });
const stop = (local: string, over: Record<string, unknown> = {}) =>
  act('suspension_decided', local, { decision: 'GRANTED', ...over });
const go = (local: string) => act('suspension_decided', local, { decision: 'ENDED' });
const work: Said[] = [told('case.signed', '2026-11-20 10:30'), told('case.started', '2026-11-20 11:00')];
const one = (fold: Fold) => {
  const entity = fold.get('case', 'x-1');
  if (entity === undefined) throw new Error('the item is not there');
  return entity;
};

describe('a request', () => {
  const ask = (request: string, local = '2026-11-23 09:00') =>
    told('case.progressed', local, { request, reason: '等配件', extension: { amount: 2, unit: 'workday' } });

  it('awaits a decision until there is one, whichever it is', () => {
    expect(one(foldOf(ask('EXTENSION'))).life.requests).toEqual([
      {
        kind: 'EXTENSION',
        at: at('2026-11-23 09:00'),
        reason: '等配件',
        extension: { amount: 2, unit: 'workday' },
      },
    ]);
    const awaiting = (...said: Said[]) => kpi(foldOf(...said), 'case.awaiting');
    const refused = act('extension_decided', '2026-11-23 10:00', { decision: 'REFUSED' });
    expect([awaiting(), awaiting(ask('EXTENSION')), awaiting(ask('EXTENSION'), refused)]).toEqual([0, 1, 0]);
    expect(awaiting(ask('EXTENSION'), refused, ask('EXTENSION', '2026-11-24 09:00'))).toBe(1);
    expect(awaiting(ask('SUSPENSION'), refused)).toBe(1);
  });

  it('alone extends nothing, and is over with the item', () => {
    expect(one(foldOf(ask('EXTENSION'))).dueAt).toBe(WEDNESDAY);
    expect(kpi(foldOf(ask('EXTENSION'), told('case.closed', '2026-11-24 09:00')), 'case.awaiting')).toBe(0);
  });

  it('that the source tells as granted is not pending', () => {
    const granted = told('case.extended', '2026-11-23 11:00', { dueAt: iso('2026-11-30 18:00') });
    expect(kpi(foldOf(ask('EXTENSION'), granted), 'case.awaiting.EXTENSION')).toBe(0);
    expect(
      kpi(foldOf(...work, ask('SUSPENSION'), told('case.suspended', '2026-11-23 11:00')), 'case.awaiting'),
    ).toBe(0);
  });
});

describe('an extension that the desk grants', () => {
  it('adds working days to the limit, and keeps the first deadline', () => {
    const entity = one(foldOf(grant('2026-11-24 10:00')));
    expect(entity.dueAt).toBe(at('2026-11-27 18:00'));
    expect(entity.originalDueAt).toBe(WEDNESDAY);
    expect(entity.life.extensions).toBe(1);
    expect(entity.life.decisions).toEqual([
      {
        kind: 'EXTENSION',
        decision: 'GRANTED',
        at: at('2026-11-24 10:00'),
        by: '1号席',
        reason: '经核实',
        approver: '值班长',
        extension: { amount: 2, unit: 'workday' },
        until: null,
      },
    ]);
  });

  it('against the rule of the limit is done and flagged', () => {
    const twice = one(foldOf(grant('2026-11-24 10:00'), grant('2026-11-24 11:00')));
    expect(twice.life.irregularities.map(({ problem }) => problem)).toEqual(['too_many_extensions']);
    expect(twice.dueAt).toBe(at('2026-12-01 18:00'));
    const by = (approver: string) =>
      act('extension_decided', '2026-11-24 10:00', {
        decision: 'GRANTED',
        extension: { amount: 2, unit: 'workday' },
        approver,
      });
    const problems = (approver: string) =>
      one(foldOf(by(approver))).life.irregularities.map(({ problem }) => problem);
    expect([problems('值班长'), problems('值班长岗'), problems('座席')]).toEqual([
      [],
      [],
      ['wrong_approver'],
    ]);
    const long = one(foldOf(grant('2026-11-24 10:00', 6)));
    expect(long.life.irregularities.map(({ problem }) => problem)).toEqual(['extension_too_long']);
    const other = (amount: number, unit: string) => {
      const data = { decision: 'GRANTED', extension: { amount, unit } };
      return one(foldOf(act('extension_decided', '2026-11-24 10:00', data))).life.irregular;
    };
    expect([other(6, 'day'), other(8, 'day'), other(200, 'hour')]).toEqual([0, 1, 1]);
  });

  it('comes on top of a deadline that the source told, until the source tells another', () => {
    const due = told('case.progressed', '2026-11-20 11:00', { dueAt: iso('2026-11-23 18:00') });
    const entity = one(foldOf(due, grant('2026-11-23 10:00')));
    expect([entity.dueAt, entity.dueSource]).toEqual([WEDNESDAY, 'SOURCE']);
    const again = told('case.extended', '2026-11-23 11:00', { dueAt: iso('2026-11-30 18:00') });
    const followed = one(foldOf(due, grant('2026-11-23 10:00'), again));
    expect([followed.dueAt, followed.life.extensions]).toEqual([at('2026-11-30 18:00'), 1]);
  });

  it('stays when the source repeats its deadline, or what it said before the decision comes late', () => {
    const first = { ...told('case.progressed', '2026-11-20 11:00', { dueAt: iso('2026-11-23 18:00') }) };
    const same = told('case.progressed', '2026-11-23 11:00', { dueAt: iso('2026-11-23 18:00'), people: 3 });
    const delayed = told('case.progressed', '2026-11-20 12:00', { dueAt: iso('2026-11-24 18:00') });
    const granted = grant('2026-11-23 10:00');
    expect(one(foldOf(first, granted, same)).dueAt).toBe(WEDNESDAY);
    expect(one(foldOf(first, granted, delayed)).dueAt).toBe(at('2026-11-26 18:00'));
    const many = Array.from({ length: 40 }, () => same);
    expect(one(foldOf(first, granted, ...many)).dueAt).toBe(WEDNESDAY);
    const other = told('case.progressed', '2026-11-23 12:00', { dueAt: iso('2026-11-24 18:00') });
    expect(one(foldOf(first, granted, same, other)).dueAt).toBe(at('2026-11-24 18:00'));
  });

  it('is explained with the deadline, also on top of one that the source told', () => {
    const due = told('case.progressed', '2026-11-20 11:00', { dueAt: iso('2026-11-23 18:00') });
    const two = { amount: 2, unit: 'workday' };
    for (const before of [[], [due]]) {
      expect(foldOf(...before, grant('2026-11-24 10:00')).deadline('x-1')?.extensions).toEqual([
        { ...two, at: at('2026-11-24 10:00'), reason: '经核实', approver: '值班长' },
      ]);
    }
  });
});

describe('a clock that the desk stops', () => {
  it('stands still with its reason and gives whole working days back when it runs again', () => {
    const stopped = one(foldOf(...work, stop('2026-11-23 09:00')));
    expect([stopped.state, stopped.sla, stopped.pausedAt]).toEqual([
      'SUSPENDED',
      'PAUSED',
      at('2026-11-23 09:00'),
    ]);
    expect(kpi(foldOf(...work, stop('2026-11-23 09:00')), 'case.suspended')).toBe(1);
    const fold = foldOf(...work, stop('2026-11-23 09:00'), go('2026-11-25 09:00'));
    expect([one(fold).state, one(fold).dueAt]).toEqual(['IN_PROGRESS', at('2026-11-27 18:00')]);
    expect(fold.deadline('x-1')?.pauses).toMatchObject([{ state: 'SUSPENDED', reason: '经核实' }]);
  });

  it('gives whole working days back on a deadline of the source, clock time on a short one', () => {
    const due = (dueAt: string) => told('case.progressed', '2026-11-20 12:00', { dueAt: iso(dueAt) });
    const stopped = foldOf(...work, due('2026-11-25 12:00'), stop('2026-11-23 09:00'));
    expect([one(stopped).dueAt, one(stopped).sla]).toEqual([at('2026-11-25 12:00'), 'PAUSED']);
    const fold = foldOf(...work, due('2026-11-25 12:00'), stop('2026-11-23 09:00'), go('2026-11-25 09:00'));
    expect(one(fold).dueAt).toBe(at('2026-11-27 18:00'));
    expect(fold.deadline('x-1')?.pauses).toMatchObject([{ from: at('2026-11-23 09:00'), reason: '经核实' }]);
    const late = foldOf(...work, due('2026-11-20 18:00'), stop('2026-11-23 09:00'), go('2026-11-25 09:00'));
    expect(one(late).dueAt).toBe(at('2026-11-20 18:00'));
    const short = [due('2026-11-20 18:00'), stop('2026-11-20 16:00'), go('2026-11-21 09:30')];
    expect(one(foldOf(...work, ...short)).dueAt).toBe(at('2026-11-21 11:30'));
    const own = told('case.suspended', '2026-11-23 09:00');
    const resumed = told('case.resumed', '2026-11-25 09:00');
    expect(one(foldOf(...work, due('2026-11-25 12:00'), own, resumed)).dueAt).toBe(at('2026-11-25 12:00'));
  });

  it('runs again by itself when the time is over', () => {
    const until = iso('2026-11-25 09:00');
    const said = [...work, stop('2026-11-23 09:00', { until })];
    expect(one(foldOf(...said, tick('2026-11-25 08:59'))).state).toBe('SUSPENDED');
    const fold = foldOf(...said, tick('2026-11-25 09:00'));
    expect([one(fold).state, one(fold).dueAt]).toEqual(['IN_PROGRESS', at('2026-11-27 18:00')]);
  });

  it('is in the forward view once the time that it was stopped for is over', () => {
    const stopped = (...over: Record<string, unknown>[]) =>
      foldOf(...work, stop('2026-11-23 09:00', ...over), tick('2026-11-23 10:00'));
    const fold = stopped({ until: iso('2026-11-25 09:00') });
    const falling = (local: string) => fold.fallingDue(at(local));
    expect(falling('2026-11-27 18:00')).toMatchObject([
      { kind: 'case', id: 'x-1', clock: 'RESOLVE', dueAt: at('2026-11-27 18:00'), overdue: false },
    ]);
    expect([falling('2026-11-27 17:59'), falling('2026-11-25 08:59')]).toEqual([[], []]);
    expect(stopped().fallingDue(at('2026-12-31 18:00'))).toEqual([]);
    expect(one(fold).state).toBe('SUSPENDED');
  });

  it('runs again when the source tells the next step', () => {
    const fed = told('case.fedback', '2026-11-24 09:00');
    const entity = one(foldOf(...work, stop('2026-11-23 09:00'), fed));
    expect([entity.state, entity.pausedAt]).toEqual(['FEEDBACK', null]);
  });

  it('of an earlier grant does not end a later one', () => {
    const first = stop('2026-11-23 09:00', { until: iso('2026-11-25 09:00') });
    const said = [...work, first, go('2026-11-23 11:00'), stop('2026-11-24 09:00')];
    expect(one(foldOf(...said, tick('2026-11-26 09:00'))).state).toBe('SUSPENDED');
  });

  it('that the source had stopped can be ended by the desk too', () => {
    const fold = foldOf(...work, told('case.suspended', '2026-11-23 09:00'), go('2026-11-25 09:00'));
    expect(one(fold).state).toBe('IN_PROGRESS');
  });
});

describe('a letter of the ladder', () => {
  const issue = (local: string, answerBy?: string) =>
    act('letter_issued', local, {
      step: 'REMIND_LETTER',
      to: '住建局',
      ...(answerBy && { answerBy: iso(answerBy) }),
    });

  it('is in the forward view until it is answered', () => {
    const fold = foldOf(issue('2026-11-26 09:00', '2026-11-27 18:00'), tick('2026-11-26 10:00'));
    const letters = (local: string) => fold.fallingDue(at(local)).filter(({ clock }) => clock === 'LETTER');
    expect(letters('2026-11-27 18:00')).toEqual([
      {
        kind: 'case',
        id: 'x-1',
        clock: 'LETTER',
        unit: '住建局',
        dueAt: at('2026-11-27 18:00'),
        limit: null,
        provisional: false,
        overdue: false,
      },
    ]);
    expect(letters('2026-11-27 17:59')).toEqual([]);
  });

  it('is shown with unit, reason, approver and seat, and waits for its answer', () => {
    const fold = foldOf(issue('2026-11-26 09:00', '2026-11-27 18:00'));
    expect(one(fold).life.letters).toEqual([
      {
        step: 'REMIND_LETTER',
        word: null,
        to: '住建局',
        at: at('2026-11-26 09:00'),
        reason: '经核实',
        by: '1号席',
        approver: '值班长',
        answerBy: at('2026-11-27 18:00'),
        answeredAt: null,
        overdue: false,
      },
    ]);
    expect([kpi(fold, 'case.letter.REMIND_LETTER'), kpi(fold, 'case.letter.unanswered')]).toEqual([1, 1]);
  });

  it('is overdue when its time is over, answered when the unit says so', () => {
    const said = issue('2026-11-26 09:00', '2026-11-27 18:00');
    const late = foldOf(said, tick('2026-11-27 18:01'));
    expect([one(late).life.letters[0]?.overdue, kpi(late, 'case.letter.overdue')]).toEqual([true, 1]);
    const answer = told('case.progressed', '2026-11-27 10:00', { answers: 'REMIND_LETTER' });
    const fold = foldOf(said, answer, tick('2026-11-27 18:01'));
    expect(one(fold).life.letters[0]).toMatchObject({ answeredAt: at('2026-11-27 10:00'), overdue: false });
    expect(kpi(fold, 'case.letter.unanswered')).toBe(0);
  });
});

it('a department is called in, reports for duty and is released', () => {
  const call = act('called_in', '2026-11-23 09:00', { unit: 'u-housing' });
  const come = act('reported_in', '2026-11-23 09:20', { unit: 'u-housing', step: 'REPORTED' });
  const leave = act('reported_in', '2026-11-23 11:00', { unit: 'u-housing', step: 'RELEASED' });
  expect(one(foldOf(call, come, leave)).life.supports).toMatchObject([
    {
      unit: 'u-housing',
      name: '住建局',
      calledAt: at('2026-11-23 09:00'),
      reportedAt: at('2026-11-23 09:20'),
      releasedAt: at('2026-11-23 11:00'),
    },
  ]);
});

it('the acts of the desk go through a snapshot', () => {
  const fold = foldOf(
    ...work,
    stop('2026-11-23 09:00', { until: iso('2026-11-25 09:00') }),
    grant('2026-11-23 10:00'),
  );
  const restored = restoreFold(fold.serialize());
  expect(restored.stateHash()).toBe(fold.stateHash());
  const next = { ...log(tick('2026-11-25 09:00'))[0], n: 99 } as never;
  for (const each of [fold, restored]) each.apply(next);
  expect(restored.stateHash()).toBe(fold.stateHash());
  expect(one(restored).state).toBe('IN_PROGRESS');
});
