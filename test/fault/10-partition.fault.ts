import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectHolds, LONG } from './core/expect.ts';
import { withSilentRoads } from './core/silent-road.ts';
import type { WallStep } from './core/wall.ts';

/** Outages in seconds, and whether the gateway's memory must cover them. */
const OUTAGES = LONG ? [2, 30, 600] : [2];
const COVERED_S = 60;
/** Twice what a gateway remembers event by event, positions apart. */
const FORGOTTEN = 30_000;
const PATIENCE_MS = 300_000;
/** More has happened meanwhile than a gateway remembers event by event. */
const STARTED_ANEW = { mode: 'snapshot', reason: 'trimmed' };

const isHello = ({ what }: WallStep) => what === 'hello';

describe('fault 10: walls and gateway are cut apart', () => {
  it.each(
    OUTAGES.flatMap((seconds) => (['redis', 'sqlite'] as const).map((engine) => ({ seconds, engine }))),
  )(
    'for $seconds s ($engine): deltas where memory covers it, else a snapshot with its reason',
    async ({ seconds, engine }) => {
      await withSilentRoads({ fault: `10 partition ${seconds} s`, engine, walls: 0 }, async (run, roads) => {
        const [proxy] = run.proxies.walls;
        const origin = proxy === undefined ? run.gateways[0]?.origin : `http://127.0.0.1:${proxy.port}`;
        const walls = [0, 1, 2].map((i) => run.addWall({ name: `wall ${i}`, origins: () => [origin ?? ''] }));
        await run.wallsLive();
        run.produce({
          producers: 2,
          pauseMs: seconds <= COVERED_S ? 200 : 50,
          targets: () => run.gateways.slice(-1),
        });
        await run.acknowledged(60);
        roads.toWalls();
        const before = run.ledger.acknowledged().size;
        await sleep(seconds * 1_000);
        if (seconds > COVERED_S) await run.acknowledged(before + FORGOTTEN, PATIENCE_MS);
        roads.restore();
        await run.acknowledged(run.ledger.acknowledged().size + 60);
        await run.wallsLive();
        const snapshots = walls.reduce((sum, { connection }) => sum + connection.counts.snapshots, 0);
        const verdict = await run.finish({
          figures: { by: roads.by, 'snapshots after': snapshots - walls.length },
        });
        expectHolds(verdict);
        if (seconds <= COVERED_S) expect(snapshots).toBe(walls.length);
        else for (const { steps } of walls) expect(steps.findLast(isHello)).toMatchObject(STARTED_ANEW);
      });
    },
  );
});
