import { describe, expect, it } from 'vitest';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import { configured, folded, kpi, log, NOON, RULES, type Said, tick } from './log.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const minutes = (count: number) => NOON + count * 60_000;
let counter = 0;

function raised(time: number, over: Partial<Said> = {}, data: Record<string, unknown> = {}): Said {
  counter += 1;
  return {
    type: 'alarm.raised',
    subject: `a-${counter}`,
    sequence: 1,
    time,
    ...over,
    data: { title: '告警', type: 'SMOKE', priority: 'P3', ...data },
  };
}
const many = (count: number, time: number, data?: Record<string, unknown>) =>
  Array.from({ length: count }, (_, i) => raised(time + i * 1_000, {}, data));
const two = { ...RULES, alarms: { ...RULES.alarms, flood: { ...RULES.alarms.flood, seats: 2 } } };
const foldOf = (...all: Said[]) => folded(log(configured({}, NOON), ...all));
const shown = (fold: Fold, id: string) => {
  const { value, part, of } = fold.get('kpi', `figure.${id}`) ?? { value: -1 };
  return [value, part, of];
};

describe('what each seat has to bear', () => {
  it('is alarms over the seat hours on watch, told by hour, ten minutes and day', () => {
    const day = [tick(NOON), ...many(36, NOON + HOUR), tick(NOON + 6 * HOUR)];
    const fold = foldOf(...day);
    expect(shown(fold, 'alarmsPerHour.D30')).toEqual([6, 36, 6]);
    expect(shown(fold, 'alarmsPer10m.D30')).toEqual([1, 36, 36]);
    expect(shown(fold, 'alarmsPerDay.D30')).toEqual([144, 36, 0.25]);
    const shared = folded(log(configured({ rules: two }, NOON), ...day));
    expect(shown(shared, 'alarmsPerHour.D30')).toEqual([3, 36, 12]);
  });

  it('is of thirty days, no longer, and of the time since there is a log', () => {
    const old = [tick(NOON), ...many(10, NOON), tick(NOON + HOUR)];
    expect(shown(foldOf(...old, tick(NOON + 2 * DAY)), 'alarmsPerHour.D30')).toEqual([0.21, 10, 48]);
    const month = foldOf(...old, tick(NOON + 31 * DAY));
    expect(shown(month, 'alarmsPerHour.D30')).toEqual([0, 0, 708]);
    expect(shown(month, 'alarmsPerHour.D7')[1]).toBe(0);
  });

  it('knows the ten minutes with too many, the most in ten minutes and the loudest devices', () => {
    const fold = foldOf(
      tick(NOON),
      ...many(12, minutes(1), { device: '烟感 07', type: 'GAS' }).map((each, i) => ({
        ...each,
        time: minutes(60 + 2 * i),
      })),
      ...many(11, minutes(181)),
      tick(NOON + 10 * HOUR),
    );
    expect(shown(fold, 'alarmsMost10m.TODAY')).toEqual([11, 11, 11]);
    expect(shown(fold, 'alarmFullTens.TODAY')).toEqual([1.67, 1, 60]);
    expect(shown(fold, 'alarmTopTen.TODAY')).toEqual([91.3, 21, 23]);
    expect(
      ['raised', 'P3', 'most10m', 'fullTens', 'topTen'].map((id) => kpi(fold, `alarm.today.${id}`)),
    ).toEqual([23, 23, 11, 1, 21]);
  });

  it('tells the time in flood, also after the flood and over midnight', () => {
    const night = NOON + 12 * HOUR;
    const fold = foldOf(
      tick(night - 6 * 60_000),
      ...many(11, night - 6 * 60_000),
      tick(night - 5 * 60_000),
      tick(night + 5 * 60_000),
      tick(night + HOUR),
    );
    // It ends when the seventh of eleven is ten minutes old: four are left.
    expect(shown(fold, 'alarmFlood.TODAY')[1]).toBe(4);
    expect(shown(fold, 'alarmFlood.D7')[1]).toBe(9);
    expect(kpi(fold, 'alarm.rate.flood')).toBe(0);
    const rows = fold.explainKpi({ id: 'alarmFlood', period: 'D7', area: null, at: fold.now() });
    expect(rows).toMatchObject({ equal: true, rows: [{ part: 596, ns: [13, 15] }] });
  });

  it('begins and ends a flood by the alarms themselves, however often the clock is told', () => {
    const wave = many(11, NOON + HOUR);
    const later = [tick(NOON + 2 * HOUR), ...many(1, NOON + 3 * HOUR), tick(NOON + 4 * HOUR)];
    const minutely = Array.from({ length: 20 }, (_, i) => tick(NOON + HOUR + i * 60_000));
    for (const ticks of [[], minutely]) {
      const fold = foldOf(tick(NOON), ...wave, ...ticks, ...later);
      expect([kpi(fold, 'alarm.today.floodS'), shown(fold, 'alarmFlood.D30')]).toEqual([596, [3.75, 9, 240]]);
    }
  });

  it('is not of a history that is told all at once: that stands on the days on which it was raised', () => {
    const history = Array.from({ length: 12 }, (_, i) => ({
      ...raised(NOON - (1 + i * 5) * HOUR),
      receivedAt: NOON + HOUR + i * 10,
    }));
    const fold = foldOf(tick(NOON), ...history, tick(NOON + HOUR + 60_000));
    const ids = ['rate.window', 'rate.flood', 'today.fullTens'];
    expect(ids.map((id) => kpi(fold, `alarm.${id}`))).toEqual([0, 0, 0]);
    expect(shown(fold, 'alarmsRaised.D7')[0]).toBe(12);
  });

  it('is of the time on watch alone, above the line and below it, and told from an hour of it on', () => {
    const before = Array.from({ length: 40 }, (_, i) => ({
      ...raised(NOON - (2 + i) * HOUR, {}, { device: '旧烟感' }),
      receivedAt: NOON + 1_000 + i,
    }));
    const story = [tick(NOON), ...before, ...many(3, NOON + 10 * 60_000)];
    const ids = ['alarmsPerHour', 'alarmFullTens', 'alarmFlood', 'alarmTopTen', 'alarmsMost10m'];
    const told = (fold: Fold) => ids.map((id) => shown(fold, `${id}.D30`));
    const early = foldOf(...story, tick(minutes(59)));
    expect(told(early)).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
      [100, 3, 3],
      [3, 3, 3],
    ]);
    const later = foldOf(...story, tick(minutes(90)));
    expect(told(later)).toEqual([
      [2, 3, 1.5],
      [0, 0, 9],
      [0, 0, 90],
      [100, 3, 3],
      [3, 3, 3],
    ]);
    expect(shown(later, 'alarmsRaised.D30')[0]).toBe(43);
    for (const fold of [early, later])
      for (const id of ids) {
        const why = fold.explainKpi({ id, period: 'D30', area: null, at: fold.now() });
        expect(why?.equal).toBe(true);
        expect(why?.rows.every(({ ns }) => (ns[0] ?? 0) > 42)).toBe(true);
      }
  });

  it('never tells more than all of the time: a flood in the hour that is not yet whole', () => {
    const waves = Array.from({ length: 11 }, (_, i) => many(12, minutes(1 + 10 * i))).flat();
    const fold = foldOf(tick(NOON), ...waves, tick(minutes(110)));
    for (const id of ['alarmFullTens', 'alarmFlood']) {
      const [value, part = 0, of = 0] = shown(fold, `${id}.TODAY`);
      expect([value, part <= of]).toEqual([expect.any(Number), true]);
      expect(value).toBeLessThanOrEqual(100);
    }
    expect(shown(fold, 'alarmFullTens.TODAY')).toEqual([100, 11, 11]);
  });

  it('has the fullest ten minutes that the strip has counted, across the clock’s tens and over midnight', () => {
    const strip = (fold: Fold) => kpi(fold, 'alarm.rate.window');
    const story = [tick(NOON), ...many(9, minutes(115)), ...many(9, minutes(122))];
    const fold = foldOf(...story, tick(minutes(123)));
    expect([strip(fold), shown(fold, 'alarmsMost10m.TODAY')[0], kpi(fold, 'alarm.today.most10m')]).toEqual([
      18, 18, 18,
    ]);
    const night = NOON + 12 * HOUR;
    const over = foldOf(
      tick(NOON),
      ...many(9, night - 5 * 60_000),
      ...many(9, night + 2 * 60_000),
      tick(night + 3 * 60_000),
    );
    expect([strip(over), shown(over, 'alarmsMost10m.TODAY')[0], kpi(over, 'alarm.today.most10m')]).toEqual([
      18, 18, 18,
    ]);
    const asked = { period: 'TODAY' as const, area: null, at: over.now() };
    for (const id of ['alarmsMost10m', 'alarm.today.most10m']) {
      const why = over.explainKpi({ id, ...asked });
      expect([why?.equal, why?.rows.reduce((sum, { part }) => sum + part, 0)]).toEqual([true, 18]);
    }
  });

  it('has in its fullest ten minutes what came just before the log was watched, as the strip has', () => {
    const early = Array.from({ length: 9 }, (_, i) => {
      const at = minutes(-5) + i * 1_000;
      return raised(at, { receivedAt: at });
    });
    const said = log(...early, configured({}, NOON), tick(NOON), ...many(4, minutes(2)), tick(minutes(3)));
    const fold = folded(said);
    const told = ['rate.window', 'today.most10m', 'today.topTen'].map((id) => kpi(fold, `alarm.${id}`));
    expect(told).toEqual([13, 13, 4]);
    const asked = { period: 'TODAY' as const, area: null, at: fold.now() };
    const why = fold.explainKpi({ id: 'alarmsMost10m', ...asked });
    expect([why?.equal, why?.rows.reduce((sum, { part }) => sum + part, 0)]).toEqual([true, 13]);
  });

  it('is of what came together, though it was raised most of an hour ago, in whatever order', () => {
    const raises = Array.from({ length: 12 }, (_, i) => ({
      ...raised(NOON + (5 + (i % 3)) * 60_000 + i * 60_000),
      receivedAt: NOON + HOUR + i * 10,
    }));
    const later = tick(NOON + HOUR + 60_000);
    for (const order of [raises, raises.toReversed(), [...raises.slice(5), ...raises.slice(0, 5)]]) {
      const fold = foldOf(tick(NOON), ...order, later);
      const ids = ['rate.window', 'rate.flood', 'today.raised', 'today.most10m', 'today.fullTens'];
      expect(ids.map((id) => kpi(fold, `alarm.${id}`))).toEqual([12, 1, 12, 12, 1]);
      expect(kpi(fold, 'alarm.rate.floodSince')).toBeGreaterThanOrEqual(NOON + HOUR);
      expect(kpi(fold, 'alarm.today.floodS')).toBe(59);
      expect(shown(fold, 'alarmFullTens.TODAY')[1]).toBe(1);
      const asked = { period: 'TODAY' as const, area: null, at: fold.now() };
      for (const id of ['alarmFullTens', 'alarmFlood', 'alarmsMost10m'])
        expect(fold.explainKpi({ id, ...asked })?.equal).toBe(true);
    }
  });

  it('is the same after a restore, and goes on from there', () => {
    const said = [tick(NOON), ...many(30, NOON + HOUR, { device: '烟感 07' }), tick(NOON + 2 * HOUR)];
    const later = [tick(NOON + 26 * HOUR), ...many(3, NOON + 27 * HOUR), tick(NOON + 28 * HOUR)];
    const entries = log(configured(), ...said, ...later);
    const half = said.length + 1;
    const whole = folded(entries);
    const again = folded(entries.slice(half), restoreFold(folded(entries.slice(0, half)).serialize()));
    expect(again.stateHash()).toBe(whole.stateHash());
    expect(shown(again, 'alarmTopTen.D7')).toEqual(shown(whole, 'alarmTopTen.D7'));
  });
});

describe('the leads of one algorithm', () => {
  const lead = (subject: string, algorithm: string | undefined, time = NOON): Said => ({
    type: 'video.lead_raised',
    subject,
    time,
    data: { title: '线索', type: 'SMOKE_FIRE', ...(algorithm === undefined ? {} : { algorithm }) },
  });
  const judged = (id: string, result: string): Said => ({
    type: 'operation.verified',
    subject: `video:${id}`,
    sequence: null,
    time: minutes(5),
    data: { result, by: { seat: '1号席', role: 'operator' } },
  });
  const story = [
    ...['l-1', 'l-2', 'l-3'].map((id) => lead(id, 'fire 1.2')),
    lead('l-4', 'rodent'),
    lead('l-5', undefined),
    judged('l-1', 'TRUE'),
    judged('l-2', 'FALSE'),
    judged('l-4', 'TRUE'),
    judged('l-5', 'TRUE'),
  ];

  it('are told over thirty days: how many, found true, and of how many judged', () => {
    const fold = foldOf(tick(NOON), ...story, tick(minutes(6)));
    const told = (what: string, name: string) => shown(fold, `algorithm.${what}.${name}.D30`);
    expect(['leads', 'verified', 'precision'].map((what) => told(what, 'fire 1.2'))).toEqual([
      [3, 3, 3],
      [1, 1, 1],
      [50, 1, 2],
    ]);
    expect(told('precision', 'rodent')).toEqual([100, 1, 1]);
    expect(shown(fold, 'leadsRaised.D30')).toEqual([5, 5, 5]);
    const question = { id: 'algorithm.precision.fire 1.2', period: null, area: null, at: fold.now() };
    const explained = fold.explainKpi(question);
    expect(explained).toMatchObject({ equal: true, told: { value: 50, part: 1, of: 2 } });
    expect(explained?.rows.map(({ subject, part, of }) => [subject, part, of])).toEqual([
      ['video:l-1', 1, 1],
      ['video:l-2', 0, 1],
    ]);
  });

  it('are told as found true 0 times where none was, not at all where nobody heard of the algorithm', () => {
    const unfound = [
      lead('l-1', 'city 3'),
      lead('l-2', 'city 3'),
      judged('l-2', 'FALSE'),
      lead('l-3', 'new'),
    ];
    const fold = foldOf(tick(NOON), ...unfound, tick(minutes(6)));
    const verified = (name: string) => shown(fold, `algorithm.verified.${name}.D30`);
    expect(['city 3', 'new', 'other'].map((name) => verified(name)[0])).toEqual([0, 0, -1]);
    const question = { id: 'algorithm.verified.new', period: null, area: null, at: fold.now() };
    expect(fold.explainKpi(question)).toMatchObject({ equal: true, told: { value: 0 } });
  });

  it('are none of an exercise, and fall to nothing when thirty days have passed', () => {
    const played = story.map((each) => ({ ...each, reality: 'exercise' as const }));
    expect(shown(foldOf(tick(NOON), ...played, tick(minutes(6))), 'algorithm.leads.rodent.D30')[0]).toBe(-1);
    const month = foldOf(tick(NOON), ...story, tick(minutes(6)), tick(NOON + 31 * DAY));
    expect(shown(month, 'algorithm.leads.rodent.D30')).toEqual([0, 0, 0]);
  });
});

describe('numbers of the day and of the moment', () => {
  it('name what has left since among their rows', () => {
    const short = { ...RULES, live: { ...RULES.live, finishedAlarmsForS: 600 } };
    const entries = log(
      configured({ rules: short }),
      tick(NOON),
      raised(NOON, { subject: 'gone' }),
      { type: 'operation.acknowledged', subject: 'alarm:gone', sequence: null, time: minutes(1), data: {} },
      { type: 'alarm.returned', subject: 'gone', sequence: 5, time: minutes(2) },
      tick(minutes(30)),
    );
    const fold = folded(entries);
    expect(fold.get('alarm', 'gone')).toBeUndefined();
    for (const each of [fold, restoreFold(fold.serialize())])
      expect(
        each.explainKpi({ id: 'alarm.today.acked', period: null, area: null, at: each.now() }),
      ).toMatchObject({
        equal: true,
        told: { value: 1 },
        rows: [{ subject: 'alarm:gone', part: 1, ns: [3, 4, 5] }],
      });
    const next = folded([...entries, ...log(tick(NOON + DAY)).map((each) => ({ ...each, n: 9 }))]);
    expect(kpi(next, 'alarm.today.acked')).toBe(0);
  });

  it('devices are told with the entry of their last word', () => {
    const word = (subject: string, health: string): Said => ({
      type: 'alarm.health_changed',
      subject,
      data: { health, device: subject },
    });
    const fold = foldOf(word('d-1', 'OFFLINE'), word('d-2', 'OK'), word('d-2', 'OFFLINE'), tick(NOON));
    expect(fold.explainKpi({ id: 'device.OFFLINE', period: null, area: null, at: NOON })).toMatchObject({
      equal: true,
      rows: [{ ns: [2] }, { subject: 'device:urn:test d-2', ns: [4] }],
    });
  });
});
