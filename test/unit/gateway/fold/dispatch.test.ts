import { describe, expect, it } from 'vitest';
import { at, configured, folded, kpi, log, NOON, RULES, type Said, tick } from './log.ts';

const minutes = (count: number) => NOON + count * 60_000;
const PLACE = { lng: 103.82, lat: 25.6 };
const by = { seat: '2号席', role: 'operator' };

const located = (minute: number, { lng, lat } = { lng: 103.9, lat: 25.6 }): Said => ({
  type: 'terminal.located',
  subject: 't-1',
  sequence: 10 + minute,
  time: minutes(minute),
  data: { location: { lng, lat }, intervalS: 600 },
});
const alarm: Said = {
  type: 'alarm.raised',
  subject: 'a-1',
  time: NOON,
  data: { type: 'SMOKE', priority: 'P1', title: '烟感告警', location: PLACE },
};
const done = (what: string, minute: number, data: Record<string, unknown> = {}): Said => ({
  type: `operation.${what}`,
  subject: 'terminal:t-1',
  sequence: null,
  time: minutes(minute),
  data: { by, ...data },
});
const called = done('dispatched', 1, { to: 'alarm:a-1' });
const foldOf = (...said: Said[]) => folded(log(configured(), alarm, located(0), ...said));
const terminal = (...said: Said[]) => foldOf(...said).get('terminal', 't-1');

describe('a terminal that is called', () => {
  it('is busy from the call until it is done', () => {
    const fold = foldOf(called);
    expect(fold.get('terminal', 't-1')).toMatchObject({
      state: 'BUSY',
      dispatch: { to: 'alarm:a-1', by: '2号席', state: 'CALLED', calledAt: minutes(1), arrivedAt: null },
    });
    expect([kpi(fold, 'terminal.busy'), kpi(fold, 'terminal.online')]).toEqual([1, 1]);
    expect(terminal(called, done('released', 5))).toMatchObject({
      state: 'ONLINE',
      dispatch: { state: 'DONE', doneAt: minutes(5) },
    });
  });

  describe('and that nobody releases', () => {
    const cleared: Said = { type: 'alarm.cleared', subject: 'a-1', sequence: 99, time: minutes(10) };
    const stays = done('arrived', 4);
    const off = (minute: number): Said => ({
      type: 'terminal.status_changed',
      subject: 't-1',
      sequence: 10 + minute,
      time: minutes(minute),
      data: { onDuty: false },
    });
    const open = { state: 'ARRIVED', doneAt: null };

    it('is done an hour after the alarm is over, by rule', () => {
      expect(terminal(called, stays, cleared, tick(minutes(70) - 1))?.dispatch).toMatchObject(open);
      const fold = foldOf(called, stays, cleared, located(65), tick(minutes(70)));
      expect(fold.get('terminal', 't-1')).toMatchObject({
        state: 'ONLINE',
        dispatch: { state: 'DONE', doneAt: minutes(70), endedBy: 'TARGET_OVER' },
      });
      expect(kpi(fold, 'terminal.busy')).toBe(0);
    });

    it('stays called while the item of the alarm is open, or the alarm is', () => {
      const linked: Said = { ...done('linked', 5), subject: 'alarm:a-1' };
      expect(terminal(called, stays, linked, cleared, tick(minutes(600)))?.dispatch).toMatchObject(open);
      expect(terminal(called, stays, tick(minutes(600)))?.dispatch).toMatchObject(open);
      const closed: Said = { type: 'case.closed', subject: 'alarm:a-1', sequence: 9, time: minutes(20) };
      expect(terminal(called, stays, linked, cleared, closed, tick(minutes(80)))?.dispatch).toMatchObject({
        doneAt: minutes(80),
        endedBy: 'TARGET_OVER',
      });
    });

    it('is done when it goes off duty, and not by having been off duty when it was called', () => {
      expect(terminal(called, stays, off(7))?.dispatch).toMatchObject({
        doneAt: minutes(7),
        endedBy: 'OFF_DUTY',
      });
      expect(terminal(off(0.5), called, stays, tick(minutes(9)))?.dispatch).toMatchObject(open);
    });

    it('is done when its unit goes off duty by the roster', () => {
      const roster = { shifts: [{ units: ['巡防队'], days: [5], from: '08:00', to: '13:00' }] };
      const site = configured({ rules: { ...RULES, roster } });
      const unit: Said = { ...off(0), data: { unit: '巡防队' } };
      const dispatchAt = (minute: number) =>
        folded(log(site, alarm, unit, located(0), called, tick(minutes(minute)))).get('terminal', 't-1')
          ?.dispatch;
      expect(dispatchAt(59)?.doneAt).toBeNull();
      expect(dispatchAt(61)).toMatchObject({ doneAt: minutes(61), endedBy: 'OFF_DUTY' });
    });
  });

  it('goes its way: called, on the way, arrived, done', () => {
    const steps = [called, done('departed', 2), done('arrived', 4), done('released', 9)];
    const states = steps.map((_, i) => terminal(...steps.slice(0, i + 1))?.dispatch?.state);
    expect(states).toEqual(['CALLED', 'ON_THE_WAY', 'ARRIVED', 'DONE']);
    expect(terminal(...steps)?.dispatch).toMatchObject({
      departedAt: minutes(2),
      arrivedAt: minutes(4),
      doneAt: minutes(9),
    });
  });

  it('has arrived with its first fix within 100 m, not with one farther off', () => {
    const near = { lng: PLACE.lng, lat: PLACE.lat + 0.00089 };
    const off = { lng: PLACE.lng, lat: PLACE.lat + 0.00091 };
    expect(terminal(called, located(3, near))?.dispatch).toMatchObject({
      state: 'ARRIVED',
      arrivedAt: minutes(3),
    });
    expect(terminal(called, located(3, off))?.dispatch?.state).toBe('CALLED');
  });

  it('that has arrived does not set out again, and arrived when its fix showed it', () => {
    const there = terminal(called, located(3, PLACE), done('departed', 4), done('arrived', 6))?.dispatch;
    expect(there).toMatchObject({ state: 'ARRIVED', departedAt: minutes(4), arrivedAt: minutes(3) });
    const twice = terminal(called, done('departed', 2), done('departed', 5))?.dispatch;
    expect(twice).toMatchObject({ state: 'ON_THE_WAY', departedAt: minutes(2) });
  });

  it('arrived with the first fix that shows it, also where that is heard late', () => {
    const [there, stays, gone] = [located(3, PLACE), located(4, PLACE), located(5)];
    for (const told of [
      [there, stays, gone],
      [stays, there, gone],
      [gone, stays, there],
    ])
      expect(terminal(called, ...told)?.dispatch).toMatchObject({ state: 'ARRIVED', arrivedAt: minutes(3) });
    const said = terminal(called, located(5, PLACE), done('released', 6), there)?.dispatch;
    expect(said).toMatchObject({ state: 'DONE', arrivedAt: minutes(5) });
    expect(terminal(called, done('arrived', 4), there)?.dispatch?.arrivedAt).toBe(minutes(4));
  });

  it('has not arrived by having been there before the call', () => {
    const late: Said = { ...called, time: minutes(8) };
    expect(terminal(late, located(3, PLACE))?.dispatch?.state).toBe('CALLED');
  });

  it('that was never called cannot arrive', () => {
    expect(terminal(done('arrived', 2))?.dispatch).toBeNull();
  });

  it('a look at its track changes nothing but stays in the log', () => {
    const fold = foldOf(done('track_opened', 2, { reason: '核对到场时间' }));
    expect([fold.quarantine(), fold.get('terminal', 't-1')?.version]).toEqual([[], 1]);
  });
});

describe('duty by the roster', () => {
  const roster = { shifts: [{ days: [5], from: '08:00', to: '13:00' }] };
  const shift = configured({ hash: 'c2', rules: { ...RULES, roster } });
  const until = (local: string, ...said: Said[]) => folded(log(shift, located(0), ...said, tick(local)));

  it('is on while the shift runs and off afterwards, unless the terminal says so itself', () => {
    const during = until('2026-11-20 12:05');
    expect(during.get('terminal', 't-1')).toMatchObject({ onDuty: true, rostered: true, state: 'ONLINE' });
    expect([kpi(during, 'terminal.rostered'), kpi(during, 'terminal.rosteredOnline')]).toEqual([1, 1]);
    const after = until('2026-11-20 13:00');
    expect(after.get('terminal', 't-1')).toMatchObject({ onDuty: false, rostered: false, state: 'OFF_DUTY' });
    expect(kpi(after, 'terminal.rostered')).toBe(0);
    const stays: Said = {
      type: 'terminal.status_changed',
      subject: 't-1',
      sequence: 99,
      data: { onDuty: true },
    };
    expect(until('2026-11-20 13:00', stays).get('terminal', 't-1')).toMatchObject({
      onDuty: true,
      rostered: false,
    });
  });

  it('tells a terminal on duty, or off, from its very first fix, before any tick', () => {
    const units = { shifts: [{ units: ['巡防队'], days: [5], from: '08:00', to: '18:00' }] };
    const site = configured({ rules: { ...RULES, roster: units } });
    const named: Said = {
      type: 'terminal.status_changed',
      subject: 't-1',
      sequence: 1,
      data: { unit: '巡防队' },
    };
    const first = folded(log(site, named, located(0)));
    expect(first.get('terminal', 't-1')).toMatchObject({ onDuty: true, rostered: true, state: 'ONLINE' });
    expect([kpi(first, 'terminal.onDuty'), kpi(first, 'terminal.rosteredOnline')]).toEqual([1, 1]);
    const [noon, night] = [at('2026-11-20 12:00'), at('2026-11-20 02:00')];
    expect([first.rostered('巡防队', noon), first.rostered('巡防队', night)]).toEqual([true, false]);
    expect(first.rostered(null, noon)).toBe(false);
    expect([noon, night].map((instant) => first.hadDuty('t-1', instant))).toEqual([true, false]);
    expect(first.hadDuty('t-2', noon)).toBe(false);
    const nameless = folded(log(site, located(0)));
    expect(nameless.get('terminal', 't-1')).toMatchObject({ onDuty: false, state: 'OFF_DUTY' });
    expect([kpi(nameless, 'terminal.total'), kpi(nameless, 'terminal.onDuty')]).toEqual([1, 0]);
  });

  it('what a terminal says of its duty holds from then on; before it the roster, if there is one', () => {
    const word = (local: string, onDuty: boolean): Said => ({
      type: 'terminal.status_changed',
      subject: 't-1',
      time: at(local),
      data: { onDuty },
    });
    const had = (roster: typeof RULES.roster, said: Said, ...locals: string[]) => {
      const fold = folded(log(configured({ rules: { ...RULES, roster } }), said));
      return locals.map((local) => fold.hadDuty('t-1', at(`2026-11-20 ${local}`)));
    };
    const days = { shifts: [{ days: [5], from: '08:00', to: '18:00' }] };
    const none = { shifts: [] };
    expect(had(days, word('2026-11-20 14:00', false), '13:59', '14:00', '07:00')).toEqual([
      true,
      false,
      false,
    ]);
    expect(had(days, word('2026-11-20 19:00', true), '18:59', '19:00')).toEqual([false, true]);
    expect(had(none, word('2026-11-20 19:00', false), '18:59', '19:00')).toEqual([false, false]);
  });

  it('a terminal that should be there and is not heard is rostered, not online', () => {
    const fold = until('2026-11-20 12:40');
    expect([kpi(fold, 'terminal.rostered'), kpi(fold, 'terminal.rosteredOnline')]).toEqual([1, 0]);
  });
});
