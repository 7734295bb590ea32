import { beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../../../../mock-feeds/world/world.ts';
import { demoPack, FRIDAY, within, worldOf } from '../worlds.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DAYS = 8;
const END = FRIDAY + DAYS * DAY;
/** Every ten minutes of the week that nobody touches the wall. */
const MOMENTS = Array.from({ length: DAYS * 144 }, (_, i) => FRIDAY + i * 10 * MINUTE);
const SEATS = 3;
const ENDS = new Set(['case.closed', 'case.voided', 'case.merged']);
const SEEN = new Set(['operation.acknowledged', 'operation.noted', 'operation.verified']);

interface Span {
  readonly from: number;
  readonly to: number;
}

interface Item extends Span {
  readonly levels: readonly { readonly at: number; readonly level: string | null }[];
  readonly dues: readonly { readonly at: number; readonly dueAt: number }[];
  readonly paused: readonly Span[];
}

interface Seen {
  readonly items: readonly Item[];
  /** While an alarm waits for an officer, by priority. */
  readonly waiting: readonly (Span & { readonly priority: string; readonly type: string })[];
  readonly standing: readonly (Span & { readonly type: string })[];
  readonly raised: readonly number[];
  readonly leads: readonly Span[];
}

function itemsOf(world: World, end: number): Item[] {
  const items = new Map<string, { -readonly [Key in keyof Item]: Item[Key] }>();
  for (const { event, at } of world.feeds.case.events(0, end)) {
    const { level, dueAt } = event.data as { level?: string | null; dueAt?: string };
    const item = items.get(event.subject) ?? { from: at, to: end, levels: [], dues: [], paused: [] };
    items.set(event.subject, item);
    if (level !== undefined) item.levels = [...item.levels, { at, level }];
    if (dueAt !== undefined) item.dues = [...item.dues, { at, dueAt: Date.parse(dueAt) }];
    if (event.type === 'case.suspended') item.paused = [...item.paused, { from: at, to: end }];
    if (event.type === 'case.resumed') item.paused = item.paused.map(({ from }) => ({ from, to: at }));
    if (ENDS.has(event.type) || event.data.state === 'GUIDED') item.to = at;
  }
  return [...items.values()];
}

function watch(world: World, end = END): Seen {
  const answers = world.officers.commands(0, end + DAY).filter(({ command }) => SEEN.has(command.type));
  const answered = new Map(answers.map(({ command, at }) => [command.subject, at]));
  const ended = new Map<string, number>();
  const alarms = new Map<string, { id: string; at: number; type: string; priority: string }>();
  for (const { event, at } of world.feeds.alarm.events(0, end)) {
    const { type, priority, expiresAt, replaces, withdraws } = event.data as {
      type: string;
      priority: string;
      expiresAt?: string;
      replaces?: string[];
      withdraws?: string[];
    };
    // A condition that comes again before anybody has seen it is the same episode.
    if (event.type === 'alarm.raised' && !alarms.has(event.subject))
      alarms.set(event.subject, { id: event.subject, at, type, priority });
    if (expiresAt !== undefined && Date.parse(expiresAt) < end)
      ended.set(event.subject, Date.parse(expiresAt));
    for (const id of replaces ?? withdraws ?? []) ended.set(id, at);
    if (event.type === 'alarm.returned' || event.type === 'alarm.cleared') ended.set(event.subject, at);
  }
  const leads = world.feeds.video.events(0, end).map(({ event, at }) => ({
    from: at,
    to: answered.get(`video:${event.subject}`) ?? end,
  }));
  return {
    items: itemsOf(world, end),
    waiting: [...alarms.values()].map(({ id, at, type, priority }) => {
      const seen = answered.get(`alarm:${id}`) ?? ended.get(id) ?? end;
      return { from: at, to: seen, priority, type };
    }),
    standing: [...alarms.values()].map(({ id, at, type }) => ({ from: at, to: ended.get(id) ?? end, type })),
    raised: [...alarms.values()].map(({ at }) => at).filter((at) => at >= FRIDAY),
    leads,
  };
}

const during =
  (at: number) =>
  ({ from, to }: Span) =>
    from <= at && at < to;
const last = <T extends { readonly at: number }>(list: readonly T[], at: number) =>
  list.filter((one) => one.at <= at).at(-1);
const share = (list: readonly number[], of: (n: number) => boolean) => list.filter(of).length / list.length;
const middle = (list: readonly number[]) => [...list].sort((a, b) => a - b)[list.length >> 1] ?? 0;

/** Alarms raised in each ten minutes. */
function buckets(raised: readonly number[]): number[] {
  const counts = MOMENTS.map(() => 0);
  for (const at of raised) {
    const i = Math.floor((at - FRIDAY) / (10 * MINUTE));
    counts[i] = (counts[i] ?? 0) + 1;
  }
  return counts;
}

const pack = demoPack();

describe('a wall left alone for eight days', () => {
  let seen: Seen;
  beforeAll(() => {
    seen = watch(worldOf({ pack, terminals: 0 }));
  }, 60_000);

  it('keeps its open stock: neither empty nor drowned', () => {
    const open = MOMENTS.map((at) => seen.items.filter(during(at)).length);
    expect(Math.min(...open)).toBeGreaterThan(260);
    expect(Math.max(...open)).toBeLessThan(380);
  });

  it('keeps the mix of levels, with a few high ones at any time', () => {
    for (let at = FRIDAY; at < END; at += 6 * HOUR) {
      const levels = seen.items.filter(during(at)).map(({ levels: said }) => last(said, at)?.level ?? null);
      const of = (level: string | null) => levels.filter((one) => one === level).length / levels.length;
      expect(of('HIGH')).toSatisfy(within(0.015, 0.08));
      expect(of('MEDIUM')).toSatisfy(within(0.2, 0.36));
      expect(of('LOW')).toSatisfy(within(0.36, 0.56));
      expect(of('UNDETERMINED')).toSatisfy(within(0.03, 0.15));
      expect(of(null)).toSatisfy(within(0.08, 0.22));
    }
  });

  it('has between none and 6 of 100 open items overdue', () => {
    const overdue = MOMENTS.map((at) => {
      const open = seen.items.filter(during(at));
      const late = open.filter(
        ({ dues, paused }) => (last(dues, at)?.dueAt ?? END) < at && !paused.some(during(at)),
      );
      return late.length / open.length;
    });
    expect(Math.max(...overdue)).toBeLessThan(0.07);
    expect(middle(overdue)).toSatisfy(within(0.003, 0.045));
  });

  it('raises alarms at a rate that a seat can bear', () => {
    const counts = buckets(seen.raised);
    const perHour = seen.raised.length / (DAYS * 24);
    const hours = MOMENTS.filter((_, i) => i % 6 === 0).map((_, i) =>
      counts.slice(i * 6, i * 6 + 6).reduce((sum, n) => sum + n, 0),
    );
    expect(perHour).toSatisfy(within(4, 6));
    expect(Math.max(...hours) / SEATS).toBeLessThanOrEqual(6);
    expect(share(counts, (n) => n > 2 * SEATS)).toBe(0);
    expect(share(counts, (n) => n > 10)).toBeLessThan(0.01);
  });

  it('has mostly quiet priorities, and no type that fills the strip', () => {
    const fresh = seen.waiting.filter(({ from }) => from >= FRIDAY);
    const of = (priority: string) =>
      fresh.filter((alarm) => alarm.priority === priority).length / fresh.length;
    expect(of('P1')).toSatisfy(within(0.005, 0.03));
    expect(of('P2')).toSatisfy(within(0.04, 0.1));
    expect(of('P3')).toSatisfy(within(0.15, 0.27));
    expect(of('P4')).toSatisfy(within(0.62, 0.8));
    const shown = MOMENTS.flatMap((at) => seen.standing.filter(during(at)).map(({ type }) => type));
    const most = Math.max(
      ...[...new Set(shown)].map((type) => shown.filter((one) => one === type).length / shown.length),
    );
    expect(most).toBeLessThan(0.3);
  });

  it('leaves a handful of alarms unacknowledged at most, and none forgotten for a day', () => {
    const unseen = MOMENTS.slice(1).map((at) => seen.waiting.filter(during(at)).length);
    expect(Math.max(...unseen)).toBeLessThanOrEqual(10);
    expect(middle(unseen)).toSatisfy(within(0, 3));
    const waits = (priority: string) =>
      seen.waiting
        .filter((alarm) => alarm.priority === priority && alarm.from >= FRIDAY)
        .map(({ from, to }) => to - from);
    expect(Math.max(...waits('P1'))).toBeLessThan(6 * MINUTE);
    expect(Math.max(...waits('P2'))).toBeLessThan(16 * MINUTE);
    expect(Math.max(...waits('P3'), ...waits('P4'))).toBeLessThan(13 * HOUR);
  });

  it('has officers who are late now and then, and forget now and then', () => {
    const quiet = seen.waiting.filter(({ priority }) => priority >= 'P3');
    const waits = quiet.map(({ from, to }) => to - from);
    expect(share(waits, (ms) => ms > 30 * MINUTE)).toSatisfy(within(0.03, 0.25));
    expect(share(waits, (ms) => ms > 2 * HOUR)).toSatisfy(within(0.001, 0.04));
  });

  it('keeps some leads waiting for a look, never a heap', () => {
    const leads = MOMENTS.map((at) => seen.leads.filter(during(at)).length);
    expect(Math.max(...leads)).toBeLessThanOrEqual(24);
    expect(middle(leads)).toSatisfy(within(1, 8));
  });
});

describe('the first minute of a fresh wall', () => {
  it.each([1, 2, 3, 4, 5])('seed %i: a handful of unacknowledged alarms, none for hours', (seed) => {
    const { waiting, standing } = watch(worldOf({ pack, seed, terminals: 0 }), FRIDAY + HOUR);
    const now = FRIDAY + MINUTE;
    const unseen = waiting.filter(during(now));
    const types = standing.filter(during(now)).map(({ type }) => type);
    expect(unseen.length).toSatisfy(within(0, 5));
    expect(Math.max(0, ...unseen.map(({ from }) => now - from))).toBeLessThan(20 * MINUTE);
    expect(types.length).toSatisfy(within(1, 10));
  });
});
