import { describe, expect, it } from 'vitest';
import { alarm, done, foldOf, minutes, raised, said } from './alarm-words.ts';
import { iso, kpi, type Said, tick } from './log.ts';

describe('an acknowledgement', () => {
  it('holds for the version that was seen and no later one', () => {
    const graver = said('alarm.updated', 'a', 1, { priority: 'P1' });
    const late = done('acknowledged', 'a', 2, { seen: 1 });
    expect(alarm(foldOf(raised('a', 0), late))).toMatchObject({ acked: true });
    expect(alarm(foldOf(raised('a', 0), graver, late))).toMatchObject({ acked: false, version: 2 });
  });

  it('ends when the alarm becomes graver, not when it becomes less grave', () => {
    const acked = [raised('a', 0), done('acknowledged', 'a', 1)];
    expect(alarm(foldOf(...acked, said('alarm.updated', 'a', 2, { priority: 'P1' })))).toMatchObject({
      acked: false,
      ackedBy: null,
      waitingSince: minutes(2),
      ackBy: minutes(3),
    });
    expect(alarm(foldOf(...acked, said('alarm.updated', 'a', 2, { priority: 'P3' })))).toMatchObject({
      acked: true,
    });
  });

  it('lapses after the time of its priority while the condition stands, and can be given again', () => {
    const acked = [raised('a', 0), done('acknowledged', 'a', 1)];
    const until = minutes(1) + 28_800_000;
    expect(alarm(foldOf(...acked, tick(until - 1)))).toMatchObject({ acked: true, ackUntil: until });
    const lapsed = foldOf(...acked, tick(until));
    expect(alarm(lapsed)).toMatchObject({ state: 'UNACKED', waitingSince: until, ackUntil: null });
    expect([kpi(lapsed, 'alarm.unacked'), kpi(lapsed, 'alarm.acked')]).toEqual([1, 0]);
    expect(alarm(foldOf(...acked, tick(until), done('acknowledged', 'a', 600)))).toMatchObject({
      acked: true,
      ackedAt: minutes(600),
    });
  });

  it('that had lapsed before the alarm returned leaves it to be seen', () => {
    const returned = said('alarm.returned', 'a', 600);
    const fold = foldOf(raised('a', 0), done('acknowledged', 'a', 1), returned);
    expect(alarm(fold)).toMatchObject({ state: 'RETURNED_UNACKED', finishedAt: null });
    expect(kpi(fold, 'alarm.returned')).toBe(1);
  });

  it('is late after its target, and in time before', () => {
    const late = foldOf(raised('a', 0), tick(minutes(5) + 1));
    expect([alarm(late)?.late, kpi(late, 'alarm.late')]).toEqual([true, 1]);
    expect(alarm(foldOf(raised('a', 0), tick(minutes(5))))?.late).toBe(false);
  });

  it.each<[string, Said[]]>([
    ['stands', []],
    ['lapsed since', [tick(minutes(5) + 8 * 3_600_000 + 1)]],
    [
      'was of an episode that is over, and another one began',
      [said('alarm.cleared', 'a', 7), raised('a', 8)],
    ],
    ['is void since the alarm became graver', [said('alarm.updated', 'a', 7, { priority: 'P1' })]],
  ])('in time counts in the day and in the figure alike when it %s', (_what, since) => {
    const seen = [done('acknowledged', 'a', 5), done('acknowledged', 'b', 6)];
    const fold = foldOf(raised('a', 0), raised('b', 0), ...seen, ...since, tick(minutes(9) + 9 * 3_600_000));
    expect([kpi(fold, 'alarm.today.acked'), kpi(fold, 'alarm.today.ackedInTime')]).toEqual([2, 1]);
    const [acked, inTime] = ['alarmAcked', 'alarmAckInTime'].map((id) =>
      fold.get('kpi', `figure.${id}.TODAY`),
    );
    expect([acked?.part, inTime?.part]).toEqual([2, 1]);
    for (const id of ['acked', 'ackedInTime'])
      expect(
        fold.explainKpi({ id: `alarm.today.${id}`, period: null, area: null, at: fold.now() }),
      ).toMatchObject({ equal: true, told: { value: kpi(fold, `alarm.today.${id}`) } });
  });
});

describe('silence, latch and expiry', () => {
  it('silence is neither an acknowledgement nor an end, and goes when the alarm becomes graver', () => {
    const silenced = [raised('a', 0), done('silenced', 'a', 1)];
    expect(alarm(foldOf(...silenced))).toMatchObject({ silenced: true, acked: false, state: 'UNACKED' });
    const graver = said('alarm.updated', 'a', 2, { priority: 'P1' });
    expect(alarm(foldOf(...silenced, graver))).toMatchObject({ silenced: false });
  });

  it('a latched alarm stays after return and acknowledgement until it is reset', () => {
    const tamper = raised('a', 0, { data: { type: 'TAMPER' } });
    const over = [tamper, done('acknowledged', 'a', 1), said('alarm.returned', 'a', 2)];
    const latched = foldOf(...over);
    expect(alarm(latched)).toMatchObject({ state: 'LATCHED', finishedAt: null });
    expect(kpi(latched, 'alarm.latched')).toBe(1);
    expect(alarm(foldOf(...over, done('reset', 'a', 3)))).toMatchObject({
      state: 'NORMAL',
      finishedAt: minutes(3),
    });
  });

  it('a reset before the condition is over and seen does nothing', () => {
    const tamper = raised('a', 0, { data: { type: 'TAMPER' } });
    expect(alarm(foldOf(tamper, done('reset', 'a', 1)))).toMatchObject({ state: 'UNACKED' });
  });

  it('an expired alarm is over by itself but still to be seen', () => {
    const short = raised('a', 0, { data: { expiresAt: iso('2026-11-20 12:10') } });
    expect(alarm(foldOf(short, tick(minutes(10) - 1)))).toMatchObject({ active: true });
    expect(alarm(foldOf(short, tick(minutes(10))))).toMatchObject({
      state: 'RETURNED_UNACKED',
      returnedAt: minutes(10),
    });
    expect(alarm(foldOf(short, done('acknowledged', 'a', 1), tick(minutes(10))))).toMatchObject({
      finishedAt: minutes(10),
    });
    const prolonged = said('alarm.updated', 'a', 5, { expiresAt: iso('2026-11-20 13:00') });
    expect(alarm(foldOf(short, prolonged, tick(minutes(30))))).toMatchObject({ active: true });
  });
});
