import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { REDUCER_VERSION } from '../../gateway/fold/index.ts';
import { expectHolds, inRun } from './core/expect.ts';
import type { FaultRun } from './core/run.ts';
import type { FaultWall } from './core/wall.ts';

const NEXT_REDUCERS = fileURLToPath(new URL('./deploy/next-reducers.ts', import.meta.url));

/** Snapshots that a wall took after the deploy began. */
function swapsSince({ steps }: FaultWall, since: number): number {
  return steps.filter(({ what, at }) => what === 'swap' && at >= since).length;
}

function reasonsSince(run: FaultRun, since: number): string[] {
  return run.walls.flatMap(({ steps }) =>
    steps.flatMap((step) => {
      const told = (step.what === 'hello' || step.what === 'reset') && step.at >= since;
      return told && step.mode === 'snapshot' ? [step.reason ?? 'none'] : [];
    }),
  );
}

describe('fault 24: a rolling deploy with the next version of the reducers', () => {
  it('leaves no gap, resets each wall once at most and says why, and both versions agree on the log', async () => {
    // Read anew at every launch: what starts after the change runs the next reducers.
    const env: Record<string, string> = {};
    await inRun({ fault: '24 rolling deploy', engine: 'redis', walls: 6, env }, async (run) => {
      run.produce();
      await run.acknowledged(150);
      const since = Date.now();
      env.NODE_OPTIONS = `--import=${NEXT_REDUCERS}`;
      for (const gateway of run.gateways) {
        await gateway.stop();
        await gateway.start();
        await run.wallsLive();
        await run.acknowledged(run.ledger.acknowledged().size + 80);
      }
      const swaps = run.walls.map((wall) => swapsSince(wall, since));
      const reasons = reasonsSince(run, since);
      expectHolds(await run.finish({ figures: { 'snapshots a wall': Math.max(...swaps) } }));
      expect(Math.max(...swaps)).toBeLessThanOrEqual(1);
      expect(swaps.some((count) => count === 1)).toBe(true);
      expect(new Set(reasons)).toEqual(new Set(['schema']));
    });
  });

  it('a gateway of the next version does not restore the old one’s snapshot, and the old one not the new one’s', async () => {
    const env: Record<string, string> = {};
    await inRun({ fault: '24 back and forth', engine: 'sqlite', walls: 2, env }, async (run) => {
      const production = run.produce();
      await run.acknowledged(120);
      await production.drain();
      const [gateway] = run.gateways;
      env.NODE_OPTIONS = `--import=${NEXT_REDUCERS}`;
      await gateway?.stop();
      await gateway?.start();
      await run.wallsLive();
      env.NODE_OPTIONS = '';
      await gateway?.stop();
      await gateway?.start();
      await run.wallsLive();
      expect(gateway?.output()).toContain(`reducer version ${REDUCER_VERSION}`);
      expect(gateway?.output()).toContain(`reducer version ${REDUCER_VERSION + 1}`);
      expectHolds(await run.finish());
    });
  });
});
