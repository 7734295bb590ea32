import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadRules } from '../../../../config/runtime/rules.ts';
import type { World } from '../../../../mock-feeds/world/world.ts';
import { demoPack, FRIDAY, NIGHT, within, worldOf } from '../worlds.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const pack = demoPack();
const DATES = [FRIDAY, NIGHT, Date.parse('2027-03-01T10:00:00+08:00')];

interface Item {
  level: unknown;
  state: unknown;
  receivedAt: number;
  /** Null: left to the gateway's rules. */
  dueAt: number | null;
  closedAt: number | null;
}

/** Where every item stands after all events before `at`. */
function itemsAt(world: World, at: number): Item[] {
  const items = new Map<string, Item>();
  for (const { event, at: time } of world.feeds.case.events(0, at)) {
    const { level, state, dueAt } = event.data;
    const item = items.get(event.subject) ?? {
      level: null,
      state: null,
      receivedAt: time,
      dueAt: null,
      closedAt: null,
    };
    if (level !== undefined) item.level = level;
    if (state !== undefined) item.state = state;
    if (typeof dueAt === 'string') item.dueAt = Date.parse(dueAt);
    if (event.type === 'case.closed') item.closedAt = time;
    items.set(event.subject, item);
    const uncounted = event.type === 'case.voided' || event.type === 'case.merged' || state === 'GUIDED';
    if (uncounted) items.delete(event.subject);
  }
  return [...items.values()];
}

const openAt = (startMs: number, seed: number) =>
  itemsAt(worldOf({ pack, startMs, seed, terminals: 0 }), startMs).filter(
    ({ closedAt }) => closedAt === null,
  );

describe('the items of a fresh world', () => {
  it.each(
    DATES.flatMap((date) => [1, 2, 5].map((seed) => [seed, new Date(date).toISOString(), date] as const)),
  )('seed %i at %s: about 320 are open, in the usual mix', (seed, _iso, startMs) => {
    const open = openAt(startMs, seed);
    const share = (of: (item: Item) => boolean) => open.filter(of).length / open.length;
    const running = ({ state }: Item) => state !== 'SUSPENDED';
    expect(open.length).toBeGreaterThan(285);
    expect(open.length).toBeLessThan(355);
    expect(share(({ level }) => level === 'HIGH')).toSatisfy(within(0.02, 0.07));
    expect(share(({ level }) => level === 'MEDIUM')).toSatisfy(within(0.21, 0.34));
    expect(share(({ level }) => level === 'LOW')).toSatisfy(within(0.38, 0.54));
    expect(share(({ level }) => level === 'UNDETERMINED')).toSatisfy(within(0.04, 0.13));
    expect(share(({ level }) => level === null)).toSatisfy(within(0.1, 0.2));
    const late = ({ dueAt }: Item) => dueAt !== null && dueAt < startMs;
    expect(share((item) => running(item) && late(item))).toSatisfy(within(0.002, 0.06));
    expect(share(({ dueAt }) => dueAt === null)).toSatisfy(within(0.08, 0.4));
    expect(share(({ state }) => state === 'SUSPENDED')).toSatisfy(within(0.003, 0.045));
  });

  it('closes about 96 of 100 in time', () => {
    const closed = itemsAt(worldOf({ pack, terminals: 0 }), FRIDAY).filter(
      ({ closedAt, dueAt }) => closedAt !== null && dueAt !== null,
    );
    const onTime =
      closed.filter(({ closedAt, dueAt }) => (closedAt ?? 0) <= (dueAt ?? 0)).length / closed.length;
    expect(onTime).toSatisfy(within(0.93, 0.99));
  });

  it('receives 40 to 45 on a working day, few of them at night', () => {
    const world = worldOf({ pack, terminals: 0 });
    const midnight = Date.parse('2026-11-18T00:00:00+08:00');
    const received = world.feeds.case
      .events(midnight, midnight + DAY)
      .filter(({ event }) => event.type === 'case.received');
    const atNight = received.filter(({ at }) => at < midnight + 6 * HOUR);
    expect(received.length).toSatisfy(within(40, 45));
    expect(atNight.length).toSatisfy(within(1, 4));
  });

  it('keeps its pre-played history below 15,000 events', () => {
    const world = worldOf({ pack, terminals: 1_436 });
    expect(world.events(0, FRIDAY).length).toSatisfy(within(11_000, 15_000));
  });
});

describe('the pace of the world', () => {
  it.each([
    ['on a Friday afternoon', FRIDAY],
    ['at three in the morning', NIGHT],
  ])('%s something other than a position happens every few seconds', (_when, startMs) => {
    const told = worldOf({ pack, startMs, terminals: 0 }).events(startMs, startMs + HOUR);
    const gaps = told.slice(1).map(({ at }, i) => at - (told[i]?.at ?? at));
    expect(told.length).toBeGreaterThan(240);
    expect(Math.max(...gaps)).toBeLessThan(75_000);
  });

  it.each(['case', 'alarm', 'video', 'indicator'] as const)(
    'the %s feed never falls silent for its own rule',
    (name) => {
      const rules = loadRules(fileURLToPath(new URL('../../../../config/rules', import.meta.url)));
      const { events } = worldOf({ pack, terminals: 0 }).feeds[name];
      const told = events(FRIDAY, FRIDAY + 3 * DAY);
      const gaps = told.slice(1).map(({ at }, i) => at - (told[i]?.at ?? at));
      expect(Math.max(...gaps) / 1_000).toBeLessThan(rules.feeds[name].silentAfterS);
    },
  );

  it('raises 4 to 8 alarms an hour by day, and at least one P1 a day', () => {
    const world = worldOf({ pack, terminals: 0 });
    const raised = world.feeds.alarm
      .events(FRIDAY + DAY, FRIDAY + 2 * DAY)
      .filter(({ event }) => event.type === 'alarm.raised');
    expect(raised.length / 24).toSatisfy(within(3, 8));
    expect(raised.filter(({ event }) => event.data.priority === 'P1').length).toSatisfy(within(1, 12));
  });

  it('shows a newcomer a P1 that waits for somebody, and then it does not wait any more', () => {
    const world = worldOf({ pack, terminals: 0 });
    const first = world.feeds.alarm
      .events(FRIDAY, FRIDAY + 3 * 60_000)
      .find(({ event }) => event.type === 'alarm.raised' && event.data.priority === 'P1');
    const seen = world.officers
      .commands(FRIDAY, FRIDAY + HOUR)
      .find(({ command }) => command.subject === `alarm:${first?.event.subject}`);
    expect((seen?.at ?? 0) - (first?.at ?? 0)).toSatisfy(within(60_000, 300_000));
  });
});
