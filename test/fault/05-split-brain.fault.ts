import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { TestRedis } from '../support/redis.ts';
import { waitFor } from '../support/wait.ts';
import { expectHolds, LONG } from './core/expect.ts';
import { promote, type ReplicaPair, withReplica } from './core/replica-pair.ts';

const SPLIT_MS = LONG ? 30_000 : 1_000;
const LAG_S = 2;
/** Redis looks at the lag once a second; three times that on a busy machine. */
const REFUSES_MS = (LAG_S + 2) * 3_000;

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
      // Also of what was under way when the road broke: its producer goes to the other gateway and never comes back.
      const refusedAt = await waitFor('the cut-off side to refuse', () =>
        run.ledger.calls
          .filter(({ gateway, status }) => gateway === 'gateway 0' && status === 503)
          .map(({ startedAt, ms }) => startedAt + (ms ?? 0))
          .find((at) => at > splitAt),
      );
      await sleep(SPLIT_MS);
      await rejoin(pair, master);
      const refusedMs = Math.round(refusedAt - splitAt);
      const verdict = await run.finish({ figures: { 'first 503 ms': refusedMs } });
      expect(refusedMs).toBeLessThan(REFUSES_MS);
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
        await sleep(SPLIT_MS);
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
