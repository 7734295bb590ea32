import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectHolds, inRun, LONG } from './core/expect.ts';
import type { GatewayProcess } from './core/gateway-process.ts';
import { metricOf } from './core/metrics.ts';
import { startProxy } from './core/proxy.ts';
import type { FaultRun } from './core/run.ts';
import type { FaultWallOptions } from './core/wall.ts';

const WALLS = LONG ? 500 : 100;
/** All live within 3 s by resume and 10 s by snapshot; the walls here are all in one process on the same machine. */
const RESUMED_MS = 12_000;
const RESTARTED_MS = 30_000;
/** The table's 0.1 s is for a gateway with a machine of its own. */
const LAG_S = 1.5;
const REDIS_COMMANDS = 100;
/** What gateways say to Redis by themselves, and the duties that change hands. */
const COMMANDS_A_SECOND = 60;
const SNAPSHOTS = 2;

const liveWalls = ({ walls }: FaultRun) =>
  walls.filter(({ connection, replica }) => connection.link.state === 'live' && replica.place !== null)
    .length;

/** Until every wall has gone through a new connection and is live again, ms. */
async function allBack(run: FaultRun, since: number): Promise<number> {
  const greeted = () =>
    run.walls.every(({ steps }) => (steps.findLast(({ what }) => what === 'hello')?.at ?? 0) >= since);
  while (liveWalls(run) < run.walls.length || !greeted()) {
    if (Date.now() - since > 120_000) throw new Error(`${liveWalls(run)} of ${run.walls.length} came back`);
    await sleep(20);
  }
  return Date.now() - since;
}

async function openStorm(run: FaultRun, way: Partial<FaultWallOptions> = { first: 0 }): Promise<void> {
  for (let i = 0; i < WALLS; i += 1) {
    run.addWall({ name: `wall ${i}`, ...way });
    if (i % 25 === 24) await sleep(200);
  }
  await run.wallsLive(120_000);
}

async function commandsOf(run: FaultRun): Promise<number> {
  const stats = await run.redis.client.info('stats');
  return Number(/total_commands_processed:(\d+)/.exec(stats)?.[1] ?? 0);
}

const lagOf = (gateway: GatewayProcess) => metricOf(gateway, 'yitu_nodejs_eventloop_lag_p99_seconds');

describe(`fault 13: a reconnect storm of ${WALLS} walls`, () => {
  it('their gateway is killed: all of them resume at the other, which feels little of it', async () => {
    await inRun({ fault: `13 storm of ${WALLS}`, engine: 'redis', walls: 0 }, async (run) => {
      const [first, second] = run.gateways;
      if (first === undefined || second === undefined) throw new Error('two gateways are needed');
      await openStorm(run);
      const production = run.produce({ producers: 2, targets: () => [second] });
      await run.acknowledged(100);
      await production.drain();
      await sleep(1_000);
      const [commands, built] = [await commandsOf(run), await metricOf(second, 'yitu_snapshots_built')];
      // The figure is of the time since it was last read.
      await lagOf(second);
      const killedAt = Date.now();
      await first.kill();
      const backMs = await allBack(run, killedAt);
      const asked = (await commandsOf(run)) - commands;
      const lag = await lagOf(second);
      const snapshots = (await metricOf(second, 'yitu_snapshots_built')) - built;
      await first.start();
      run.produce({ producers: 2, name: 'after' });
      await run.acknowledged(run.ledger.acknowledged().size + 100);
      const resumed = run.walls.filter(({ connection }) => connection.counts.snapshots === 1).length;
      const figures = {
        'back ms': backMs,
        resumed,
        snapshots,
        'redis commands': asked,
        'loop lag p99 ms': Math.round(lag * 1_000),
      };
      const verdict = await run.finish({ figures });
      expectHolds(verdict);
      expect(backMs).toBeLessThan(RESUMED_MS);
      expect(resumed).toBeGreaterThanOrEqual(WALLS * 0.99);
      expect(snapshots).toBeLessThanOrEqual(SNAPSHOTS);
      expect(asked).toBeLessThan(REDIS_COMMANDS + COMMANDS_A_SECOND * (backMs / 1_000));
      expect(lag).toBeLessThan(LAG_S);
    });
  });

  if (LONG) {
    it('a load balancer turns all of them to the other gateway at once: all of them resume there', async () => {
      await inRun({ fault: `13 balancer of ${WALLS}`, engine: 'redis', walls: 0 }, async (run) => {
        const [first, second] = run.gateways;
        if (first === undefined || second === undefined) throw new Error('two gateways are needed');
        const balancer = await startProxy(first.port);
        await openStorm(run, { origins: () => [`http://127.0.0.1:${balancer.port}`] });
        const production = run.produce({ producers: 2 });
        await run.acknowledged(100);
        await production.drain();
        const turnedAt = Date.now();
        balancer.aim(second.port);
        balancer.reset();
        const backMs = await allBack(run, turnedAt);
        run.produce({ producers: 2, name: 'after' });
        await run.acknowledged(run.ledger.acknowledged().size + 100);
        const resumed = run.walls.filter(({ connection }) => connection.counts.snapshots === 1).length;
        const verdict = await run.finish({ figures: { 'back ms': backMs, resumed } });
        await balancer.stop();
        expectHolds(verdict);
        expect(backMs).toBeLessThan(RESUMED_MS);
        expect(resumed).toBeGreaterThanOrEqual(WALLS * 0.99);
      });
    });

    it('everything is restarted at once: all of them are live again soon after', async () => {
      await inRun({ fault: `13 restart under ${WALLS}`, engine: 'sqlite', walls: 0 }, async (run) => {
        const [gateway] = run.gateways;
        if (gateway === undefined) throw new Error('a gateway is needed');
        await openStorm(run);
        run.produce({ producers: 2 });
        await run.acknowledged(100);
        const killedAt = Date.now();
        await gateway.kill();
        await gateway.start();
        const readyAt = Date.now();
        const backMs = (await allBack(run, killedAt)) - (readyAt - killedAt);
        await run.acknowledged(run.ledger.acknowledged().size + 100);
        const verdict = await run.finish({ figures: { 'back ms': backMs } });
        expectHolds(verdict);
        expect(backMs).toBeLessThan(RESTARTED_MS);
      });
    });
  }
});
