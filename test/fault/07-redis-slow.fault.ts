import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../support/wait.ts';
import { expectHolds, inRun, LONG } from './core/expect.ts';
import type { FaultRun } from './core/run.ts';
import type { FaultWall } from './core/wall.ts';

const FROZEN_MS = LONG ? 20_000 : 8_000;

const saysThatLogIsAway = ({ steps }: FaultWall) => steps.some((step) => step.what === 'link' && !step.logOk);

/** Calls that were answered while the fault lasted. */
const refusedSince = (run: FaultRun, since: number) =>
  run.ledger.calls.filter(({ startedAt, status }) => startedAt >= since && status === 503);

async function duringTrouble(run: FaultRun, trouble: (since: number) => Promise<void>): Promise<number> {
  run.produce();
  await run.acknowledged(100);
  const since = Date.now();
  await trouble(since);
  await run.acknowledged(run.ledger.acknowledged().size + 100);
  return since;
}

describe('fault 07: Redis is slow, hangs, or is full', () => {
  if (LONG) {
    it('DEBUG SLEEP 5: 503 in place of waiting, nothing missing afterwards', async () => {
      const redisSettings = ['--enable-debug-command', 'local'];
      await inRun({ fault: '07 redis asleep', engine: 'redis', redisSettings }, async (run) => {
        const since = await duringTrouble(run, async () => {
          await run.redis.client.call('DEBUG', 'SLEEP', '5');
        });
        const refused = refusedSince(run, since);
        expectHolds(await run.finish({ figures: { 'status 503': refused.length } }));
        expect(refused.length).toBeGreaterThan(0);
      });
    });
  }

  it('SIGSTOP: every call settles, the readers are rebuilt, the walls say that the log is away', async () => {
    await inRun({ fault: '07 redis frozen', engine: 'redis' }, async (run) => {
      const since = await duringTrouble(run, async (began) => {
        run.redis.freeze();
        await sleep(FROZEN_MS);
        await waitFor('a refusal', () => refusedSince(run, began).length > 0);
        await waitFor('every wall to say that the log is away', () => run.walls.every(saysThatLogIsAway));
        run.redis.thaw();
      });
      const refused = refusedSince(run, since);
      expectHolds(await run.finish({ figures: { 'status 503': refused.length } }));
      expect(refused.length).toBeGreaterThan(0);
    });
  });

  it('maxmemory: refused with 503 and Retry-After, nothing dropped to make room, well again afterwards', async () => {
    await inRun({ fault: '07 redis full', engine: 'redis' }, async (run) => {
      const since = await duringTrouble(run, async (began) => {
        await run.redis.client.config('SET', 'maxmemory', '1mb');
        await sleep(4_000);
        await waitFor('a refusal', () => refusedSince(run, began).length > 0);
        await run.redis.client.config('SET', 'maxmemory', '0');
      });
      const refused = refusedSince(run, since);
      expectHolds(await run.finish({ figures: { 'status 503': refused.length } }));
      expect(refused.length).toBeGreaterThan(0);
      expect(refused.filter(({ retryAfter }) => !retryAfter)).toEqual([]);
    });
  });
});
