import { describe, expect, it } from 'vitest';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import { configured, folded, kpi, log, NOON, type Said, tick } from './log.ts';

const at = (minutes: number) => NOON + minutes * 60_000;
const alarm = (type: string, sequence: number, minutes: number, data: object = {}): Said => ({
  type: `alarm.${type}`,
  subject: 'a',
  sequence,
  time: at(minutes),
  data: type === 'raised' ? { title: '火警', type: 'SMOKE', priority: 'P3', ...data } : {},
});
const P1 = { priority: 'P1' };
const ack = (minutes: number): Said => ({
  type: 'operation.acknowledged',
  subject: 'alarm:a',
  sequence: null,
  time: at(minutes),
  data: { by: { seat: '1号席', role: 'duty_officer' } },
});
const before = [alarm('raised', 500, 0), alarm('cleared', 501, 5)];
const foldOf = (...said: Said[]) => folded(log(configured(), ...said));
const stands = (...said: Said[]) => {
  const { state, priority, raisedAt, flags } = foldOf(...said).get('alarm', 'a') ?? {};
  return [state, priority, ((raisedAt ?? 0) - NOON) / 60_000, flags];
};

describe('a raise that its source numbers anew from below', () => {
  it('is not lost from sight: it waits until somebody has seen it, at its own priority', () => {
    const again = alarm('raised', 1, 120, P1);
    expect(stands(...before)).toEqual(['NORMAL', 'P3', 0, []]);
    expect(stands(...before, again)).toEqual(['RETURNED_UNACKED', 'P1', 120, ['renumbered']]);
    const fold = foldOf(...before, again, tick(at(125)));
    expect(['alarm.unacked', 'alarm.late', 'alarm.today.raised'].map((id) => kpi(fold, id))).toEqual([
      1, 1, 2,
    ]);
    expect(restoreFold(fold.serialize()).stateHash()).toBe(fold.stateHash());
  });

  it('is over once it was acknowledged, and leaves the episodes before it as they were', () => {
    const again = [alarm('raised', 1, 120, P1), ack(121)];
    expect(stands(...before, ...again)[0]).toBe('NORMAL');
    const fold = foldOf(...before, ...again, tick(at(125)));
    expect(['alarm.unacked', 'alarm.today.raised', 'alarm.today.acked'].map((id) => kpi(fold, id))).toEqual([
      0, 2, 1,
    ]);
  });

  it('waits anew with the next raise, also under a number that was used before', () => {
    const twice = [alarm('raised', 1, 120, P1), ack(121), alarm('raised', 1, 180)];
    expect(stands(...before, ...twice)).toEqual(['RETURNED_UNACKED', 'P3', 180, ['renumbered']]);
  });

  it('stands in the same way in whatever order its source is heard', () => {
    const said = [...before, alarm('raised', 1, 120, P1), alarm('updated', 2, 121)];
    const whole = stands(...said);
    expect(stands(...said.toReversed())).toEqual(whole);
    expect(stands(said[2] as Said, said[0] as Said, said[3] as Said, said[1] as Said)).toEqual(whole);
  });

  it.each<[string, Said]>([
    ['told late', alarm('raised', 400, -30)],
    ['within minutes', alarm('raised', 400, 9)],
    ['told again', alarm('raised', 500, 1)],
    ['in its place', alarm('raised', 502, 120)],
  ])('is none that was %s', (_what, raise) => {
    expect(stands(...before, raise)[3]).toEqual([]);
  });

  it('adds nothing while the alarm stands anyway', () => {
    expect(stands(alarm('raised', 500, 0), alarm('raised', 1, 120, P1))).toEqual(['UNACKED', 'P3', 0, []]);
  });
});
