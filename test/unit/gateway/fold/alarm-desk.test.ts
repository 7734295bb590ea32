import { describe, expect, it } from 'vitest';
import type { Fold } from '../../../../gateway/fold/port.ts';
import { alarm, done, foldOf, minutes, raised, said } from './alarm-words.ts';
import { configured, folded, iso, kpi, log, NOON, RULES, received, type Said, tick } from './log.ts';

const item = (id: string) => received({ kind: 'FACILITY' }, { subject: id, sequence: 1 });
const closed = (id: string, minute: number): Said => ({
  type: 'case.closed',
  subject: id,
  sequence: 2,
  time: minutes(minute),
});

describe('shelving', () => {
  const shelved = (until: string) => done('shelved', 'a', 1, { reason: 'KNOWN_CAUSE', until: iso(until) });

  it('keeps an alarm off the strip until its time, counted apart', () => {
    const fold = foldOf(raised('a', 0), shelved('2026-11-20 12:30'));
    expect(alarm(fold)?.shelved).toEqual({ until: minutes(30), reason: 'KNOWN_CAUSE', by: '2号席' });
    expect([kpi(fold, 'alarm.active'), kpi(fold, 'alarm.unacked'), kpi(fold, 'alarm.shelved')]).toEqual([
      0, 0, 1,
    ]);
    folded(
      log(configured(), tick(minutes(30)))
        .slice(1)
        .map((each) => ({ ...each, n: 4 })),
      fold,
    );
    expect(alarm(fold)).toMatchObject({ shelved: null, acked: false });
    expect([kpi(fold, 'alarm.unacked'), kpi(fold, 'alarm.shelved')]).toEqual([1, 0]);
  });

  it('is capped by the longest time of the priority', () => {
    const asked = shelved('2026-11-21 12:00');
    expect(alarm(foldOf(raised('a', 0), asked))?.shelved?.until).toBe(minutes(1) + 14_400_000);
    const gravest = raised('a', 0, { data: { priority: 'P1' } });
    expect(alarm(foldOf(gravest, asked))?.shelved?.until).toBe(minutes(31));
  });

  it('ends at the latest with the shift in which it was asked for', () => {
    const alarms = { ...RULES.alarms, handoverAt: ['08:00', '12:30', '20:00'] };
    const site = configured({ rules: { ...RULES, alarms } });
    const until = (minute: number) => {
      const asked = done('shelved', 'a', minute, { reason: 'TESTING', until: iso('2026-11-21 12:00') });
      return alarm(folded(log(site, raised('a', 0), asked)))?.shelved?.until;
    };
    expect([until(1), until(30)]).toEqual([minutes(30), minutes(30) + 14_400_000]);
    expect(until(470)).toBe(minutes(480));
  });

  it('ends when somebody takes it back', () => {
    const fold = foldOf(raised('a', 0), shelved('2026-11-20 12:30'), done('unshelved', 'a', 2));
    expect(alarm(fold)?.shelved).toBeNull();
    expect(kpi(fold, 'alarm.unacked')).toBe(1);
  });
});

describe('an alarm out of service', () => {
  const removed = done('removed', 'a', 1, { item: 'w-1' });

  it('comes back when its maintenance item is closed', () => {
    const out = foldOf(item('w-1'), raised('a', 0), removed);
    expect(alarm(out)?.outOfService).toEqual({ item: 'w-1', since: minutes(1), by: '2号席' });
    expect([kpi(out, 'alarm.active'), kpi(out, 'alarm.outOfService')]).toEqual([0, 1]);
    const back = foldOf(item('w-1'), raised('a', 0), removed, closed('w-1', 9));
    expect(alarm(back)?.outOfService).toBeNull();
    expect(kpi(back, 'alarm.active')).toBe(1);
  });

  it('comes back too when the item is open again, whichever of both was heard first', () => {
    const over = said('case.closed', 'w-1', 9);
    const again = said('case.reopened', 'w-1', 10);
    for (const steps of [
      [over, again],
      [again, over],
    ]) {
      const fold = foldOf(item('w-1'), raised('a', 0), removed, ...steps);
      expect(fold.get('case', 'w-1')?.state).toBe('IN_PROGRESS');
      expect(alarm(fold)?.outOfService).toBeNull();
    }
    const anew = foldOf(
      item('w-1'),
      raised('a', 0),
      removed,
      again,
      over,
      done('removed', 'a', 11, { item: 'w-1' }),
    );
    expect(alarm(anew)?.outOfService?.since).toBe(minutes(11));
  });

  it('stays so over its next episode while the item is open', () => {
    const twice = [raised('a', 0), removed, said('alarm.cleared', 'a', 2)];
    const again = raised('a', 5, { sequence: 30 });
    expect(alarm(foldOf(item('w-1'), ...twice, again))?.outOfService?.item).toBe('w-1');
    expect(alarm(foldOf(item('w-1'), ...twice, closed('w-1', 3), again))?.outOfService).toBeNull();
  });

  it('needs an open item: without one nothing is bound and the command is set aside', () => {
    for (const before of [[], [item('w-1'), closed('w-1', 0)]]) {
      const fold = foldOf(...before, raised('a', 0), removed);
      expect(alarm(fold)?.outOfService).toBeNull();
      expect(fold.quarantine()).toHaveLength(1);
    }
  });
});

describe('two alarms of one device and type', () => {
  const device = { device: '烟感 07' };
  const first = raised('a', 0, { data: device });
  const twin = raised('b', 0.5, { data: device });

  it('raised within a minute are one alarm, told twice', () => {
    const fold = foldOf(first, twin);
    expect(alarm(fold, 'b')?.duplicateOf).toBe('a');
    expect(alarm(fold, 'a')?.raises).toBe(2);
    expect([kpi(fold, 'alarm.unacked'), kpi(fold, 'alarm.duplicates')]).toEqual([1, 1]);
  });

  it.each([
    ['a minute apart', raised('b', 1.1, { data: device })],
    ['of two devices', raised('b', 0.5, { data: { device: '烟感 08' } })],
    ['of no known device', raised('b', 0.5)],
    ['of two types', raised('b', 0.5, { data: { ...device, type: 'GAS' } })],
    ['where the second is graver', raised('b', 0.5, { data: { ...device, priority: 'P1' } })],
    ['of two sources', raised('b', 0.5, { data: device, source: 'urn:other' })],
    ['where the second is an exercise', raised('b', 0.5, { data: device, reality: 'exercise' })],
  ])('%s are two', (_what, other) => {
    expect(alarm(foldOf(first, other), 'b')?.duplicateOf).toBeNull();
  });

  it('are acknowledged together', () => {
    const fold = foldOf(first, twin, done('acknowledged', 'a', 1, { seen: 1 }));
    expect([alarm(fold, 'a')?.acked, alarm(fold, 'b')?.acked]).toEqual([true, true]);
  });

  it.each([
    ['is acknowledged before the second comes', [first, done('acknowledged', 'a', 0.2), twin]],
    ['is over', [first, twin, said('alarm.returned', 'a', 1)]],
    ['is cleared', [first, twin, said('alarm.cleared', 'a', 1)]],
    ['is the less grave by now', [first, twin, said('alarm.updated', 'b', 1, { priority: 'P1' })]],
    [
      'is shelved',
      [first, twin, done('shelved', 'a', 1, { reason: 'OTHER', until: iso('2026-11-20 13:00') })],
    ],
  ])('are two again when the first %s', (_what, told) => {
    const fold = foldOf(...told);
    expect(alarm(fold, 'b')).toMatchObject({ duplicateOf: null, finishedAt: null });
    expect(kpi(fold, 'alarm.duplicates')).toBe(0);
  });
});

describe('an alarm that replaces another', () => {
  const update = raised('b', 3, { data: { replaces: ['a'] } });

  it('ends it, whichever is heard first', () => {
    for (const told of [
      [raised('a', 0), update],
      [update, raised('a', 0)],
    ]) {
      const fold = foldOf(...told);
      expect(alarm(fold, 'a')).toMatchObject({ replacedBy: 'b', finishedAt: minutes(3), state: 'NORMAL' });
      expect(kpi(fold, 'alarm.active')).toBe(1);
    }
  });

  it('is heeded from the same source and lane only', () => {
    expect(alarm(foldOf(raised('a', 0), { ...update, source: 'urn:other' }))?.replacedBy).toBeNull();
    expect(alarm(foldOf(raised('a', 0), { ...update, reality: 'exercise' }))?.replacedBy).toBeNull();
  });
});

describe('chattering and stale alarms', () => {
  const bounce = (count: number, seconds: number): Said[] =>
    Array.from({ length: count }, (_, i) =>
      raised('a', (i * seconds) / 60, { sequence: i + 1, data: { priority: 'P3' } }),
    );

  it('three raises within a minute chatter, until five quiet minutes have passed', () => {
    const fold = foldOf(...bounce(3, 30));
    expect([alarm(fold)?.chattering, alarm(fold)?.raises, kpi(fold, 'alarm.chattering')]).toEqual([
      true,
      3,
      1,
    ]);
    expect(alarm(foldOf(...bounce(3, 31)))?.chattering).toBe(false);
    expect(alarm(foldOf(...bounce(3, 30), tick(minutes(6))))?.chattering).toBe(false);
  });

  it('a condition of a whole day is stale', () => {
    const day = NOON + 86_400_000;
    expect(alarm(foldOf(raised('a', 0), tick(day - 1)))?.stale).toBe(false);
    const fold = foldOf(raised('a', 0), tick(day));
    expect([alarm(fold)?.stale, kpi(fold, 'alarm.stale')]).toEqual([true, 1]);
  });
});

describe('a flood', () => {
  const wave = (count: number, over: Partial<Said> = {}): Said[] =>
    Array.from({ length: count }, (_, i) => raised(`a${i}`, i / 60, over));
  const flood = (fold: Fold) => [
    kpi(fold, 'alarm.rate.window'),
    kpi(fold, 'alarm.rate.flood'),
    kpi(fold, 'alarm.rate.floodSince'),
  ];

  it('begins with the eleventh alarm of ten minutes and ends below five', () => {
    expect(flood(foldOf(tick(NOON), ...wave(10)))).toEqual([10, 0, 0]);
    const rising = [tick(NOON), ...wave(11)];
    const began = NOON + 10_000;
    expect(flood(foldOf(...rising))).toEqual([11, 1, began]);
    expect(flood(foldOf(...rising, tick(minutes(5))))).toEqual([11, 1, began]);
    const seven = NOON + 600_000 + 6_000;
    expect(flood(foldOf(...rising, tick(seven)))).toEqual([4, 0, 0]);
    expect(flood(foldOf(...rising, tick(seven - 2_000)))[1]).toBe(1);
  });

  it('is not begun by exercises, by alarms of one device, nor by what happened long ago', () => {
    expect(flood(foldOf(tick(NOON), ...wave(20, { reality: 'exercise' })))[0]).toBe(0);
    expect(flood(foldOf(tick(NOON), ...wave(20, { data: { device: '烟感 07' } })))[0]).toBe(1);
    expect(flood(foldOf(tick(minutes(60)), ...wave(20)))[0]).toBe(0);
  });

  it('goes on when a source dates an alarm into the future, which is one of now', () => {
    const ahead = raised('late', 2, { data: { raisedAt: '2030-01-01T00:00:00Z' } });
    const fold = foldOf(tick(NOON), ...wave(11), ahead, tick(minutes(3)));
    expect(flood(fold).slice(0, 2)).toEqual([12, 1]);
    expect(alarm(fold, 'late')).toMatchObject({ raisedAt: minutes(2), ackBy: minutes(7) });
  });

  it('leaves its figures to the day: raises, the busiest ten minutes, the loudest devices, the time', () => {
    const many = [tick(NOON), ...wave(12), tick(minutes(2)), raised('z', 20, { data: { priority: 'P1' } })];
    const fold = foldOf(...many, tick(minutes(21)));
    const today = (id: string) => kpi(fold, `alarm.today.${id}`);
    expect(['raised', 'P1', 'P2', 'most10m', 'fullTens', 'topTen'].map(today)).toEqual([
      13, 1, 12, 12, 1, 10,
    ]);
    expect(today('floodS')).toBe(597);
    expect(kpi(foldOf(...many, tick('2026-11-21 00:01')), 'alarm.today.raised')).toBe(0);
  });

  it('groups what waits by type and place', () => {
    const fold = foldOf(...wave(3, { area: 'v1' }), raised('g', 1, { area: 'v2', data: { type: 'GAS' } }));
    expect(kpi(fold, 'alarm.type.SMOKE')).toBe(3);
    expect(kpi(fold, 'alarm.type.SMOKE@s1')).toBe(3);
    expect(kpi(fold, 'alarm.type.GAS@v2')).toBe(1);
  });
});
