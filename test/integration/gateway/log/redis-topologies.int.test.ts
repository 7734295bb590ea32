import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { openLog } from '../../../../gateway/log/open.ts';
import type { EventLog } from '../../../../gateway/log/port.ts';
import {
  BEFORE_ALL,
  collect,
  draft,
  drafts,
  eventually,
  range,
  START,
  silent,
} from '../../../conformance/drafts.ts';
import { startTestRedis, type TestRedis } from '../../../support/redis.ts';
import { startTestCluster, startWatched } from '../../../support/redis-topology.ts';
import { waitFor } from '../../../support/wait.ts';

const clock = { now: () => START, simulated: true, rate: 1 };
const DEMANDING = ['--min-replicas-to-write', '1', '--min-replicas-max-lag', '5'];
const endings: (() => Promise<void>)[] = [];

function later<Opened extends { dispose(): Promise<void> }>(opened: Opened): Opened {
  endings.push(() => opened.dispose());
  return opened;
}

async function open(redisUrl: string): Promise<EventLog> {
  const log = await openLog({ engine: 'redis', site: 'hall', dataDir: '', redisUrl, clock, logger: silent });
  endings.push(() => log.close());
  return log;
}

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A producer that sends each batch until it is acknowledged, several at a time, until it is told to stop. */
function produce(log: EventLog) {
  const acknowledged = new Map<string, number>();
  let sent = 0;
  let ending = false;
  let refusals = 0;

  async function send(): Promise<void> {
    while (!ending) {
      const batch = drafts(sent + 1, sent + 4);
      sent += 4;
      for (let settled = false; !settled; ) {
        const outcomes = await log.append(batch).then(
          (result) => result.outcomes,
          () => null,
        );
        if (outcomes === null) refusals++;
        else
          for (const [i, { position }] of outcomes.entries())
            acknowledged.set(batch[i]?.id ?? '', position.n);
        settled = outcomes !== null;
      }
    }
  }

  const senders = Promise.all(range(1, 4).map(send));
  return {
    acknowledged,
    refusals: () => refusals,
    async stop() {
      ending = true;
      await senders;
    },
  };
}

/** A reader that begins again after a discontinuity, which takes away what was never acknowledged. */
function keepFollowing(log: EventLog) {
  const kept = new Map<number, string>();
  const reasons: string[] = [];
  let running = begin();

  function begin() {
    return log.follow(BEFORE_ALL, {
      onEntries: (entries) => {
        for (const { n: at, id } of entries) kept.set(at, id);
      },
      onDiscontinuity: (reason) => {
        reasons.push(reason);
        kept.clear();
        running = begin();
      },
      onHealth: () => {},
    });
  }

  return { kept, reasons, stop: () => running.stop() };
}

/**
 * The master dies with writes that its replica never got: the replica's own socket buffer is lost with its process,
 * which is back before anybody misses it.
 */
async function loseTail(master: TestRedis, replica: TestRedis): Promise<void> {
  replica.freeze();
  await sleep(300);
  await master.kill();
  await replica.kill();
  await replica.start();
}

async function everything(log: EventLog): Promise<Map<number, string>> {
  const all = new Map<number, string>();
  for (let after = 0; ; ) {
    const { entries } = await log.read(after, 500);
    for (const { n, id } of entries) all.set(n, id);
    const last = entries.at(-1);
    if (last === undefined) return all;
    after = last.n;
  }
}

/** Nothing acknowledged is missing or elsewhere, nothing is there twice, and the reader saw exactly the log. */
async function expectNothingLost(
  log: EventLog,
  acknowledged: Map<string, number>,
  kept: Map<number, string>,
) {
  let all = new Map<number, string>();
  // The connection that reads finds the new server in its own time.
  await eventually(async () => {
    all = await everything(log);
  });
  expect([...all.keys()]).toEqual(range(1, all.size));
  expect(new Set(all.values()).size).toBe(all.size);
  for (const [id, n] of acknowledged) expect(all.get(n)).toBe(id);
  await eventually(() => expect([...kept].sort(([a], [b]) => a - b)).toEqual([...all]));
}

describe('a master, a replica and three sentinels', () => {
  it('lose nothing acknowledged when the master dies under writes, and the follower goes on', async () => {
    const watched = later(await startWatched());
    const log = await open(watched.url);
    const follower = keepFollowing(log);
    const producer = produce(log);
    await waitFor('writes', () => producer.acknowledged.size > 400);
    await loseTail(watched.master, watched.replica);
    await waitFor('another leader', async () => (await watched.leader()) === watched.replica);
    const before = producer.acknowledged.size;
    // The new master demands a replica too: nothing is acknowledged until the old one is back as that.
    await watched.master.start();
    await waitFor('writes to the new master', () => producer.acknowledged.size > before + 400, 40_000);
    await producer.stop();
    expect(producer.refusals()).toBeGreaterThan(0);
    expect((await log.append([draft('last')])).durability).toBe('fsync');
    await expectNothingLost(log, producer.acknowledged, follower.kept);
    await follower.stop();
  });

  it('a master that only hangs is left as well', async () => {
    const watched = later(await startWatched());
    const log = await open(watched.url);
    const producer = produce(log);
    const follower = keepFollowing(log);
    await waitFor('writes', () => producer.acknowledged.size > 100);
    watched.master.freeze();
    await waitFor('another leader', async () => (await watched.leader()) === watched.replica);
    watched.master.thaw();
    const before = producer.acknowledged.size;
    await waitFor('writes to the new master', () => producer.acknowledged.size > before + 100, 40_000);
    await producer.stop();
    await expectNothingLost(log, producer.acknowledged, follower.kept);
    await follower.stop();
  });
});

describe('a Cluster', () => {
  it('of three masters has the whole site on one of them', async () => {
    const cluster = later(await startTestCluster(3));
    const log = await open(cluster.url);
    const follower = collect(log);
    await log.append([draft('1'), draft('2', { feed: 'alarm', type: 'alarm.raised' })]);
    const bytes = Buffer.from('x');
    const picture = {
      type: 'image/png',
      bytes,
      blurred: bytes,
      clearBoxes: [],
      storedAt: 1,
      expiresAt: 9e15,
    };
    await log.putMedia('abc', picture, 1);
    await eventually(() => expect(follower.numbers()).toEqual([1, 2]));
    const owner = await cluster.ownerOf('{hall}:meta');
    const sizes = await Promise.all(cluster.masters.map(({ client }) => client.dbsize()));
    expect(sizes.filter((size) => size > 0)).toHaveLength(1);
    expect(await owner.client.dbsize()).toBeGreaterThan(0);
    expect(log.durability()).toBe('fsync');
  });

  it('can be reached by any one of its nodes', async () => {
    const cluster = later(await startTestCluster(3));
    for (const [i, { port }] of cluster.masters.entries()) {
      const log = await open(`redis+cluster://127.0.0.1:${port}`);
      expect((await log.append([draft(String(i))])).outcomes[0]?.position.n).toBe(i + 1);
    }
  });

  it('of one node is one too', async () => {
    const cluster = later(await startTestCluster(1));
    const log = await open(cluster.url);
    const follower = collect(log);
    await log.append(drafts(1, 5));
    await eventually(() => expect(follower.numbers()).toEqual(range(1, 5)));
  });

  it('loses nothing acknowledged when the owner of the slot dies under writes', async () => {
    const cluster = later(await startTestCluster(3, DEMANDING));
    const owner = await cluster.ownerOf('{hall}:meta');
    const replica = await cluster.addReplica(owner);
    const log = await open(cluster.url);
    const follower = keepFollowing(log);
    const producer = produce(log);
    await waitFor('writes', () => producer.acknowledged.size > 400);
    await loseTail(owner, replica);
    await waitFor('the replica as master', async () =>
      /role:master/.test(await replica.client.info('replication')),
    );
    const before = producer.acknowledged.size;
    await owner.start();
    await waitFor('writes to the new master', () => producer.acknowledged.size > before + 400, 40_000);
    await producer.stop();
    await expectNothingLost(log, producer.acknowledged, follower.kept);
    await follower.stop();
  });

  it('whose slot moves to another master is followed there', async () => {
    const cluster = later(await startTestCluster(3));
    const log = await open(cluster.url);
    const follower = collect(log);
    await log.append(drafts(1, 10));
    const from = await cluster.ownerOf('{hall}:meta');
    const to = cluster.masters.find((node) => node !== from) ?? from;
    const slot = await from.client.cluster('KEYSLOT', '{hall}:meta');
    const ids = await Promise.all(
      [from, to].map(({ client }) => client.call('CLUSTER', 'MYID').then(String)),
    );
    await to.client.call('CLUSTER', 'SETSLOT', slot, 'IMPORTING', ids[0] ?? '');
    await from.client.call('CLUSTER', 'SETSLOT', slot, 'MIGRATING', ids[1] ?? '');
    const keys = (await from.client.call('CLUSTER', 'GETKEYSINSLOT', slot, 1_000)) as string[];
    await from.client.call('MIGRATE', '127.0.0.1', to.port, '', 0, 5_000, 'KEYS', ...keys);
    for (const { client } of [to, from]) await client.call('CLUSTER', 'SETSLOT', slot, 'NODE', ids[1] ?? '');
    await eventually(async () =>
      expect((await log.append(drafts(11, 20))).outcomes.at(-1)?.position.n).toBe(20),
    );
    await eventually(() => expect(follower.numbers()).toEqual(range(1, 20)));
    expect(follower.reasons).toEqual([]);
  });

  it('and a single server are told apart with the way to write the address', async () => {
    const cluster = later(await startTestCluster(3));
    const owner = await cluster.ownerOf('{hall}:meta');
    const other = cluster.masters.find((node) => node !== owner) ?? owner;
    await expect(open(other.url)).rejects.toThrow(/MOVED.*redis\+cluster:\/\//);
    const single = later(await startTestRedis());
    await expect(open(`redis+cluster://127.0.0.1:${single.port}`)).rejects.toThrow(
      /no Cluster: .*redis:\/\//,
    );
  });

  it('with an unserved slot is refused with what is missing', async () => {
    const lone = later(await startTestRedis(['--cluster-enabled', 'yes']));
    await expect(open(`redis+cluster://127.0.0.1:${lone.port}`)).rejects.toThrow(
      /slot \d+ .* served by no node/,
    );
  });
});
