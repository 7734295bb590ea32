import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ENGINES, expectHolds, inRun, LONG } from './core/expect.ts';
import { quantile } from './core/latency.ts';
import { startProxy, type TcpProxy } from './core/proxy.ts';
import type { WallStep } from './core/wall.ts';

const ROADS = LONG ? 10 : 4;
const WALLS_PER_ROAD = LONG ? 6 : 4;
/** Every 15 s for 2 s over 160 s; the short form is as rough in less time. */
const [EVERY_MS, AWAY_MS, LASTS_MS] = LONG ? [15_000, 2_000, 160_000] : [3_000, 800, 9_000];
/** What was missed is there within 1 s of the greeting; five times that on a busy machine. */
const REPLAY_MS = 5_000;

/** From each greeting that goes on without a snapshot to the first frame that was applied. */
function replaysOf(steps: readonly WallStep[]): number[] {
  return steps.flatMap((step, index) => {
    if (step.what !== 'hello' || step.mode !== 'resume') return [];
    const next = steps.slice(index + 1).find(({ what }) => what === 'frame' || what === 'hello');
    return next?.what === 'frame' && next.applied ? [next.at - step.at] : [];
  });
}

/** Cuts one road again and again. */
async function shake(road: TcpProxy, offsetMs: number): Promise<void> {
  await sleep(offsetMs);
  const until = Date.now() + LASTS_MS;
  while (Date.now() < until) {
    road.cut();
    await sleep(AWAY_MS);
    road.restore();
    await sleep(EVERY_MS - AWAY_MS);
  }
}

describe('fault 14: jitter', () => {
  it.each(LONG ? ENGINES : (['redis'] as const))(
    'every wall is thrown out again and again, and misses nothing (%s)',
    async (engine) => {
      await inRun({ fault: '14 jitter', engine, walls: 0 }, async (run) => {
        const roads: TcpProxy[] = [];
        for (let i = 0; i < ROADS; i += 1) {
          const road = await startProxy(run.gateways[i % run.gateways.length]?.port ?? 0);
          roads.push(road);
          for (let wall = 0; wall < WALLS_PER_ROAD; wall += 1) {
            run.addWall({ name: `wall ${i}.${wall}`, origins: () => [`http://127.0.0.1:${road.port}`] });
          }
        }
        await run.wallsLive();
        run.produce({ producers: 2, pauseMs: 100 });
        await Promise.all(roads.map((road, i) => shake(road, (i * EVERY_MS) / ROADS)));
        await run.wallsLive();
        const replays = run.walls.flatMap(({ steps }) => replaysOf(steps));
        const connects = run.walls.reduce((sum, { connection }) => sum + connection.counts.connects, 0);
        const p99 = Math.round(quantile(replays, 0.99));
        const figures = { walls: run.walls.length, connects, replays: replays.length, 'replay p99 ms': p99 };
        const verdict = await run.finish({ figures });
        await Promise.all(roads.map((road) => road.stop()));
        expectHolds(verdict);
        expect(replays.length).toBeGreaterThan(0);
        expect(p99).toBeLessThan(REPLAY_MS);
      });
    },
  );
});
