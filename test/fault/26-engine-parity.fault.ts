import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openLog } from '../../gateway/log/open.ts';
import type { EventLog } from '../../gateway/log/port.ts';
import { silent, standingClock } from '../support/live/gateway.ts';
import { startTestRedis } from '../support/redis.ts';
import { startTestCluster, startWatched } from '../support/redis-topology.ts';
import { ENGINES, expectHolds, inRun, LONG } from './core/expect.ts';
import { seedFromEnvironment } from './core/random.ts';
import { eventsOf, sendAll, stored } from './parity/doors.ts';
import { batchesOf } from './parity/plan.ts';
import { type Told, tell } from './parity/told.ts';

const EVENTS = 1_500;
const ending: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

async function open(engine: 'redis' | 'sqlite', redisUrl?: string): Promise<EventLog> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yitu-parity-'));
  ending.push(() => rmSync(dataDir, { recursive: true, force: true }));
  const log = await openLog({
    engine,
    site: 'demo',
    dataDir,
    redisUrl,
    clock: standingClock(),
    logger: silent,
  });
  ending.push(() => log.close());
  return log;
}

async function onRedis(settings: readonly string[] = []): Promise<EventLog> {
  const redis = await startTestRedis(settings);
  ending.push(() => redis.dispose());
  return open('redis', redis.url);
}

async function onCluster(): Promise<EventLog> {
  const cluster = await startTestCluster(3);
  ending.push(() => cluster.dispose());
  return open('redis', cluster.url);
}

async function underSentinels(): Promise<EventLog> {
  const watched = await startWatched([]);
  ending.push(() => watched.dispose());
  return open('redis', watched.url);
}

/** What has to be the same, and how much of it there is. */
function agree(told: Told, other: Told): void {
  expect(other.outcomes).toEqual(told.outcomes);
  expect(other.read).toEqual(told.read);
  expect(other.followed).toEqual(told.followed);
  expect(other.afterTrim).toEqual(told.afterTrim);
  expect(other.stateHash).toBe(told.stateHash);
}

describe('fault 26: engine parity', () => {
  it('the same calls give the same log, order, verdicts and state on the embedded engine, on Redis and on a Cluster', async () => {
    const seed = seedFromEnvironment();
    const batches = batchesOf(seed, EVENTS);
    const embedded = await tell(await open('sqlite'), batches, seed);
    const redis = await tell(await onRedis(), batches, seed);
    const count = (status: string) => embedded.outcomes.filter(([one]) => one === status).length;
    process.stdout.write(
      `fault 26 engine parity · SEED=${seed} · new ${count('new')}, duplicate ${count('duplicate')}, conflict ${count('conflict')}, after trim ${embedded.afterTrim.length}\n`,
    );
    expect(embedded.read.length).toBeGreaterThanOrEqual(EVENTS);
    expect(count('duplicate')).toBeGreaterThan(20);
    expect(count('conflict')).toBeGreaterThan(10);
    agree(embedded, redis);
    agree(embedded, await tell(await onCluster(), batches, seed));
    if (LONG) agree(embedded, await tell(await underSentinels(), batches, seed));
  });

  it('the same events through the whole gateway are stored alike, field by field and in one order', async () => {
    const seed = seedFromEnvironment();
    const events = eventsOf(seed, 400);
    const kept: { statuses: number[]; entries: unknown[] }[] = [];
    for (const engine of ENGINES) {
      const options = { fault: '26 doors', engine, gateways: 1, walls: 1, seed } as const;
      await inRun(options, async (run) => {
        const statuses = await sendAll(run, events);
        expectHolds(await run.finish());
        kept.push({ statuses, entries: await stored(run) });
      });
    }
    const [redis, sqlite] = kept;
    expect(redis?.entries.length).toBeGreaterThan(300);
    expect(redis?.statuses.filter((status) => status === 200).length).toBeGreaterThan(10);
    expect(sqlite).toEqual(redis);
  });
});
