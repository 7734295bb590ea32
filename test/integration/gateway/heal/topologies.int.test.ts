import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { HealingLog } from '../../../../gateway/log/port.ts';
import { BEFORE_ALL, collect, eventually, range } from '../../../conformance/drafts.ts';
import type { TestRedis } from '../../../support/redis.ts';
import { startTestCluster, startWatched } from '../../../support/redis-topology.ts';
import { waitFor } from '../../../support/wait.ts';
import { acknowledged, atTheEnd, openHall } from './hall.ts';

/** A master that acknowledges without its replica, and what ends the master and makes the replica the next. */
interface Pair {
  readonly url: string;
  readonly master: TestRedis;
  readonly replica: TestRedis;
}

async function underSentinel(): Promise<Pair> {
  const watched = await startWatched([]);
  atTheEnd(() => watched.dispose());
  return watched;
}

async function inCluster(): Promise<Pair> {
  const cluster = await startTestCluster(3);
  atTheEnd(() => cluster.dispose());
  const master = await cluster.ownerOf('{hall}:meta');
  return { url: cluster.url, master, replica: await cluster.addReplica(master) };
}

/** In batches of ten. */
async function appended(log: HealingLog, from: number, to: number): Promise<void> {
  for (let at = from; at <= to; at += 10) await acknowledged(log, at, Math.min(to, at + 9));
}

/** How far a server has come in what its master writes. */
async function offsetOf({ client }: TestRedis): Promise<number> {
  const [, offset] = /master_repl_offset:(\d+)/.exec(await client.info('replication')) ?? [];
  return Number(offset);
}

/** Ids in the order of the log. */
const idsIn = async (log: HealingLog) => (await log.read(0, 500)).entries.map(({ id }) => id);

describe('a failover to a replica that never had the tail', () => {
  it.each([
    ['by three sentinels', underSentinel],
    ['in a Cluster of three masters', inCluster],
  ])('%s: what was acknowledged is given back, once', async (_name, start) => {
    const { url, master, replica } = await start();
    const log = await openHall(url);
    const before = collect(log);
    await appended(log, 1, 40);
    await eventually(() => expect(before.numbers()).toEqual(range(1, 40)));
    const written = await offsetOf(master);
    await waitFor('the replica to have the head', async () => (await offsetOf(replica)) >= written);
    replica.freeze();
    await sleep(300);
    await appended(log, 41, 90);
    await eventually(() => expect(before.numbers()).toEqual(range(1, 90)));
    await master.kill();
    await replica.kill();
    await replica.start();
    await waitFor('the replica as master', async () =>
      /role:master/.test(await replica.client.info('replication')),
    );
    await appended(log, 91, 100);
    await eventually(() => expect(before.reasons).toHaveLength(1));
    await eventually(async () =>
      expect((await idsIn(log)).toSorted()).toEqual(range(1, 100).map(String).toSorted()),
    );
    expect(log.care()).toMatchObject({ heals: 1, lost: 0 });
    expect(log.care().healed).toBeGreaterThan(0);
    expect((await log.epochs()).map(({ reason }) => reason)).toEqual(['new', 'diverged']);
    const after = collect(log, BEFORE_ALL);
    await eventually(() => expect(after.numbers()).toEqual(range(1, 100)));
    await after.stop();
    await before.stop();
  });
});
