import { describe, expect, it } from 'vitest';
import { acked, done, foldOf, minutes, raised, said, shown } from './alarm-figures.ts';
import { iso, NOON, type Said, tick } from './log.ts';

describe('the target of an alarm whose priority changes while it waits', () => {
  const ranked = (minute: number, priority: string) => said('updated', 'a', minute, { priority });
  const shelved = done('shelved', 'alarm:a', 1, { reason: 'OTHER', until: iso('2026-11-20 13:00') });
  const first = raised('a', 0, { priority: 'P3' });

  it.each([
    ['runs from when it became graver', [first, ranked(20, 'P1')], 20.5, 21],
    ['is never later for that', [first, ranked(29.5, 'P2')], 29.9, 30],
    ['is that of each priority since it was that grave', [first, ranked(3, 'P1'), ranked(3.5, 'P2')], 7.5, 8],
    ['is its own again when it is less grave', [first, ranked(3, 'P1'), ranked(3.5, 'P3')], 29, 30],
    ['is as long as of a less grave one', [first, ranked(3, 'P4')], 119, 120],
  ])('%s', (_what, told, inTime, ackBy) => {
    const fold = foldOf(...told, tick(minutes(inTime)));
    expect(fold.get('alarm', 'a')).toMatchObject({ waitingSince: NOON, ackBy: minutes(ackBy), late: false });
    expect(shown(foldOf(...told, acked('a', inTime), tick(minutes(ackBy))), 'alarmAckInTime.D7')).toEqual([
      100, 1, 1,
    ]);
    const late = minutes(ackBy) + 1;
    expect(shown(foldOf(...told, tick(late)), 'alarmAckInTime.D7')).toEqual([0, 0, 1]);
    expect(foldOf(...told, tick(late)).get('alarm', 'a')).toMatchObject({ late: true });
  });

  it('stays missed, however little it matters later', () => {
    const told = [raised('a', 0, { priority: 'P1' }), ranked(10, 'P4')];
    expect(foldOf(...told).get('alarm', 'a')).toMatchObject({ late: true, ackBy: minutes(1) });
    expect(shown(foldOf(...told, acked('a', 20), tick(minutes(21))), 'alarmAckInTime.D7')).toEqual([0, 0, 1]);
  });

  it('runs, as a shelving of what was less grave ends, also when it is less grave again or raised anew', () => {
    const open = (...rest: Said[]) => foldOf(first, shelved, ...rest).get('alarm', 'a')?.shelved ?? null;
    expect(open(ranked(2, 'P3'), ranked(3, 'P4'), ranked(4, 'P3'))).not.toBeNull();
    expect(open(ranked(2, 'P2'))).toBeNull();
    expect(open(ranked(2, 'P2'), ranked(3, 'P4'))).toBeNull();
    const over = said('cleared', 'a', 2);
    expect(open(over, raised('a', 3, { priority: 'P3' }))).not.toBeNull();
    expect(open(over, raised('a', 3, { priority: 'P1' }))).toBeNull();
    const fold = foldOf(first, shelved, ranked(2, 'P1'), tick(minutes(2)));
    expect(fold.get('kpi', 'alarm.unacked')?.value).toBe(1);
    expect(shown(fold, 'alarmOverShelved.D7')).toEqual([0, 0, 1]);
    const anew = done('shelved', 'alarm:a', 3, { reason: 'OTHER', until: iso('2026-11-20 12:30') });
    expect(foldOf(first, shelved, ranked(2, 'P1'), anew).get('alarm', 'a')?.shelved).toMatchObject({
      until: minutes(30),
    });
  });
});
