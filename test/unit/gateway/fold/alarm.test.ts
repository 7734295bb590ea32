import { describe, expect, it } from 'vitest';
import { configured, folded, kpi, log, NOON, type Said, tick } from './log.ts';

const minutes = (count: number) => NOON + count * 60_000;

function raised(sequence: number, minute: number, data: Record<string, unknown> = {}): Said {
  return {
    type: 'alarm.raised',
    sequence,
    time: minutes(minute),
    data: { type: 'SMOKE', priority: 'P1', title: '烟感告警', ...data },
  };
}
const returned = (sequence: number, minute: number): Said => ({
  type: 'alarm.returned',
  sequence,
  time: minutes(minute),
});
const cleared = (sequence: number, minute: number): Said => ({
  type: 'alarm.cleared',
  sequence,
  time: minutes(minute),
});
const acked = (minute: number): Said => ({
  type: 'operation.acknowledged',
  subject: 'alarm:x-1',
  sequence: null,
  time: minutes(minute),
  data: { by: { seat: '2号席', role: 'operator' } },
});

const foldOf = (...said: Said[]) => folded(log(configured(), ...said));
const alarm = (...said: Said[]) => foldOf(...said).get('alarm', 'x-1');

describe('a condition that stands', () => {
  it('is stale by how long it has stood at a stretch, not by when its episode began', () => {
    const stale = (...said: Said[]) => {
      const fold = foldOf(tick(NOON), ...said);
      return [fold.get('alarm', 'x-1')?.stale, kpi(fold, 'figure.alarmsStale.D30')];
    };
    const again = [raised(1, 0), returned(2, 10), raised(3, 1_429)];
    const dayOn = 1_429 + 1_440;
    expect(stale(...again, tick(minutes(1_441)))).toEqual([false, 0]);
    expect(stale(...again, tick(minutes(dayOn) - 1))).toEqual([false, 0]);
    expect(stale(...again, tick(minutes(dayOn)))).toEqual([true, 1]);
    const over = returned(4, dayOn + 1);
    expect(stale(...again, over, tick(minutes(dayOn + 2)))).toEqual([false, 1]);
    expect(stale(...again, over, raised(5, dayOn + 3), tick(minutes(dayOn + 4)))).toEqual([false, 1]);
  });
});

describe('an alarm', () => {
  it.each<[string, Said[], Record<string, unknown>]>([
    ['raised', [raised(1, 0)], { active: true, acked: false, finishedAt: null, ackBy: minutes(1) }],
    [
      'acknowledged',
      [raised(1, 0), acked(1)],
      { active: true, acked: true, ackedBy: '2号席', finishedAt: null },
    ],
    [
      'back to normal, unseen',
      [raised(1, 0), returned(2, 1)],
      { active: false, acked: false, finishedAt: null },
    ],
    [
      'back to normal after it was seen',
      [raised(1, 0), acked(1), returned(2, 2)],
      { finishedAt: minutes(2) },
    ],
    [
      'seen after it was back to normal',
      [raised(1, 0), returned(2, 1), acked(5)],
      { finishedAt: minutes(5) },
    ],
    [
      'cleared by its source, unseen',
      [raised(1, 0), cleared(2, 3)],
      { acked: false, finishedAt: minutes(3) },
    ],
    [
      'raised again after it was finished',
      [raised(1, 0), acked(1), returned(2, 2), raised(3, 9)],
      { active: true, acked: false, ackedBy: null, raisedAt: minutes(9), finishedAt: null, returnedAt: null },
    ],
    [
      'raised again before anybody saw it',
      [raised(1, 0), returned(2, 1), raised(3, 2)],
      { active: true, acked: false, raisedAt: minutes(0), returnedAt: null },
    ],
    [
      'raised again while acknowledged',
      [raised(1, 0), acked(1), raised(2, 2)],
      { active: true, acked: true, raisedAt: minutes(0) },
    ],
  ])('%s stands as it must', (_name, said, expected) => {
    expect(alarm(...said)).toMatchObject(expected);
  });

  it('ends the same when its own events arrive in another order', () => {
    const told = [raised(1, 0), returned(2, 1), cleared(3, 2), raised(4, 3), returned(5, 4)];
    const inOrder = alarm(...told);
    expect(alarm(...told.toReversed())).toEqual({ ...inOrder, version: expect.any(Number) });
  });

  it('is not acknowledged by a press that came before it was raised again', () => {
    const late = alarm(raised(1, 0), acked(1), returned(2, 2), raised(3, 3), acked(4));
    expect(late).toMatchObject({ acked: true, ackedAt: minutes(4) });
  });

  it('keeps device health apart from the alarm', () => {
    const offline = { type: 'alarm.health_changed', sequence: 2, data: { health: 'OFFLINE' } };
    expect(alarm(raised(1, 0), offline)).toMatchObject({ health: 'OFFLINE', active: true, version: 1 });
    expect(alarm(offline)).toBeUndefined();
  });

  it('takes a new priority and reading, and is due by the new priority', () => {
    const updated = {
      type: 'alarm.updated',
      sequence: 2,
      data: { priority: 'P3', reading: { value: 3, unit: 'ppm' } },
    };
    expect(alarm(raised(1, 0), updated)).toMatchObject({
      priority: 'P3',
      reading: { value: 3, unit: 'ppm' },
      ackBy: minutes(30),
      version: 2,
    });
  });

  it('never makes an acknowledgement on its way stale by a new reading', () => {
    const reading = { type: 'alarm.updated', sequence: 2, data: { reading: { value: 3, unit: 'ppm' } } };
    expect(alarm(raised(1, 0), reading)?.version).toBe(1);
    expect(alarm(raised(1, 0), acked(1))?.version).toBe(2);
  });

  it('is counted as unacked or acked until it is finished, then leaves after its time', () => {
    const unseen = foldOf(raised(1, 0), returned(2, 1));
    expect([kpi(unseen, 'alarm.active'), kpi(unseen, 'alarm.unacked'), kpi(unseen, 'alarm.P1')]).toEqual([
      1, 1, 1,
    ]);
    const seen = foldOf(raised(1, 0), acked(1));
    expect([kpi(seen, 'alarm.active'), kpi(seen, 'alarm.acked')]).toEqual([1, 1]);
    const done = [raised(1, 0), acked(1), returned(2, 2)];
    expect(kpi(foldOf(...done), 'alarm.active')).toBe(0);
    expect(alarm(...done, tick(minutes(2) + 86_399_999))).toBeDefined();
    expect(alarm(...done, tick(minutes(2) + 86_400_000))).toBeUndefined();
  });

  it('with more repetitions than are kept stays an alarm nobody has seen', () => {
    const repeated = Array.from({ length: 200 }, (_, i) => returned(i + 2, i));
    expect(alarm(raised(1, 0), ...repeated)).toMatchObject({ active: false, acked: false, finishedAt: null });
  });
});
