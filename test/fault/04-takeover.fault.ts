import { describe, expect, it } from 'vitest';
import type { TestRedis } from '../support/redis.ts';
import { startTestCluster, startWatched } from '../support/redis-topology.ts';
import { waitFor } from '../support/wait.ts';
import { expectHolds, inRun, LONG } from './core/expect.ts';
import { type FaultRun, SITE } from './core/run.ts';

/** Sentinels and nodes agree within seconds; the rest is a busy machine. */
const BACK_MS = 40_000;

/** A master and its replica, and those who make the replica the master. */
interface Guarded {
  readonly url: string;
  readonly master: TestRedis;
  readonly replica: TestRedis;
  dispose(): Promise<void>;
}

/** A master that does not wait for its replica: what it promised last may be lost with it. */
const underSentinels = (): Promise<Guarded> => startWatched([]);

async function inCluster(): Promise<Guarded> {
  const cluster = await startTestCluster(3);
  try {
    const master = await cluster.ownerOf(`{${SITE}}:meta`);
    return { ...cluster, master, replica: await cluster.addReplica(master) };
  } catch (error) {
    await cluster.dispose();
    throw error;
  }
}

const TOPOLOGIES = [
  ['by three sentinels', underSentinels],
  ...(LONG ? ([['in a Cluster of three masters', inCluster]] as const) : []),
] as const;

/** Ends the master for good; resolves with the time to the first promise by the next one, ms. */
async function takeOver(run: FaultRun, { master, replica }: Guarded): Promise<number> {
  const killedAt = performance.now();
  await master.kill();
  await waitFor('the replica as master', async () =>
    /role:master/.test(await replica.client.info('replication')),
  );
  run.promote(replica);
  await run.acknowledged(run.ledger.acknowledged().size + 1);
  return Math.round(performance.now() - killedAt);
}

describe('fault 04: the master dies, and others decide who is next', () => {
  it.each(TOPOLOGIES)(
    '%s: two gateways and their walls go on with the replica, and what it lacks is given back',
    async (name, start) => {
      const guarded = await start();
      try {
        const gateway = () => ({ redisUrl: guarded.url });
        const options = { fault: `04 takeover ${name}`, engine: 'redis', redis: guarded.master } as const;
        await inRun({ ...options, gateway }, async (run) => {
          run.produce({ producers: 6, pauseMs: 10 });
          await run.acknowledged(100);
          const backMs = await takeOver(run, guarded);
          await run.acknowledged(run.ledger.acknowledged().size + 60);
          await run.wallsLive();
          const verdict = await run.finish({ figures: { 'first promise after ms': backMs } });
          expectHolds(verdict);
          expect(backMs).toBeLessThan(BACK_MS);
        });
      } finally {
        await guarded.dispose();
      }
    },
  );
});
