import { describe, expect, it } from 'vitest';
import { at, configured, folded, iso, log, NOON, type Said, tick } from '../log.ts';
import { fold, opened, walk } from '../walks.ts';

describe('the clocks of a supporting unit', () => {
  it('are in the forward view until it has signed, and fed back', () => {
    const falling = (...steps: string[]) => {
      const told = steps.map((step): [string, Record<string, unknown>] => [
        'progressed',
        { support: { unit: '供水公司', step } },
      ]);
      return fold(opened(), ...walk(...told))
        .fallingDue(at('2026-12-31 18:00'))
        .flatMap(({ clock, unit }) => (unit === undefined ? [] : [clock, unit]));
    };
    expect(falling('CALLED')).toEqual(['SIGN', '供水公司', 'SUPPORT', '供水公司']);
    expect(falling('CALLED', 'SIGNED')).toEqual(['SUPPORT', '供水公司']);
    expect(falling('CALLED', 'SIGNED', 'FEDBACK')).toEqual([]);
  });
});

describe('an alarm in the forward view', () => {
  const SECOND = 1_000;
  const raised = (data: Record<string, unknown> = {}): Said => ({
    type: 'alarm.raised',
    subject: 'a-1',
    data: { title: '烟感', type: 'SMOKE', priority: 'P3', device: 'd-1', ...data },
  });
  const command = (type: string, second: number, data: Record<string, unknown> = {}): Said => ({
    type: `operation.${type}`,
    subject: 'alarm:a-1',
    sequence: null,
    time: NOON + second * SECOND,
    data: { by: { seat: '1号席', role: 'duty_officer' }, ...data },
  });
  const acked = command('acknowledged', 60);
  const shelved = command('shelved', 60, {
    reason: 'TESTING',
    until: new Date(NOON + 3_600 * SECOND).toISOString(),
  });
  const falling = (seconds: number, ...said: Said[]) =>
    folded(log(configured(), ...said))
      .fallingDue(NOON + seconds * SECOND)
      .map(({ kind, id, clock, dueAt, overdue }) => [kind, id, clock, (dueAt - NOON) / SECOND, overdue]);
  const waits = ['alarm', 'a-1', 'ACKNOWLEDGE', 1_800, false];

  it.each<[string, number, Said[], unknown[]]>([
    ['waits to be acknowledged', 1_800, [raised()], [waits]],
    ['is not in it before', 1_799, [raised()], []],
    ['is late already', 1_800, [raised(), tick(NOON + 1_801 * SECOND)], [[...waits.slice(0, 4), true]]],
    [
      'has an acknowledgement that lapses',
      86_460,
      [raised(), acked],
      [['alarm', 'a-1', 'LAPSE', 86_460, false]],
    ],
    ['of which that holds longer is not in it', 86_459, [raised(), acked], []],
    [
      'has returned and was acknowledged',
      99_999,
      [raised(), { type: 'alarm.returned', subject: 'a-1' }, acked],
      [],
    ],
    ['expires before', 9_999, [raised({ expiresAt: iso('2026-11-20 12:10') })], []],
    ['is shelved beyond it', 3_599, [raised(), shelved], []],
    [
      'is shelved for a time that is over by then',
      3_600,
      [raised(), shelved],
      [[...waits.slice(0, 3), 3_600, false]],
    ],
    ['is an exercise', 9_999, [{ ...raised(), reality: 'exercise' }], []],
  ])('that %s', (_, until, said, list) => {
    expect(falling(until, ...said)).toEqual(list);
  });
});
