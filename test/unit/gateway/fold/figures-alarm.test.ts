import { describe, expect, it } from 'vitest';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import { refolded } from '../../../../gateway/fold/measures/refold.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import { acked, done, foldOf, minutes, raised, said, shown } from './alarm-figures.ts';
import { configured, folded, iso, log, received, type Said, tick } from './log.ts';

const SPOT = { lng: 103.8, lat: 25.6 };

const explained = (fold: Fold, id: string) =>
  fold.explainKpi({ id, period: 'D7', area: null, at: fold.now() });

describe('how fast an alarm is answered', () => {
  const terminal: Said = {
    type: 'terminal.status_changed',
    subject: 't-1',
    sequence: 1,
    data: { onDuty: true, name: '一号' },
  };
  const fix = (minute: number, lng: number): Said => ({
    type: 'terminal.located',
    subject: 't-1',
    sequence: 10 + minute,
    time: minutes(minute),
    data: { location: { lng, lat: SPOT.lat } },
  });
  const alarm = raised('a', 0, { location: SPOT });
  const linked = done('linked', 'alarm:a', 7);
  const called = done('dispatched', 'terminal:t-1', 10, { to: 'alarm:a' });
  const story = [
    terminal,
    fix(0, 103.9),
    alarm,
    acked('a', 3),
    linked,
    called,
    fix(15, 103.85),
    fix(22, SPOT.lng),
  ];
  const legs = ['ackTime', 'alarmVerifyTime', 'alarmDispatchTime', 'alarmOnSiteTime'];

  it('is told leg by leg: raised, acknowledged, verified, dispatched, on the spot', () => {
    const fold = foldOf(...story, tick(minutes(30)));
    expect(legs.map((leg) => shown(fold, `${leg}.D7`))).toEqual([
      [3, 3, 1],
      [4, 4, 1],
      [3, 3, 1],
      [12, 12, 1],
    ]);
    expect(legs.map((leg) => shown(fold, `${leg}P90.D7`)[2])).toEqual([1, 1, 1, 1]);
  });

  it('is told to a quarter of a minute below ten: the first priority has one minute', () => {
    const fold = foldOf(raised('a'), acked('a', 0.5), tick(minutes(30)));
    expect(shown(fold, 'ackTime.D7')).toEqual([0.5, 0.5, 1]);
  });

  it('in time, of those acknowledged and those that are beyond their time unacknowledged', () => {
    const others = Array.from({ length: 3 }, (_, i) => raised(`b-${i}`, 1));
    const told = [raised('a'), acked('a', 1), ...others];
    expect(shown(foldOf(...told, tick(minutes(2))), 'alarmAckInTime.D7')).toEqual([100, 1, 1]);
    expect(shown(foldOf(...told, tick(minutes(300))), 'alarmAckInTime.D7')).toEqual([25, 1, 4]);
  });

  it('comes out again of the entries that are named, and after a restore', () => {
    const entries = log(configured(), ...story, tick(minutes(30)));
    const fold = folded(entries);
    for (const id of legs) {
      const question = { id, period: 'D7', area: null, at: fold.now() } as const;
      const rows = fold.explainKpi(question)?.rows ?? [];
      expect(rows).toHaveLength(1);
      const ns = new Set([...fold.configurations(), ...rows.flatMap((row) => row.ns)]);
      const again = refolded(
        entries.filter(({ n }) => ns.has(n)),
        question,
        fold.now(),
      );
      expect(again.get('alarm:a')).toMatchObject({ part: rows[0]?.part, of: 1 });
    }
    const restored = folded(
      log(...story, fix(40, SPOT.lng), tick(minutes(50)))
        .slice(-2)
        .map((each, i) => ({ ...each, n: 90 + i })),
      restoreFold(fold.serialize()),
    );
    expect(shown(restored, 'alarmOnSiteTime.D7')).toEqual([12, 12, 1]);
  });

  it('is spared by trimming, though the terminal has long been somewhere else', () => {
    const entries = log(configured(), ...story, tick(minutes(30)), fix(40, 103.9), fix(50, 103.95));
    const fold = folded(entries);
    const spared = new Set(fold.needed('terminal'));
    const trimmed = entries.filter(({ n, feed }) => feed !== 'terminal' || spared.has(n));
    expect(shown(folded(trimmed), 'alarmOnSiteTime.D7')).toEqual([12, 12, 1]);
    const anew = done('dispatched', 'terminal:t-1', 60, { to: 'alarm:z' });
    const moved = folded([...entries, ...log(anew).map((each) => ({ ...each, n: 90 }))]);
    const kept = new Set(moved.needed('terminal'));
    const rest = entries.filter(({ n, feed }) => feed !== 'terminal' || kept.has(n));
    expect(shown(folded(rest), 'alarmOnSiteTime.D7')).toEqual([12, 12, 1]);
  });

  it('counts a call to the item and its dispatch to a unit, whichever was first', () => {
    const toItem = done('dispatched', 'terminal:t-1', 9, { to: 'case:alarm:a' });
    const toUnit: Said = { type: 'case.dispatched', subject: 'alarm:a', sequence: 2, time: minutes(8) };
    const fold = foldOf(terminal, alarm, acked('a', 3), linked, toUnit, toItem, tick(minutes(30)));
    expect(shown(fold, 'alarmDispatchTime.D7')).toEqual([1, 1, 1]);
    const arrived = done('arrived', 'terminal:t-1', 20);
    const joined = done('linked', 'alarm:a', 7, { item: 'w-1' });
    const item = received({}, { subject: 'w-1', sequence: 1 });
    const call = done('dispatched', 'terminal:t-1', 9, { to: 'case:w-1' });
    const other = foldOf(terminal, item, alarm, acked('a', 3), joined, call, arrived, tick(minutes(30)));
    expect(shown(other, 'alarmOnSiteTime.D7')).toEqual([11, 11, 1]);
  });

  it('leaves out a leg whose ends are not both told, or not in their order', () => {
    const early = foldOf(terminal, alarm, called, acked('a', 12), tick(minutes(30)));
    expect(legs.map((leg) => shown(early, `${leg}.D7`)[2])).toEqual([1, 0, 0, 0]);
    const drill = {
      ...done('dispatched', 'terminal:t-1', 10, { to: 'alarm:a' }),
      reality: 'exercise' as const,
    };
    const fold = foldOf(
      { ...terminal, reality: 'exercise' },
      alarm,
      acked('a', 3),
      linked,
      drill,
      tick(minutes(30)),
    );
    expect(shown(fold, 'alarmDispatchTime.D7')).toEqual([0, 0, 0]);
  });

  it('is of the first acknowledgement, also after that has lapsed or the alarm became graver', () => {
    const lapsed = foldOf(
      raised('a'),
      acked('a', 3),
      tick(minutes(600)),
      acked('a', 700),
      tick(minutes(701)),
    );
    expect(shown(lapsed, 'ackTime.D7')).toEqual([3, 3, 1]);
    expect(shown(lapsed, 'alarmAckInTime.D7')).toEqual([100, 1, 1]);
    const open = foldOf(raised('a'), acked('a', 3), tick(minutes(600)));
    expect([open.get('alarm', 'a')?.acked, shown(open, 'alarmAcked.D7')]).toEqual([false, [100, 1, 1]]);
    const graver = foldOf(
      raised('a'),
      acked('a', 3),
      said('updated', 'a', 4, { priority: 'P1' }),
      tick(minutes(9)),
    );
    expect(shown(graver, 'alarmAckInTime.D7')).toEqual([100, 1, 1]);
  });
});

describe('what alarms are worth', () => {
  it('fleeting ones were over by themselves before anybody acknowledged', () => {
    const over = (id: string, minute: number) => said('returned', id, minute);
    const fold = foldOf(
      raised('short'),
      over('short', 10 / 60),
      raised('long'),
      over('long', 11 / 60),
      raised('seen'),
      acked('seen', 4 / 60),
      over('seen', 5 / 60),
      raised('open'),
      tick(minutes(1)),
    );
    expect(shown(fold, 'alarmFleeting.D7')).toEqual([25, 1, 4]);
    expect(explained(fold, 'alarmFleeting')?.rows.filter(({ part }) => part > 0)).toMatchObject([
      { subject: 'alarm:short' },
    ]);
  });

  it('chattering stays told of an episode after it has become quiet', () => {
    const fold = foldOf(raised('a'), raised('a', 0.5), raised('a', 0.9), raised('b'), tick(minutes(60)));
    expect(fold.get('alarm', 'a')?.chattering).toBe(false);
    expect(shown(fold, 'alarmChattering.D7')).toEqual([50, 1, 2]);
  });

  it('a stale one is of the day on which it had stood for a day', () => {
    const fold = foldOf(raised('a'), raised('b'), said('returned', 'b', 5), tick(minutes(1_440)));
    expect([shown(fold, 'alarmsStale.TODAY'), shown(fold, 'alarmsRaised.TODAY')]).toEqual([
      [1, 1, 1],
      [0, 0, 0],
    ]);
  });

  it('shelving is beyond the rules when what was asked for adds up to more than the priority allows', () => {
    const shelved = (minute: number, until: string) =>
      done('shelved', 'alarm:a', minute, { reason: 'OTHER', until: iso(until) });
    const alarm = raised('a', 0, { priority: 'P1' });
    const within = foldOf(alarm, shelved(0, '2026-11-20 12:30'), tick(minutes(40)));
    expect(shown(within, 'alarmOverShelved.D7')).toEqual([0, 0, 1]);
    const again = foldOf(
      alarm,
      shelved(0, '2026-11-20 12:20'),
      shelved(20, '2026-11-20 12:31'),
      tick(minutes(40)),
    );
    expect(shown(again, 'alarmOverShelved.D7')).toEqual([100, 1, 1]);
    const back = done('unshelved', 'alarm:a', 5);
    const ended = foldOf(
      alarm,
      shelved(0, '2026-11-20 12:30'),
      back,
      shelved(10, '2026-11-20 12:30'),
      tick(minutes(40)),
    );
    expect(shown(ended, 'alarmOverShelved.D7')).toEqual([0, 0, 1]);
  });

  it('what a device raised under other ids while it was shelved is no alarm of its own', () => {
    const device = { device: '烟感 07' };
    const shelved = done('shelved', 'alarm:a', 1, { reason: 'CHATTERING', until: iso('2026-11-20 14:00') });
    const told = [raised('a', 0, device), shelved, raised('b', 3, device)];
    expect(shown(foldOf(...told, tick(minutes(9))), 'alarmsRaised.D7')[0]).toBe(1);
    const before = foldOf(...told, { ...raised('c', 0.5, device), sequence: 400 }, tick(minutes(9)));
    expect(before.get('alarm', 'c')?.shelved).toBeNull();
  });

  it('repeats of one alarm, and what began out of service, are no alarms of their own', () => {
    const device = { device: '烟感 07' };
    const twins = foldOf(raised('a', 0, device), raised('b', 0.5, device), acked('a', 2), tick(minutes(3)));
    expect([shown(twins, 'alarmsRaised.D7'), shown(twins, 'ackTime.D7')]).toEqual([
      [1, 1, 1],
      [2, 2, 1],
    ]);
    const work = received({ kind: 'FACILITY' }, { subject: 'w-1', sequence: 1 });
    const removed = done('removed', 'alarm:a', 1, { item: 'w-1' });
    const fold = foldOf(
      work,
      raised('a'),
      removed,
      said('cleared', 'a', 2),
      raised('a', 5),
      tick(minutes(6)),
    );
    expect(shown(fold, 'alarmsRaised.D7')).toEqual([1, 1, 1]);
  });
});

describe('what a source says by reference', () => {
  const update = raised('b', 3, { priority: 'P1', replaces: ['a'] });
  const cancel = said('cleared', 'c', 4, { withdraws: ['a'] });

  it('an update ends the earlier alarm and is counted as one with it', () => {
    const fold = foldOf(raised('a'), update, acked('b', 4), tick(minutes(5)));
    expect(fold.get('alarm', 'a')).toMatchObject({ replacedBy: 'b', state: 'NORMAL' });
    expect([shown(fold, 'alarmsRaised.D7'), shown(fold, 'alarms.P1.D7'), shown(fold, 'ackTime.D7')]).toEqual([
      [1, 1, 1],
      [100, 1, 1],
      [1, 1, 1],
    ]);
  });

  it('a cancel withdraws it, whichever is heard first, and leaves it counted', () => {
    for (const told of [
      [raised('a'), cancel],
      [cancel, raised('a')],
    ]) {
      const fold = foldOf(...told, tick(minutes(5)));
      expect(fold.get('alarm', 'a')).toMatchObject({
        state: 'NORMAL',
        active: false,
        clearedAt: minutes(4),
        finishedAt: minutes(4),
        replacedBy: null,
      });
      expect(fold.get('kpi', 'alarm.active')?.value).toBe(0);
      expect(shown(fold, 'alarmsRaised.D7')).toEqual([1, 1, 1]);
    }
  });

  it('neither reaches another source, another lane or a later episode', () => {
    for (const other of [{ source: 'urn:other' }, { reality: 'exercise' as const }]) {
      const fold = foldOf(raised('a'), { ...cancel, ...other });
      expect(fold.get('alarm', 'a')?.finishedAt).toBeNull();
    }
    for (const reference of [update, cancel]) {
      const fold = foldOf(raised('a'), reference, raised('a', 30));
      expect(fold.get('alarm', 'a')).toMatchObject({ active: true, finishedAt: null, replacedBy: null });
    }
  });
});
