import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { AGE_PREFIX } from '../../../../gateway/contract/ages.ts';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import { configured, folded, iso, log, NOON, received, type Said, tick } from './log.ts';
import { randomLog } from './random-log.ts';

vi.setConfig({ testTimeout: 60_000 });

const HOUR = 3_600_000;
const foldOf = (...said: Said[]) => folded(log(configured(), ...said));
const item = (subject: string, hour: number, over: Record<string, unknown> = {}) =>
  received({ kind: 'DISPUTE', receivedAt: new Date(NOON + hour * HOUR).toISOString(), ...over }, { subject });
const age = (fold: Fold, id: string) => {
  const { value, part, of, subject } = fold.get('kpi', `age.${id}`) ?? {};
  return [value, part, of, subject];
};

describe('ages of what is open', () => {
  it('tell since when the oldest and the middle one wait, and which is the oldest', () => {
    const fold = foldOf(item('b', -5), item('a', -9), item('c', -1), item('d', -2));
    expect(age(fold, 'case.DISPUTES.open')).toEqual([NOON - 9 * HOUR, NOON - 5 * HOUR, 4, 'case:a']);
  });

  it('know nothing while nothing waits', () => {
    expect(age(foldOf(), 'case.DISPUTES.open')).toEqual([0, 0, 0, undefined]);
    const done = foldOf(item('a', -9), { type: 'case.closed', subject: 'a' });
    expect(age(done, 'case.DISPUTES.open')).toEqual([0, 0, 0, undefined]);
  });

  it('follow a dispute through its steps and levels of handling', () => {
    const raised = { type: 'case.progressed', subject: 'a', data: { handlingLevel: 'TOWNSHIP' } };
    const fold = foldOf(item('a', -9, { handlingLevel: 'VILLAGE' }), raised, {
      type: 'case.started',
      subject: 'a',
    });
    const waiting = [NOON - 9 * HOUR, NOON - 9 * HOUR, 1, 'case:a'];
    expect(age(fold, 'case.DISPUTES.level.TOWNSHIP')).toEqual(waiting);
    expect(age(fold, 'case.DISPUTES.stage.HANDLING')).toEqual(waiting);
    expect(age(fold, 'case.DISPUTES.level.VILLAGE')[2]).toBe(0);
    expect(age(fold, 'case.DISPUTES.stage.INTAKE')[2]).toBe(0);
  });

  it('name the hazard that is longest unrepaired, by kind and by category', () => {
    const fold = foldOf(
      item('new', -1, { kind: 'HAZARD', category: '消防' }),
      item('old', -48, { kind: 'HAZARD', category: '燃气' }),
    );
    expect(age(fold, 'case.kind.HAZARD')[3]).toBe('case:old');
    expect(age(fold, 'hazard.category.消防')[3]).toBe('case:new');
  });

  it('tell the oldest wait of an alarm until somebody acknowledges it', () => {
    const raised = (subject: string, time: number): Said => ({
      type: 'alarm.raised',
      subject,
      time,
      data: { title: '烟感', type: 'SMOKE', priority: 'P1', device: subject },
    });
    const acked: Said = { type: 'operation.acknowledged', subject: 'alarm:x', sequence: null };
    const both = [raised('x', NOON - HOUR), raised('y', NOON)];
    expect(age(foldOf(...both), 'alarm.unacked')).toEqual([NOON - HOUR, NOON - HOUR, 2, 'alarm:x']);
    expect(age(foldOf(...both, acked), 'alarm.unacked')).toEqual([NOON, NOON, 1, 'alarm:y']);
  });

  it('an exercise has none', () => {
    expect(age(foldOf({ ...item('a', -9), reality: 'exercise' }), 'case.DISPUTES.open')[2]).toBe(0);
    const drill: Said = {
      type: 'alarm.raised',
      reality: 'exercise',
      data: { title: '烟感', type: 'SMOKE', priority: 'P1' },
    };
    expect(age(foldOf(drill), 'alarm.unacked')[2]).toBe(0);
  });

  it('are explained row by row', () => {
    const fold = foldOf(item('b', -5), item('a', -9));
    const explained = fold.explainKpi({ id: 'age.case.DISPUTES.open', period: null, area: null, at: NOON });
    expect(explained?.equal).toBe(true);
    expect(explained?.rows).toEqual([
      { subject: 'case:a', ns: [3], part: NOON - 9 * HOUR, of: 1 },
      { subject: 'case:b', ns: [2], part: NOON - 5 * HOUR, of: 1 },
    ]);
  });

  it('of any log are those that counting anew gives, and go on after a restore', () => {
    fc.assert(
      fc.property(randomLog, fc.nat(), (entries, cut) => {
        const at = cut % (entries.length + 1);
        const restored = restoreFold(folded(entries.slice(0, at)).serialize());
        const fold = folded(entries.slice(at), restored);
        for (const { id } of fold.all('kpi')) {
          if (!id.startsWith(AGE_PREFIX)) continue;
          const { told, recomputed } = fold.explainKpi({ id, period: null, area: null, at: 0 }) ?? {};
          expect([id, told]).toEqual([id, recomputed]);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('the counts of the three contents', () => {
  const value = (fold: Fold, id: string) => fold.get('kpi', id)?.value ?? 0;

  it('disputes by step and level of handling, late ones apart', () => {
    const fold = foldOf(
      item('a', -3, { handlingLevel: 'COUNTY', dueAt: iso('2026-11-20 12:30'), category: '邻里' }),
      item('b', -3),
      tick(NOON + HOUR),
    );
    const ids = ['level.COUNTY', 'level.COUNTY.stage.INTAKE', 'level.COUNTY.overdue', 'level.NONE'];
    expect(ids.map((id) => value(fold, `case.DISPUTES.${id}`))).toEqual([1, 1, 1, 1]);
    expect(value(fold, 'dispute.category.邻里')).toBe(1);
  });

  it('appeals by channel and by unit', () => {
    const fold = foldOf(
      item('a', 0, { kind: 'APPEAL', channel: 'HOTLINE_12345', holder: 'u-housing', category: '噪声' }),
      item('b', 0, { kind: 'APPEAL' }),
    );
    const ids = ['case.channel.HOTLINE_12345', 'case.APPEALS.channel.HOTLINE_12345', 'appeal.category.噪声'];
    expect(ids.map((id) => value(fold, id))).toEqual([1, 1, 1]);
    expect([value(fold, 'appeal.unit.住建局'), value(fold, 'appeal.unit.')]).toEqual([1, 1]);
  });

  it('handed back counts until a unit signs', () => {
    const back: Said[] = [item('a', 0), { type: 'case.dispatched', subject: 'a' }];
    const returned = { type: 'case.returned', subject: 'a' };
    const again = { type: 'case.dispatched', subject: 'a' };
    const signed = { type: 'case.signed', subject: 'a' };
    const handedBack = (...said: Said[]) => value(foldOf(...back, ...said), 'case.handedBack');
    expect([handedBack(), handedBack(returned), handedBack(returned, again)]).toEqual([0, 1, 1]);
    expect(handedBack(returned, again, signed)).toBe(0);
  });
});
