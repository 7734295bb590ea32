import { describe, expect, it } from 'vitest';
import type { StateReply } from '../../gateway/contract/state-reply.ts';
import { REDUCER_VERSION } from '../../gateway/fold/index.ts';
import { waitFor } from '../support/wait.ts';
import { expectHolds, inRun } from './core/expect.ts';
import { foldAnew } from './core/fresh-fold.ts';
import type { GatewayProcess } from './core/gateway-process.ts';
import { type RawLog, readRedisLog } from './core/raw-log.ts';
import { type FaultRun, SITE } from './core/run.ts';
import type { FaultWall } from './core/wall.ts';
import { foldAnewByNext, NEXT_REDUCERS } from './deploy/next-fold.ts';

const LOOKS = 5;

interface Looked {
  readonly gateway: GatewayProcess;
  readonly n: number;
  readonly stateHash: string;
}

/** Where each gateway stands just now, and in which state. */
const lookAt = (gateways: readonly GatewayProcess[]): Promise<Looked[]> =>
  Promise.all(
    gateways.map(async (gateway) => {
      const { n, stateHash } = (await (await gateway.get('/v1/state')).json()) as StateReply;
      return { gateway, n, stateHash };
    }),
  );

/** A few looks at gateways of two versions while the town goes on. */
async function severalLooks(run: FaultRun): Promise<Looked[]> {
  const looks: Looked[] = [];
  for (let i = 0; i < LOOKS; i += 1) {
    await run.acknowledged(run.ledger.acknowledged().size + 20);
    looks.push(...(await lookAt(run.gateways)));
  }
  return looks;
}

/** Snapshots that a wall took after the deploy began. */
function swapsSince({ steps }: FaultWall, since: number): number {
  return steps.filter(({ what, at }) => what === 'swap' && at >= since).length;
}

/** A wall whose gateway is away for a moment is live all the while, and shows what it had until it has come again. */
async function resetSince(run: FaultRun, since: number): Promise<void> {
  const reset = (wall: FaultWall) => swapsSince(wall, since) > 0;
  await waitFor('every wall to have the state of this version', () => run.walls.every(reset), 60_000);
  await run.wallsLive();
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
  it('leaves no gap, resets each wall once at most and says why, and each version folds the log its own way', async () => {
    // Read anew at every launch: what starts after the change runs the next reducers.
    const env: Record<string, string> = {};
    await inRun({ fault: '24 rolling deploy', engine: 'redis', walls: 6, env }, async (run) => {
      run.produce();
      await run.acknowledged(150);
      const since = Date.now();
      env.NODE_OPTIONS = `--import=${NEXT_REDUCERS}`;
      const looks: Looked[] = [];
      for (const gateway of run.gateways) {
        await gateway.stop();
        await gateway.start();
        await run.wallsLive();
        if (gateway === run.gateways[0]) looks.push(...(await severalLooks(run)));
        await run.acknowledged(run.ledger.acknowledged().size + 80);
      }
      const swaps = run.walls.map((wall) => swapsSince(wall, since));
      const reasons = reasonsSince(run, since);
      const figures = { 'snapshots a wall': Math.max(...swaps), 'states of both compared': looks.length };
      const expected = ({ entries }: RawLog, places: readonly number[]) =>
        foldAnewByNext({ log: entries, places });
      expectHolds(await run.finish({ figures, expected }));
      const { entries } = await readRedisLog(run.redis.client, SITE);
      const byOld = foldAnew(entries);
      const byNext = await foldAnewByNext({ log: entries, places: looks.map(({ n }) => n) });
      for (const { gateway, n, stateHash } of looks) {
        const [own, other] = gateway === run.gateways[0] ? [byNext, byOld] : [byOld, byNext];
        expect(stateHash, `${gateway.name} at n ${n}`).toBe(own(n).stateHash);
        expect(stateHash, `${gateway.name} at n ${n}`).not.toBe(other(n).stateHash);
      }
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
      for (const options of [`--import=${NEXT_REDUCERS}`, '']) {
        env.NODE_OPTIONS = options;
        const since = Date.now();
        await gateway?.stop();
        await gateway?.start();
        await resetSince(run, since);
      }
      expect(gateway?.output()).toContain(`reducer version ${REDUCER_VERSION}`);
      expect(gateway?.output()).toContain(`reducer version ${REDUCER_VERSION + 1}`);
      expectHolds(await run.finish());
    });
  });
});
