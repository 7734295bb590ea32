import { describe, expect, it } from 'vitest';
import { warningRules } from '../../../../../gateway/contract/warning-rules.ts';
import { kpi, NOON, tick } from '../log.ts';
import {
  alarm,
  DAY,
  foldWith,
  HOUR,
  item,
  items,
  only,
  SHIPPED,
  TICK,
  theWarning,
  warningsOf,
} from './support.ts';

const OTHERS = items(16, (i) => i + 1, { category: '物业', kind: 'APPEAL' }).map((said, i) => ({
  ...said,
  area: 'v2',
  data: { ...said.data, category: `物业${i}` },
}));

describe('a rule', () => {
  it('stays silent below its least number of observations, and says so', () => {
    const { fold, tell } = foldWith(only('repeat-village'), ...items(19, (i) => i / 2), TICK);
    expect(warningsOf(fold)).toEqual([]);
    expect(kpi(fold, 'warning.rules.silent.repeat-village')).toBe(1);
    expect(kpi(fold, 'warning.rules.observations.repeat-village')).toBe(19);
    expect(kpi(fold, 'warning.rules.silent')).toBe(1);
    tell(item('one-more', 0, {}, { area: 'v2' }), tick(NOON + 10_000));
    expect(theWarning(fold)).toMatchObject({ about: { id: 'v1' }, count: 19, sample: 20 });
    expect(kpi(fold, 'warning.rules.silent')).toBe(0);
  });

  it('is looked at on a tick, not on each entry', () => {
    const { fold } = foldWith(only('repeat-village'), tick(NOON), ...items(20, () => 1));
    expect(warningsOf(fold)).toEqual([]);
  });

  it('finds the same category again and again in one village, and tells what it rests on', () => {
    const { fold } = foldWith(only('repeat-village'), ...OTHERS, ...items(5, (i) => i * 6), TICK);
    expect(theWarning(fold)).toMatchObject({
      state: 'GENERATED',
      level: 'LOW',
      about: { kind: 'VILLAGE', id: 'v1', name: '一村' },
      category: '邻里',
      street: 's1',
      location: null,
      count: 5,
      sample: 21,
      windowDays: 30,
      holds: true,
      rulesHash: 'c1',
      reality: 'actual',
    });
    expect(theWarning(fold).basis).toHaveLength(5);
    expect(theWarning(fold).basis[0]).toEqual({ ref: 'case:c-0-0', n: 18 });
  });

  it('looks at disputes by village only: a rule that asks for their spot is refused', () => {
    const rule = { ...SHIPPED.rules.find(({ id }) => id === 'repeat-facility'), kinds: ['DISPUTE'] };
    const read = warningRules.safeParse({ ...SHIPPED, rules: [rule] });
    expect(read.error?.issues.map(({ path }) => path.join('.'))).toEqual(['rules.0.kinds']);
  });

  it('finds one device that alarms again and again, and hazards of one category at one spot', () => {
    const spot = { kind: 'HAZARD', category: '井盖', location: { lng: 103.8, lat: 25.6 } };
    const hazards = items(4, (i) => i, spot);
    const alarms = Array.from({ length: 16 }, (_, i) => alarm(`a-${i}`, i));
    const { fold } = foldWith(only('repeat-facility'), ...hazards, ...alarms, TICK);
    const found = warningsOf(fold).map(({ about, count, category }) => [about.name, category, count]);
    expect(found.sort()).toEqual([
      ['井盖', '井盖', 4],
      ['探测器-7', 'SMOKE', 16],
    ]);
  });

  it('measures a surge against the median of the four like weeks', () => {
    const week = (ago: number, count: number) =>
      items(count, (i) => ago * 7 + (i % 6), { category: `第${ago}周` });
    const past = [...week(1, 6), ...week(2, 30), ...week(3, 8), ...week(4, 6)];
    const calm = foldWith(only('surge-street'), ...past, ...week(0, 10), TICK);
    expect(warningsOf(calm.fold)).toEqual([]);
    calm.tell(item('eleventh', 0), tick(NOON + 10_000));
    expect(theWarning(calm.fold)).toMatchObject({
      about: { kind: 'STREET', id: 's1', name: '一镇' },
      count: 11,
      baseline: 7,
      sample: 50,
    });
  });

  it.each(['SITE', 'CATEGORY'] as const)('measures a surge of the %s alike', (by) => {
    const rules = only('surge-street');
    const whole = { ...rules, rules: rules.rules.map((rule) => ({ ...rule, by }) as typeof rule) };
    const past = [1, 2, 3, 4].flatMap((week) => items(6, (i) => week * 7 + (i % 6), { category: '邻里' }));
    const others = [1, 2, 3, 4].flatMap((week) => items(9, (i) => week * 7 + (i % 6), { category: '物业' }));
    const few = by === 'SITE' ? 22 : 9;
    const now = items(few, (i) => i % 6, { category: '邻里' });
    const { fold, tell } = foldWith(whole, ...past, ...others, ...now, TICK);
    expect(warningsOf(fold)).toEqual([]);
    tell(item('one-more', 0), tick(NOON + 10_000));
    expect(theWarning(fold)).toMatchObject({
      about: by === 'SITE' ? { kind: 'SITE', id: '' } : { kind: 'CATEGORY', id: '邻里' },
      count: few + 1,
      baseline: by === 'SITE' ? 15 : 6,
    });
  });

  it('finds alarms of one type that rise in a village against the like days of four weeks, and no others', () => {
    const smoke = (area: string, ago: number, count: number) =>
      Array.from({ length: count }, (_, i) => {
        const device = `${area} ${ago} ${i}`;
        const data = { title: '烟感', type: 'SMOKE', priority: 'P3', device };
        return alarm(device, ago, { area, data });
      });
    const past = [7, 14, 21, 28].flatMap((ago) => [...smoke('v1', ago, 2), ...smoke('v2', ago, 4)]);
    const today = [...smoke('v1', 0, 3), ...smoke('v2', 0, 7)];
    const { fold, tell } = foldWith(only('alarms-rising'), ...past, ...today, TICK);
    expect(warningsOf(fold)).toEqual([]);
    tell(...smoke('v1', 0.01, 1), tick(NOON + 10_000));
    expect(theWarning(fold)).toMatchObject({
      level: 'HIGH',
      about: { kind: 'VILLAGE', id: 'v1' },
      category: 'SMOKE',
      count: 4,
      baseline: 2,
      sample: 24,
    });
  });

  it('finds the unit whose items are reopened one after the other', () => {
    const rules = only('return-streak');
    const reopened = {
      ...rules,
      rules: rules.rules.map((rule) => ({ ...rule, of: 'REOPENED' }) as typeof rule),
    };
    const given = items(20, (i) => 1 + i / 10, { holder: 'u-housing' });
    const step = (said: (typeof given)[number], type: string, hours: number) => ({
      ...said,
      type,
      sequence: hours + 1,
      time: (said.time ?? NOON) + hours * HOUR,
      data: {},
    });
    const closed = given.flatMap((said) => [said, step(said, 'case.closed', 1)]);
    const again = given.slice(0, 3).map((said) => step(said, 'case.reopened', 2));
    const { fold, tell } = foldWith(reopened, ...closed, ...again.slice(1), TICK);
    expect(warningsOf(fold)).toEqual([]);
    tell(...again.slice(0, 1), tick(NOON + 10_000));
    expect(theWarning(fold)).toMatchObject({ about: { kind: 'UNIT', id: 'u-housing' }, count: 3 });
  });

  it('takes nothing for a surge while the site has no past', () => {
    const { fold } = foldWith(only('surge-street'), ...items(60, (i) => i % 6), TICK);
    expect(warningsOf(fold)).toEqual([]);
  });

  it('finds the streak of a unit whose items run out of time one after the other', () => {
    const late = (id: string, hours: number) =>
      item(id, 2, { holder: 'u-housing', dueAt: new Date(NOON - hours * HOUR).toISOString() });
    const onTime = items(16, () => 10, { holder: 'u-housing', dueAt: new Date(NOON + DAY).toISOString() });
    const closed = onTime.map((said) => ({
      ...said,
      type: 'case.closed',
      sequence: 2,
      time: NOON - 9 * DAY,
      data: {},
    }));
    const { fold, tell } = foldWith(
      only('overdue-streak'),
      ...onTime,
      ...closed,
      late('x1', 4),
      late('x2', 3),
      late('x3', 2),
      TICK,
    );
    expect(warningsOf(fold)).toEqual([]);
    const fedBack = {
      ...late('x5', 0.5),
      type: 'case.fedback',
      sequence: 2,
      time: NOON - 5 * HOUR,
      data: { holder: null },
    };
    tell(late('x5', 0.5), fedBack, tick(NOON + 5_000));
    expect(warningsOf(fold)).toEqual([]);
    tell(late('x4', 1), tick(NOON + 10_000));
    expect(theWarning(fold)).toMatchObject({
      about: { kind: 'UNIT', name: '住建局' },
      unit: '住建局',
      count: 4,
    });
  });

  it('finds the unit that hands back one item after the other', () => {
    const given = items(20, (i) => 1 + i / 10, { holder: 'u-housing' });
    const step = (said: (typeof given)[number], type: string, sequence: number) => ({
      ...said,
      type,
      sequence,
      time: (said.time ?? NOON) + sequence * HOUR,
      data: { holder: type === 'case.returned' ? null : 'u-housing' },
    });
    const told = given.flatMap((said, i) => [
      said,
      step(said, 'case.dispatched', 2),
      step(said, i < 3 ? 'case.returned' : 'case.signed', 3),
    ]);
    const { fold } = foldWith(only('return-streak'), ...told, TICK);
    expect(theWarning(fold)).toMatchObject({
      about: { kind: 'UNIT', id: 'u-housing' },
      count: 3,
      sample: 20,
    });
  });

  it('says when a feed has fallen silent, and when it is heard again', () => {
    const { fold, tell } = foldWith(
      only('feed-silent'),
      ...items(20, () => 0),
      tick(NOON + HOUR + 10 * 60_000),
    );
    expect(warningsOf(fold)).toEqual([]);
    tell(tick(NOON + HOUR + 31 * 60_000));
    expect(theWarning(fold)).toMatchObject({ about: { kind: 'FEED', id: 'case' }, holds: true });
    const later = NOON + 3 * HOUR;
    tell(item('back', 0, {}, { time: later, receivedAt: later }), tick(later + 5_000));
    expect(theWarning(fold).holds).toBe(false);
  });

  it('never counts exercise or test', () => {
    const alarms = Array.from({ length: 30 }, (_, i) => alarm(`a-${i}`, i / 2));
    const drill = [...items(30, (i) => i / 2), ...alarms].map((said) => ({
      ...said,
      reality: 'exercise' as const,
    }));
    const { fold } = foldWith(SHIPPED, ...drill, TICK);
    expect(warningsOf(fold)).toEqual([]);
    for (const rule of ['repeat-village', 'repeat-facility'])
      expect([rule, kpi(fold, `warning.rules.observations.${rule}`)]).toEqual([rule, 0]);
  });
});
