import { describe, expect, it } from 'vitest';
import { waitFor } from '../support/wait.ts';
import { expectHolds, inRun } from './core/expect.ts';
import { SITE } from './core/run.ts';

/** A new epoch within 1 s, five times that on a busy machine. */
const EPOCH_MS = 5_000;

describe('fault 06: Redis is empty', () => {
  it('FLUSHALL under load: a new epoch, the gateways put everything back, every wall is reset with the reason', async () => {
    await inRun({ fault: '06 log emptied', engine: 'redis' }, async (run) => {
      run.produce();
      await run.acknowledged(120);
      const epoch = await run.redis.client.hget(`{${SITE}}:meta`, 'e');
      await run.redis.client.flushall();
      const since = performance.now();
      await waitFor('another epoch', async () => {
        const now = await run.redis.client.hget(`{${SITE}}:meta`, 'e');
        return now !== null && now !== epoch;
      });
      const epochMs = Math.round(performance.now() - since);
      await run.acknowledged(run.ledger.acknowledged().size + 100);
      const verdict = await run.finish({ figures: { 'epoch ms': epochMs } });
      expectHolds(verdict);
      expect(epochMs).toBeLessThan(EPOCH_MS);
      for (const { steps } of run.walls) {
        const resets = steps.flatMap((step) => (step.what === 'reset' ? step.reason : []));
        expect(resets).toContain('epoch');
      }
    });
  });
});
