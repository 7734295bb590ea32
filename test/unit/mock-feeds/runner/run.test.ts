import { describe, expect, it } from 'vitest';
import type { Feed, Timely } from '../../../../mock-feeds/feeds/feed.ts';
import { latestPositions, terminalFeed } from '../../../../mock-feeds/feeds/terminal.ts';
import { followClock } from '../../../../mock-feeds/runner/clock.ts';
import { type Ledger, playHistory, runFeed } from '../../../../mock-feeds/runner/run.ts';
import { BATCH, type Gateway } from '../../../../mock-feeds/ways/gateway.ts';
import { demoPack, FRIDAY, worldOf } from '../worlds.ts';

const MINUTE = 60_000;
const NOTHING = { accepted: 0, duplicates: 0, rejected: [] };

function ledgerOf(): Ledger & { readonly cursors: Map<string, number> } {
  const cursors = new Map<string, number>();
  return {
    cursors,
    cursor: ({ name, since }) => cursors.get(name) ?? since,
    advance: ({ name }, until) => void cursors.set(name, until),
    count: () => undefined,
  };
}

/** A feed with one thing a second, which remembers what it delivered. */
function tickingFeed(fail: () => boolean = () => false) {
  const delivered: number[] = [];
  const feed: Feed<Timely> = {
    name: 'ticks',
    title: 'ticks',
    since: 0,
    pull: (from, to) => {
      const first = Math.ceil(from / 1_000);
      return Array.from({ length: Math.max(0, Math.ceil(to / 1_000) - first) }, (_, i) => ({
        at: (first + i) * 1_000,
      }));
    },
    deliver: async (batch) => {
      if (fail()) throw new Error('no');
      delivered.push(...batch.map(({ at }) => at));
      return NOTHING;
    },
  };
  return { feed, delivered };
}

describe('playing the history', () => {
  it('goes through every feed in batches and reports how far it is', async () => {
    const { feed, delivered } = tickingFeed();
    const told: [number, number][] = [];
    const total = await playHistory([feed], 1_200_000, ledgerOf(), (...one) => void told.push(one));
    expect(total).toBe(1_200);
    expect(told).toEqual([
      [BATCH, 1_200],
      [2 * BATCH, 1_200],
      [1_200, 1_200],
    ]);
    expect(new Set(delivered).size).toBe(1_200);
  });

  it('goes on at the last acknowledged batch after it was cut off', async () => {
    const ledger = ledgerOf();
    let turns = 0;
    const first = tickingFeed(() => ++turns > 1);
    await expect(playHistory([first.feed], 1_200_000, ledger, () => undefined)).rejects.toThrow('no');
    const second = tickingFeed();
    await playHistory([second.feed], 1_200_000, ledger, () => undefined);
    expect(new Set([...first.delivered, ...second.delivered]).size).toBe(1_200);
    expect(second.delivered.length).toBeLessThan(1_200);
  });
});

describe('a running feed', () => {
  it('never speaks beyond its limit and leaves nothing out', async () => {
    const stop = new AbortController();
    const { feed, delivered } = tickingFeed();
    const limits = [10_000, 25_000];
    const limit = () => limits[0] ?? 0;
    const ledger = ledgerOf();
    const running = runFeed(feed, ledger, limit, stop.signal);
    await new Promise((resolve) => setImmediate(resolve));
    limits.shift();
    stop.abort();
    await running;
    expect(delivered).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000, 9_000]);
    expect(ledger.cursors.get('ticks')).toBe(10_000);
  });
});

describe('the gateway’s time', () => {
  it('is followed at its own rate between two looks', async () => {
    let monotonic = 1_000;
    const clock = await followClock(
      { time: async () => ({ ms: FRIDAY, rate: 60, simulated: true }) },
      () => monotonic,
    );
    monotonic += 2_000;
    expect(clock.now()).toBe(FRIDAY + 2 * MINUTE);
  });
});

describe('the terminals’ feed', () => {
  const world = worldOf({ pack: demoPack(), terminals: 40 });
  const feed = terminalFeed(world, {} as Gateway);
  const located = (from: number, to: number) =>
    feed.pull(from, to).filter(({ event }) => event.type === 'terminal.located');

  it('sends every position while it keeps up', () => {
    const all = world.feeds.terminal.events(FRIDAY, FRIDAY + 20_000);
    expect(feed.pull(FRIDAY, FRIDAY + 20_000)).toEqual(latestPositions(all));
  });

  it('sends only the last minute’s positions after a gap, one of each terminal', () => {
    const told = located(FRIDAY, FRIDAY + 30 * MINUTE);
    expect(told.length).toBeLessThanOrEqual(40);
    expect(told.every(({ at }) => at >= FRIDAY + 29 * MINUTE)).toBe(true);
  });
});
