import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectHolds, inRun } from './core/expect.ts';
import type { GatewayProcess } from './core/gateway-process.ts';
import { type LatencyWatch, quantile, watchLatency } from './core/latency.ts';
import { startProxy } from './core/proxy.ts';
import type { FaultRun } from './core/run.ts';

const BEFORE_MS = 60_000;
const WARM_MS = 5_000;
/** Beyond the minute after which a gateway gives a client up that takes nothing. */
const SLOW_MS = 75_000;
/** A wall that reads nothing at all: what stands in the sockets' buffers is all it ever gets. */
const STANDSTILL = 1;
const KBIT_64 = 8_000;
/** The others may not feel it: the table says 10 %, which is less than this machine's own noise. */
const NOISE = { factor: 2, ms: 400 };
const GROWTH_BYTES = 48 * 1_048_576;

/** An alarm every tenth of a second by a producer of its own, beside a stream of positions and of everything else. */
function load(run: FaultRun, watch: LatencyWatch): void {
  run.produce({ producers: 2, pauseMs: 60, name: 'mixed' });
  run.produce({
    producers: 2,
    batch: 40,
    pauseMs: 100,
    name: 'positions',
    event: (source) => source.position(),
  });
  run.produce({
    producers: 1,
    batch: 1,
    pauseMs: 200,
    name: 'alarms',
    event(source) {
      const alarm = source.alarm();
      watch.sent(alarm.subject);
      return alarm;
    },
  });
}

/** By how much the resident memory of a gateway grows in a while, bytes. */
async function grownIn(gateway: GatewayProcess, ms: number): Promise<number> {
  const before = gateway.residentBytes();
  await sleep(ms);
  return Math.max(0, gateway.residentBytes() - before);
}

describe('fault 11: a slow wall', () => {
  // A renderer that is blocked reads nothing from its socket: for the gateway that is the second case.
  it.each([
    ['at 64 kbit/s', KBIT_64],
    ['that reads nothing', STANDSTILL],
  ])('%s hurts nobody, costs little, and is right again afterwards', async (name, rate) => {
    await inRun({ fault: `11 slow wall ${name}`, engine: 'sqlite' }, async (run) => {
      const [gateway] = run.gateways;
      const [other] = run.walls;
      if (gateway === undefined || other === undefined) throw new Error('a gateway and walls are needed');
      const proxy = await startProxy(gateway.port);
      const slow = run.addWall({ name: 'slow', origins: () => [`http://127.0.0.1:${proxy.port}`] });
      await run.wallsLive();
      const watch = watchLatency(other, 'alarm');
      load(run, watch);
      // A process that has just begun to work grows by itself: what the slow wall costs is what comes on top.
      await sleep(WARM_MS);
      watch.take();
      const ordinary = await grownIn(gateway, BEFORE_MS);
      const before = quantile(watch.take(), 0.99);
      proxy.limit(rate);
      const growth = (await grownIn(gateway, SLOW_MS)) - ordinary;
      const during = quantile(watch.take(), 0.99);
      const byes = slow.steps.filter((step) => step.what === 'bye');
      proxy.limit(null);
      await run.wallsLive();
      watch.stop();
      const figures = {
        'p99 before ms': Math.round(before),
        'p99 during ms': Math.round(during),
        'grown beyond the ordinary MB': Math.round(growth / 1_048_576),
        connects: slow.connection.counts.connects,
        byes: byes.length,
      };
      const verdict = await run.finish({ figures });
      await proxy.stop();
      expectHolds(verdict);
      expect(during).toBeLessThan(Math.max(before * NOISE.factor, before + NOISE.ms));
      expect(growth).toBeLessThan(GROWTH_BYTES);
    });
  });
});
