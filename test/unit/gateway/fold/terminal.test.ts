import { describe, expect, it } from 'vitest';
import { TERMINAL_DEVICE_STATES, terminalDeviceId } from '../../../../gateway/contract/kpi-terminal.ts';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import { configured, entry, folded, iso, kpi, log, NOON, RULES, type Said, tick } from './log.ts';

const DAY = 86_400_000;
const seconds = (count: number) => NOON + count * 1_000;

function located(sequence: number, second: number, over: Partial<Said> = {}): Said {
  const { data, ...said } = over;
  return {
    type: 'terminal.located',
    sequence,
    time: seconds(second),
    area: 'v1',
    ...said,
    data: { location: { lng: 100 + sequence, lat: 25 }, ...data },
  };
}
const there = (sequence: number, second: number, lat = 25) =>
  located(sequence, second, { data: { location: { lng: 101, lat } } });
const status = (sequence: number, data: Record<string, unknown>): Said => ({
  type: 'terminal.status_changed',
  sequence,
  data,
});
const sos = (sequence: number): Said => ({ type: 'terminal.sos_raised', sequence });
const CLEARED = { sosCleared: true };
const cleared: Said = {
  type: 'operation.sos_cleared',
  subject: 'terminal:x-1',
  sequence: null,
  data: { by: { seat: '1号席', role: 'duty_officer' }, reason: '已到场' },
};
const foldOf = (...said: Said[]) => folded(log(configured(), ...said));
const terminal = (...said: Said[]) => foldOf(...said).get('terminal', 'x-1');

describe('a terminal', () => {
  it.each<[string, Said[], number, string]>([
    ['a fresh fix', [located(1, 0)], 120, 'ONLINE'],
    ['a fix older than two intervals', [located(1, 0)], 120.001, 'STALE'],
    ['a fix of five minutes', [located(1, 0)], 300, 'STALE'],
    ['a fix older than three intervals and five minutes', [located(1, 0)], 300.001, 'OFFLINE'],
    ['a longer interval of its own', [located(1, 0, { data: { intervalS: 600 } })], 1_200, 'ONLINE'],
    ['a low battery', [located(1, 0, { data: { battery: 19 } })], 0, 'LOW_BATTERY'],
    ['twenty percent', [located(1, 0, { data: { battery: 20 } })], 0, 'ONLINE'],
    ['no fix yet', [status(1, { name: '终端1' })], 0, 'OFFLINE'],
    ['word that it is offline', [located(1, 0), status(2, { online: false })], 0, 'OFFLINE'],
    ['a fix after that word', [status(1, { online: false }), located(2, 0)], 0, 'ONLINE'],
    ['off duty', [located(1, 0), status(2, { onDuty: false })], 0, 'OFF_DUTY'],
    ['a call for help', [located(1, 0), sos(2)], 9_999, 'SOS'],
    ['a call for help and a report after it', [located(1, 0), sos(2), status(3, { battery: 40 })], 0, 'SOS'],
    ['word that help came', [located(1, 0), sos(2), status(3, CLEARED)], 0, 'ONLINE'],
    ['a call for help told late, after that word', [located(1, 0), status(3, CLEARED), sos(2)], 0, 'ONLINE'],
    ['another call for help after that word', [located(1, 0), sos(2), status(3, CLEARED), sos(4)], 0, 'SOS'],
    ['a call for help that the desk ended', [located(1, 0), sos(2), cleared], 0, 'ONLINE'],
    ['another call for help after that', [located(1, 0), sos(2), cleared, sos(5)], 0, 'SOS'],
    [
      'the same call told again after the desk ended it',
      [located(1, 0), sos(2), cleared, sos(2)],
      0,
      'ONLINE',
    ],
    ['an end of no call at all', [located(1, 0), cleared], 0, 'ONLINE'],
  ])('with %s is seen so', (_name, said, second, state) => {
    expect(terminal(...said, tick(seconds(second)))?.state).toBe(state);
  });

  it.each<[string, Said]>([
    ['a lower sequence', located(1, 60)],
    ['an older fix', located(3, 60, { data: { fixAt: iso('2026-11-20 11:59') } })],
  ])('is never moved back by %s', (_name, late) => {
    expect(terminal(located(2, 0), late)?.location).toEqual({ lng: 102, lat: 25 });
  });

  it('with a fast clock is placed when it was heard, so that the next fix moves it', () => {
    const fast = located(1, 0, { data: { fixAt: iso('2027-01-01 00:00') } });
    expect(terminal(fast, located(2, 30))).toMatchObject({
      location: { lng: 102, lat: 25 },
      fixAt: seconds(30),
    });
  });

  it.each<[string, Said[], boolean]>([
    ['the same point for half an hour', [there(2, 900), there(3, 1_800)], true],
    ['the same point for less', [there(2, 900), there(3, 1_799)], false],
    ['a metre of wandering', [there(2, 900, 25.00001), there(3, 1_800)], false],
    ['silence', [], false],
    ['a late fix of the same point', [there(2, 900), there(3, 60)], false],
  ])('that reports %s hangs: %s', (_name, fixes, hangs) => {
    const seen = terminal(there(1, 0), ...fixes, tick(seconds(1_900)));
    expect(seen?.flags.includes('stuck_fix')).toBe(hangs);
  });

  it.each<[string, Said]>([
    ['it said that it was off duty', status(2, { onDuty: false })],
    ['the door dropped its positions', { ...status(2, { online: true }), flags: ['position_dropped'] }],
  ])('hangs not by a fix of the day before when %s in between', (_why, rest) => {
    const duty = [rest, status(3, { onDuty: true })];
    const fixes = [there(1, 0), ...duty, there(4, 57_600)];
    expect(terminal(...fixes)?.flags).toEqual([]);
    expect(terminal(...fixes, there(5, 59_400))?.flags).toEqual(['stuck_fix']);
  });

  it('that moves again hangs no more', () => {
    const fixes = [there(1, 0), there(2, 1_800), there(3, 1_860, 25.01)];
    expect(terminal(...fixes)?.flags).toEqual([]);
  });

  it('grows no version by moving', () => {
    expect(terminal(located(1, 0), located(2, 30), located(3, 60))?.version).toBe(1);
    expect(terminal(located(1, 0), status(2, { unit: '巡防队' }))?.version).toBe(2);
  });

  it('counts in the village it is in, on duty and online', () => {
    const fold = foldOf(located(1, 0), located(2, 30, { area: 'v2' }));
    expect(kpi(fold, 'terminal.online')).toBe(1);
    expect(kpi(fold, 'terminal.online@v1')).toBe(0);
    expect(kpi(fold, 'terminal.online@v2')).toBe(1);
    expect(fold.get('kpi', 'terminal.online@s2')).toEqual({ id: 'terminal.online@s2', value: 1, area: 's2' });
    const stale = foldOf(located(1, 0), tick(seconds(200)));
    expect([kpi(stale, 'terminal.online'), kpi(stale, 'terminal.onDuty')]).toEqual([0, 1]);
    const off = foldOf(located(1, 0), status(2, { onDuty: false }));
    expect([kpi(off, 'terminal.onDuty'), kpi(off, 'terminal.total')]).toEqual([0, 1]);
  });

  it('on duty is one device in the lane of devices, as its state tells, with the entries behind it', () => {
    const on = { onDuty: true };
    const from = (subject: string, ...said: Said[]) => said.map((each) => ({ ...each, subject }));
    const fold = foldOf(
      ...from('t-ok', located(1, 290)),
      ...from('t-sos', located(1, 290), { ...sos(2), time: seconds(291) }),
      ...from('t-stale', located(1, 100)),
      ...from('t-gone', status(1, on)),
      ...from('t-weak', located(1, 290, { data: { battery: 3 } })),
      ...from('t-home', located(1, 290), status(2, { onDuty: false })),
      tick(seconds(300)),
    );
    const states = TERMINAL_DEVICE_STATES.map(terminalDeviceId);
    expect(states.map((id) => kpi(fold, id))).toEqual([2, 1, 1, 1, 0]);
    expect(states.reduce((sum, id) => sum + kpi(fold, id), 0)).toBe(kpi(fold, 'terminal.onDuty'));
    const ask = { period: null, area: null, at: fold.now() };
    const why = fold.explainKpi({ id: 'terminal.device.OK', ...ask });
    expect(why?.equal).toBe(true);
    expect(why?.rows.map(({ subject }) => subject.replace(/urn:\S+ /, '')).sort()).toEqual([
      'terminal:t-ok',
      'terminal:t-sos',
    ]);
  });

  const weak = located(3, 1_801, { data: { location: { lng: 101, lat: 25 }, battery: 3 } });
  it.each<[string, Said[], readonly number[]]>([
    ['a fix that is stuck', [there(2, 1_800)], [0, 0, 0, 0, 1]],
    ['a stuck fix and little battery', [there(2, 1_800), weak], [0, 0, 0, 1, 0]],
    ['a stuck fix and no duty', [there(2, 1_800), status(3, { onDuty: false })], [0, 0, 0, 0, 0]],
  ])('with %s is one device at most in the lane of devices', (_what, said, numbers) => {
    const fold = foldOf(there(1, 0), ...said, tick(seconds(1_810)));
    expect(TERMINAL_DEVICE_STATES.map((state) => kpi(fold, terminalDeviceId(state)))).toEqual(numbers);
    const why = fold.explainKpi({ id: 'terminal.device.FAULT', period: null, area: null, at: fold.now() });
    expect(why?.equal).toBe(true);
    expect(why?.rows).toHaveLength(numbers[4] ?? 0);
  });

  it('that calls for help is counted until the call is ended, on duty or not', () => {
    const calling = [located(1, 0), status(2, { onDuty: false }), sos(3), status(4, { battery: 40 })];
    expect(kpi(foldOf(...calling), 'terminal.sos')).toBe(1);
    expect(kpi(foldOf(...calling, cleared), 'terminal.sos')).toBe(0);
  });

  it('counts as online by the roster, whatever it says of its own duty', () => {
    const roster = { shifts: [{ units: ['巡防队'], days: [5], from: '08:00', to: '18:00' }] };
    const terminals = ['t-1', 't-2', 't-3'].flatMap((subject, i) => [
      { ...status(1, { unit: i === 2 ? '别队' : '巡防队', onDuty: i !== 1 }), subject },
      { ...located(2, 0), subject },
    ]);
    const fold = folded(log(configured({ rules: { ...RULES, roster } }), ...terminals, tick(seconds(1))));
    expect(fold.get('kpi', 'figure.termOnline.NOW')).toMatchObject({ value: 50, part: 1, of: 2 });
  });

  it('without a fix inside the region counts in its home area', () => {
    expect(terminal(status(1, { area: 'v2' }))).toMatchObject({ village: 'v2', street: 's2' });
  });

  it('of which nothing was heard for thirty days leaves with its place, and the log may let go of its entries', () => {
    const heard = located(2, 0, { data: { battery: 80 } });
    const fold = foldOf(status(1, { name: '终端1', onDuty: true }), heard, tick(NOON + 30 * DAY - 1));
    expect([fold.get('terminal', 'x-1')?.state, kpi(fold, 'terminal.onDuty')]).toEqual(['OFFLINE', 1]);
    expect(fold.needed('terminal')).toContain(3);
    fold.apply(entry(5, tick(NOON + 30 * DAY)));
    expect(fold.get('terminal', 'x-1')).toBeUndefined();
    expect(['terminal.total', 'terminal.onDuty'].map((id) => kpi(fold, id))).toEqual([0, 0]);
    expect(fold.needed('terminal')).toEqual([]);
    const again = { ...located(3, 0), time: NOON + 31 * DAY, receivedAt: NOON + 31 * DAY };
    fold.apply(entry(6, again));
    expect([...fold.all('terminal')].map(({ id, battery }) => [id, battery])).toEqual([['x-1', null]]);
  });

  it.each<[string, Said[], number, number, 'STALE' | 'OFFLINE' | undefined]>([
    ['a fresh fix', [located(1, 0), sos(2)], 120, 1, undefined],
    ['a stale fix', [located(1, 0), sos(2)], 120.001, 0, 'STALE'],
    ['a fix of hours ago', [located(1, 0), sos(2)], 9_999, 0, 'OFFLINE'],
    ['no fix at all', [sos(1)], 0, 0, 'OFFLINE'],
    ['word that it is offline', [located(1, 0), sos(2), status(3, { online: false })], 0, 0, 'OFFLINE'],
    ['word that its duty is over', [located(1, 0), sos(2), status(3, { onDuty: false })], 0, 0, undefined],
  ])('that calls for help with %s is online only while its fix is fresh', (_, said, second, online, as) => {
    const fold = foldOf(status(0, { onDuty: true }), ...said, tick(seconds(second)));
    expect(fold.get('terminal', 'x-1')).toMatchObject({ state: 'SOS' });
    expect(fold.get('terminal', 'x-1')?.unheard).toBe(as);
    expect(['terminal.online', 'terminal.rosteredOnline'].map((id) => kpi(fold, id))).toEqual([
      online,
      online,
    ]);
    expect(kpi(fold, 'terminal.sos')).toBe(1);
    expect(fold.explainKpi({ id: 'terminal.online', period: null, area: null, at: fold.now() })?.equal).toBe(
      true,
    );
    expect(restoreFold(fold.serialize()).get('terminal', 'x-1')).toEqual(fold.get('terminal', 'x-1'));
  });

  it('that calls for help stays, however long nothing else is heard', () => {
    const fold = foldOf(located(1, 0), sos(2), tick(NOON + 90 * DAY));
    expect(fold.get('terminal', 'x-1')?.state).toBe('SOS');
    fold.apply(entry(5, { ...cleared, time: NOON + 90 * DAY }));
    expect(fold.get('terminal', 'x-1')?.state).not.toBe('SOS');
    fold.apply(entry(6, tick(NOON + 120 * DAY)));
    expect(fold.get('terminal', 'x-1')).toBeUndefined();
  });
});
