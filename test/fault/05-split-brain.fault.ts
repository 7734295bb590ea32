import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { TestRedis } from '../support/redis.ts';
import { expectHolds, LONG } from './core/expect.ts';
import { promote, type ReplicaPair, withReplica } from './core/replica-pair.ts';

const SPLIT_MS = LONG ? 30_000 : 8_000;
const LAG_S = 2;

// Each gateway reaches one of both servers through a proxy of its own: the same split as two namespaces would make.
describe('fault 05: split brain', () => {
  it('with min-replicas the cut-off master refuses within its lag limit, and nothing acknowledged is lost', async () => {
    const guarded = ['--min-replicas-to-write', '1', '--min-replicas-max-lag', String(LAG_S)];
    await withReplica('05 split brain guarded', guarded, async (pair) => {
      const { run, master, replica, road } = pair;
      run.produce();
      await run.acknowledged(100);
      const splitAt = Date.now();
      road.freeze();
      // The promoted one has no replica of its own yet.
      await replica.client.config('SET', 'min-replicas-to-write', '0');
      await promote(pair, [1]);
      await sleep(SPLIT_MS);
      // Also of what was under way when the road broke: its producer goes to the other gateway and never comes back.
      const refusedAt = run.ledger.calls
        .filter(({ gateway, status }) => gateway === 'gateway 0' && status === 503)
        .map(({ startedAt, ms }) => startedAt + (ms ?? 0))
        .filter((at) => at > splitAt);
      await rejoin(pair, master);
      const refusedMs = refusedAt.length === 0 ? -1 : Math.round(Math.min(...refusedAt) - splitAt);
      const verdict = await run.finish({ figures: { 'first 503 ms': refusedMs } });
      expect(refusedMs).toBeGreaterThanOrEqual(0);
      // Redis looks at the lag once a second.
      expect(refusedMs).toBeLessThan((LAG_S + 2) * 2_000);
      expectHolds(verdict);
    });
  });

  if (LONG) {
    it('without it both sides promise: one log remains, the loss can be counted, and no wall keeps the other', async () => {
      await withReplica('05 split brain unguarded', [], async (pair) => {
        const { run, master, road } = pair;
        run.produce();
        await run.acknowledged(100);
        road.freeze();
        await promote(pair, [1]);
        await sleep(SPLIT_MS / 2);
        await rejoin(pair, master);
        const verdict = await run.finish({ allows: { I1: 'two masters' } });
        process.stdout.write(
          `lost in a split without min-replicas: ${verdict.findings.I1.evidence.length}\n`,
        );
        expectHolds(verdict);
      });
    });
  }
});

/** The cut-off side follows the other again; its gateway is turned there. */
async function rejoin({ run, replica }: ReplicaPair, master: TestRedis): Promise<void> {
  await master.client.call('REPLICAOF', '127.0.0.1', String(replica.port));
  run.proxies.redis[0]?.aim(replica.port);
  run.proxies.redis[0]?.reset();
  await run.acknowledged(run.ledger.acknowledged().size + 60);
}
