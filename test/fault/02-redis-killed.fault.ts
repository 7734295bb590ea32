import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectHolds, inRun, rounds } from './core/expect.ts';
import type { FaultRun } from './core/run.ts';

/** 3 s after the server is ready, three times that on a busy machine. */
const RECOVERED_MS = 9_000;

/** Longer than any call may take, so that nobody can wait it out. */
const LONG_OUTAGE_MS = 6_500;

/** Kills the server at a random instant of a busy time; returns how long the first promise took once it was back. */
async function killRedis(run: FaultRun, outageMs: number): Promise<number> {
  await run.acknowledged(run.ledger.acknowledged().size + run.random.int(20, 80));
  await run.redis.kill();
  await sleep(outageMs);
  await run.redis.start();
  const readyAt = Date.now();
  await run.acknowledged(run.ledger.acknowledged().size + 1);
  return Date.now() - readyAt;
}

describe('fault 02: kill -9 of Redis', () => {
  it.each([
    ['always', 'fsync'],
    ['everysec', 'os'],
  ] as const)('loses nothing with appendfsync %s, and every promise says %s', async (policy, level) => {
    const redisSettings = ['--appendfsync', policy];
    await inRun({ fault: `02 redis killed ${policy}`, engine: 'redis', redisSettings }, async (run) => {
      run.produce({ producers: 6, pauseMs: 20 });
      const recoveries: number[] = [];
      for (let round = 1; round < rounds(3, 20); round += 1) {
        recoveries.push(await killRedis(run, run.random.int(300, 1_500)));
      }
      recoveries.push(await killRedis(run, LONG_OUTAGE_MS));
      const slowest = Math.max(...recoveries);
      const refused = run.ledger.calls.filter(({ status }) => status === 503);
      const verdict = await run.finish({
        figures: { 'slowest recovery ms': slowest, 'status 503': refused.length },
      });
      expectHolds(verdict);
      expect(slowest).toBeLessThan(RECOVERED_MS);
      expect(refused.length).toBeGreaterThan(0);
      expect(refused.filter(({ retryAfter }) => !retryAfter)).toEqual([]);
      expect(new Set(run.ledger.acks.map(({ durability }) => durability))).toEqual(new Set([level]));
    });
  });
});
