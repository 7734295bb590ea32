import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../support/wait.ts';
import { expectHolds, inRun, LONG } from './core/expect.ts';
import type { FaultRun } from './core/run.ts';
import type { FaultWall } from './core/wall.ts';

/** Beyond what every gateway has noticed: the method's 20 s in the long list. */
const FROZEN_MS = LONG ? 20_000 : 0;
const FULL_MS = 2_000;

/** Calls that were answered while the fault lasted. */
const refusedSince = (run: FaultRun, since: number) =>
  run.ledger.calls.filter(({ startedAt, status }) => startedAt >= since && status === 503);

const someRefused = (run: FaultRun, since: number) =>
  waitFor('calls to be refused', () => refusedSince(run, since).length > 0);

async function duringTrouble(run: FaultRun, trouble: (since: number) => Promise<void>): Promise<number> {
  run.produce();
  await run.acknowledged(100);
  const since = Date.now();
  await trouble(since);
  await run.acknowledged(run.ledger.acknowledged().size + 100);
  return since;
}

const saysLogAway = ({ steps }: FaultWall, since: number) =>
  steps.some((step) => step.what === 'link' && step.at >= since && !step.logOk);

/** Ids of the connections by which the gateways follow the log: the server gives none twice. */
async function readersAt({ redis }: FaultRun): Promise<readonly string[]> {
  const lines = String(await redis.client.call('CLIENT', 'LIST')).split('\n');
  return lines.flatMap((line) => /^id=(\d+) .* name=yitu-reader-/.exec(line)?.[1] ?? []);
}

/** Every gateway follows by a connection that was not there before, and none of the old ones is left. */
const readersRebuilt = (run: FaultRun, before: readonly string[]) =>
  waitFor('readers by new connections', async () => {
    const now = await readersAt(run);
    return now.length === run.gateways.length && now.every((id) => !before.includes(id));
  });

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
      const before = await readersAt(run);
      expect(before.length).toBe(run.gateways.length);
      const since = await duringTrouble(run, async (frozenAt) => {
        run.redis.freeze();
        await sleep(FROZEN_MS);
        await someRefused(run, frozenAt);
        await waitFor('every wall to say that the log is away', () =>
          run.walls.every((wall) => saysLogAway(wall, frozenAt)),
        );
        run.redis.thaw();
        await readersRebuilt(run, before);
      });
      expectHolds(await run.finish({ figures: { 'status 503': refusedSince(run, since).length } }));
    });
  });

  it('maxmemory: refused with 503 and Retry-After, nothing dropped to make room, well again afterwards', async () => {
    await inRun({ fault: '07 redis full', engine: 'redis' }, async (run) => {
      const since = await duringTrouble(run, async (fullSince) => {
        await run.redis.client.config('SET', 'maxmemory', '1mb');
        await sleep(FULL_MS);
        await someRefused(run, fullSince);
        await run.redis.client.config('SET', 'maxmemory', '0');
      });
      const refused = refusedSince(run, since);
      expectHolds(await run.finish({ figures: { 'status 503': refused.length } }));
      expect(refused.filter(({ retryAfter }) => !retryAfter)).toEqual([]);
    });
  });
});
