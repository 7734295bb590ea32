import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, INDICATOR_KINDS, isEventType } from '../../../../gateway/contract/index.ts';
import { lateness } from '../../../../mock-feeds/world/late.ts';
import { loadScenario } from '../../../../mock-feeds/world/load-scenario.ts';
import type { Timed } from '../../../../mock-feeds/world/stream.ts';
import { demoPack, FRIDAY, within, worldOf } from '../worlds.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const pack = demoPack();
const NAMES = readdirSync(fileURLToPath(new URL('../../../../mock-feeds/scenarios', import.meta.url)))
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''));
const at = (text: string) => Date.parse(`${text}+08:00`);
const counted = (events: readonly Timed[], of: (one: Timed) => boolean) => events.filter(of).length;

describe('the shipped scenarios', () => {
  it('are those that the command line promises', () => {
    expect(NAMES).toEqual(
      expect.arrayContaining(['weekday', 'market', 'flood', 'outage', 'exercise', 'manhole', 'wages']),
    );
  });

  it.each(NAMES)('%s follows the contract in its first two hours, and in its scripts', (scenario) => {
    const world = worldOf({ pack, scenario, startMs: at('2026-11-19T08:50:00'), terminals: 20 });
    const { case: cases, alarm, terminal } = world.feeds;
    const from = world.startMs;
    const scripted = [cases, alarm].flatMap(({ events }) => events(from, from + 3 * DAY));
    const told = [...world.events(from, from + 2 * HOUR), ...scripted, ...terminal.events(from, from + HOUR)];
    const bad = told.filter(({ event }) => {
      return !isEventType(event.type) || !EVENT_TYPES[event.type].data.safeParse(event.data).success;
    });
    expect(bad).toEqual([]);
  });

  it('may be a file of one’s own that says only what differs', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'yitu-scenario-')), 'mine.json');
    writeFileSync(file, '{"id":"mine","title":"自定","extends":"weekday","alarms":{"fastPerDay":7}}');
    expect(loadScenario(file)).toMatchObject({ id: 'mine', alarms: { fastPerDay: 7, slowPerDay: 40 } });
    writeFileSync(file, '{"id":"mine","title":"自定","extends":"weekday","alarms":{"fastPerDy":7}}');
    expect(() => loadScenario(file)).toThrow(/fastPerDy/);
  });
});

describe('a market day', () => {
  it('has more items and leads, and hawkers near the markets', () => {
    const day = (scenario: string) => {
      const { feeds } = worldOf({ pack, scenario, startMs: at('2026-11-19T00:10:00'), terminals: 0 });
      const [from, to] = [at('2026-11-19T00:10:00'), at('2026-11-20T00:00:00')];
      return { items: feeds.case.events(from, to), leads: feeds.video.events(from, to) };
    };
    const [usual, market] = [day('weekday'), day('market')];
    const received = ({ items }: typeof usual) =>
      counted(items, ({ event }) => event.type === 'case.received');
    const hawkers = ({ leads }: typeof usual) =>
      counted(leads, ({ event }) => ['HAWKER', 'STREET_OCCUPY'].includes(String(event.data.type)));
    expect(received(market) / received(usual)).toSatisfy(within(1.25, 1.7));
    expect(hawkers(market) / hawkers(usual)).toBeGreaterThan(2);
  });
});

describe('an alarm flood', () => {
  it('is one cause at one place: more than 10 in ten minutes, then calm', () => {
    const world = worldOf({ pack, scenario: 'flood', terminals: 0 });
    const raised = world.feeds.alarm
      .events(FRIDAY, FRIDAY + HOUR)
      .filter(({ event }) => event.type === 'alarm.raised');
    const flood = raised.filter(({ event }) => event.subject.includes('-F1'));
    const inMinutes = (from: number, to: number) =>
      counted(raised, (one) => one.at >= FRIDAY + from * MINUTE && one.at < FRIDAY + to * MINUTE);
    expect(flood).toHaveLength(30);
    expect(new Set(flood.map(({ event }) => event.data.type))).toEqual(new Set(['HYDRANT']));
    expect(new Set(flood.map(({ event }) => String(event.data.address).replace(/\d+幢/, ''))).size).toBe(1);
    expect(inMinutes(4, 14)).toBeGreaterThan(10);
    expect(inMinutes(20, 30)).toBeLessThan(5);
  });
});

describe('an outage', () => {
  const outages = [{ feed: 'alarm', afterS: 60, lastsS: 600, catchUpS: 30 }] as const;
  const { arrival, delayed } = lateness(outages, FRIDAY);
  const event = { specversion: '1.0', id: 'x', source: 'urn:x', type: 'alarm.raised', subject: 'x' } as const;
  const every = (from: number, to: number) =>
    Array.from({ length: Math.max(0, Math.ceil((to - FRIDAY) / 7_000)) }, (_, i) => FRIDAY + i * 7_000)
      .filter((ms) => ms >= from && ms < to)
      .map((ms): Timed => ({ at: ms, event: { ...event, time: new Date(ms).toISOString(), data: {} } }));
  const late = delayed('alarm', every);

  it('holds everything back, then tells all of it in order with the times of its own', () => {
    const all = late(FRIDAY, FRIDAY + 20 * MINUTE);
    const times = all.map((one) => Date.parse(one.event.time));
    expect(all).toHaveLength(every(FRIDAY, FRIDAY + 20 * MINUTE).length);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(all.map((one) => one.at)).toEqual([...all.map((one) => one.at)].sort((a, b) => a - b));
    expect(late(FRIDAY + 61 * SECOND, FRIDAY + 660 * SECOND)).toEqual([]);
    const caughtUp = late(FRIDAY + 660 * SECOND, FRIDAY + 690 * SECOND);
    expect(caughtUp.length).toBeGreaterThan(80);
    expect(arrival('alarm', FRIDAY + 120 * SECOND)).toBeGreaterThanOrEqual(FRIDAY + 660 * SECOND);
    expect(arrival('case', FRIDAY + 120 * SECOND)).toBe(FRIDAY + 120 * SECOND);
  });

  it('says the same second by second as in one go', () => {
    const steps = Array.from({ length: 1_200 }, (_, s) =>
      late(FRIDAY + s * SECOND, FRIDAY + (s + 1) * SECOND),
    ).flat();
    expect(steps).toEqual(late(FRIDAY, FRIDAY + 1_200 * SECOND));
  });

  it('lets nobody answer what has not arrived', () => {
    const world = worldOf({ pack, scenario: 'outage', terminals: 30 });
    const silent = world.feeds.terminal.events(FRIDAY + 120 * SECOND, FRIDAY + 1_020 * SECOND);
    const after = world.feeds.terminal.events(FRIDAY + 1_020 * SECOND, FRIDAY + 1_080 * SECOND);
    expect(silent).toEqual([]);
    expect(after.length).toBeGreaterThan(200);
    expect(Math.min(...after.map((one) => Date.parse(one.event.time)))).toBeLessThan(FRIDAY + 140 * SECOND);
  });
});

describe('an exercise', () => {
  it('is marked on every event, answered by seats, and over after a while', () => {
    const world = worldOf({ pack, scenario: 'exercise', terminals: 0 });
    const span = [FRIDAY, FRIDAY + 30 * MINUTE] as const;
    const marked = world.events(...span).filter(({ event }) => event.reality !== undefined);
    const subjects = new Set(marked.map(({ event }) => event.subject));
    const types = marked.map(({ event }) => event.type);
    const commands = world.officers.commands(...span).filter(({ command }) => {
      return [...subjects].some((subject) => command.subject.endsWith(subject));
    });
    expect(marked.every(({ event }) => event.reality === 'exercise')).toBe(true);
    expect([subjects.size, commands.length]).toEqual([3, 2]);
    expect(counted(marked, ({ event }) => event.type === 'alarm.raised')).toBe(2);
    expect(counted(marked, ({ event }) => event.type === 'alarm.returned')).toBe(2);
    expect(types.at(-1)).toBe('case.closed');
  });
});

describe('a script', () => {
  it('begins at its hour of the next working day', () => {
    const begun = (startMs: number) =>
      worldOf({ pack, scenario: 'manhole', startMs, terminals: 0 })
        .feeds.case.events(startMs, startMs + 4 * DAY)
        .find(({ event }) => event.subject.endsWith('-901'));
    expect(begun(at('2026-11-19T15:10:00'))?.event.time).toBe('2026-11-19T15:19:00+08:00');
    expect(begun(at('2026-11-20T15:42:00'))?.event.time).toBe('2026-11-23T15:19:00+08:00');
  });

  it('shows pictures that can be fetched', () => {
    const startMs = at('2026-11-19T15:10:00');
    const world = worldOf({ pack, scenario: 'manhole', startMs, terminals: 0 });
    const photos = world.feeds.case
      .events(startMs, startMs + DAY)
      .flatMap(({ event }) => (Array.isArray(event.data.photos) ? event.data.photos : []));
    expect(new Set(photos).size).toBe(2);
    expect(photos.every((hash) => (world.picture(String(hash))?.length ?? 0) > 500)).toBe(true);
  });
});

describe('the indicators', () => {
  const told = worldOf({ pack, terminals: 0 }).feeds.indicator.events(FRIDAY - 25 * HOUR, FRIDAY + 4 * DAY);
  const data = told.map(({ event }) => event.data as Record<string, unknown>);
  const of = (kind: string) => data.filter((one) => one.kind === kind);

  it('are of every kind that the contract knows', () => {
    expect(new Set(data.map(({ kind }) => kind))).toEqual(new Set(INDICATOR_KINDS));
  });

  it('never exceed what they are a part of, and name an area of the region', () => {
    const areas = new Set([pack.countyId, ...pack.towns.map(({ id }) => id)]);
    const parts = data.filter((one) => one.of !== undefined);
    expect(parts.length).toBeGreaterThan(100);
    expect(parts.filter((one) => Number(one.value) > Number(one.of))).toEqual([]);
    expect(data.filter(({ area }) => !areas.has(String(area)))).toEqual([]);
    expect(data.filter(({ value, n }) => Number(value) < 0 || Number(n) < 0)).toEqual([]);
  });

  it('fit together: what was booked was kept, missed or called off; visits done and late are of those due', () => {
    const key = ({ area, by, period }: Record<string, unknown>) => JSON.stringify([area, by, period]);
    const made = new Map(of('BOOKINGS_MADE').map((one) => [key(one), Number(one.value)]));
    const kept = new Map(of('BOOKINGS_KEPT').map((one) => [key(one), Number(one.value)]));
    for (const one of of('BOOKINGS_MISSED')) {
      expect(Number(one.value) + (kept.get(key(one)) ?? 0)).toBeLessThanOrEqual(made.get(key(one)) ?? -1);
    }
    const done = new Map(of('SERVICE_VISITS_DONE').map((one) => [key(one), Number(one.value)]));
    for (const one of of('SERVICE_VISITS_LATE')) {
      expect(Number(one.value) + (done.get(key(one)) ?? 0)).toBeLessThanOrEqual(Number(one.of));
    }
    expect(of('SERVICE_VISITS_DUE').length).toBeGreaterThan(10);
  });

  it('leave windows and bookings out on days of rest', () => {
    const sunday = of('WINDOW_RECEPTIONS').filter(({ period }) =>
      (period as { to: string }).to.startsWith('2026-11-22'),
    );
    expect(sunday).toEqual([]);
  });
});
