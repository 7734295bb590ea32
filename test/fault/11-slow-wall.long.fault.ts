import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectHolds, inRun } from './core/expect.ts';
import type { GatewayProcess } from './core/gateway-process.ts';
import { type LatencyWatch, quantile, watchLatency } from './core/latency.ts';
import { startProxy } from './core/proxy.ts';
import type { FaultRun } from './core/run.ts';
import { metric } from './hostile/call.ts';

const WARM_MS = 5_000;
const WINDOW_MS = 15_000;
/** As long before as during, and beyond the minute after which a gateway gives a client up that takes nothing. */
const WINDOWS = 5;
/** A wall that reads nothing at all: what stands in the sockets' buffers is all it ever gets. */
const STANDSTILL = 1;
const KBIT_64 = 8_000;
/** Many, so that what one of them costs stands out from how a process breathes by itself. */
const SLOW_WALLS = 12;
const BYTES_A_WALL = 4 * 1_048_576;
/**
 * What the others may feel of it. The table's 10 % is less than how windows of one run scatter here, where every wall and
 * the slow roads are in one process: printed, judged at this factor of the worst window before.
 */
const FELT = 2;
/** Under this stream the engine lets dead objects lie: half as much again as was measured. */
const RESIDENT_BYTES = 900 * 1_048_576;

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

interface Stretch {
  /** By how much the resident memory grew, bytes; less than nothing when it shrank. */
  readonly grown: number;
  /** The p99 of each window, ms, ascending. */
  readonly p99s: readonly number[];
}

/** What a gateway and another wall's alarms do in a few windows of time. */
async function lookOn(gateway: GatewayProcess, watch: LatencyWatch): Promise<Stretch> {
  const before = gateway.residentBytes();
  const p99s: number[] = [];
  watch.take();
  for (let i = 0; i < WINDOWS; i += 1) {
    await sleep(WINDOW_MS);
    p99s.push(quantile(watch.take(), 0.99));
  }
  return { grown: gateway.residentBytes() - before, p99s: p99s.sort((a, b) => a - b) };
}

const megabytes = (bytes: number) => Math.round((bytes / 1_048_576) * 10) / 10;
const givenUp = (gateway: GatewayProcess) => metric(gateway.origin, 'yitu_live_slow_total');

describe('fault 11: slow walls', () => {
  // A renderer that is blocked reads nothing from its socket: for the gateway that is the second case.
  it.each([
    ['at 64 kbit/s', KBIT_64, 0],
    ['that read nothing', STANDSTILL, SLOW_WALLS],
  ])('%s hurt nobody, cost little, and are right again afterwards', async (name, rate, sentAway) => {
    const limits = { residentBytes: RESIDENT_BYTES };
    await inRun({ fault: `11 slow walls ${name}`, engine: 'sqlite', limits }, async (run) => {
      const [gateway] = run.gateways;
      const [other] = run.walls;
      if (gateway === undefined || other === undefined) throw new Error('a gateway and walls are needed');
      const proxy = await startProxy(gateway.port);
      const origins = () => [`http://127.0.0.1:${proxy.port}`];
      const slow = Array.from({ length: SLOW_WALLS }, (_, i) => run.addWall({ name: `slow ${i}`, origins }));
      await run.wallsLive();
      const watch = watchLatency(other, 'alarm');
      load(run, watch);
      await sleep(WARM_MS);
      // The same walls, when they still take everything: what a process does by itself, and how this machine scatters.
      const ordinary = await lookOn(gateway, watch);
      proxy.limit(rate);
      const limited = await lookOn(gateway, watch);
      const away = await givenUp(gateway);
      proxy.limit(null);
      await run.wallsLive();
      watch.stop();
      const each = (limited.grown - Math.max(0, ordinary.grown)) / SLOW_WALLS;
      const typical = limited.p99s[WINDOWS >> 1] ?? 0;
      const worst = ordinary.p99s.at(-1) ?? 0;
      const figures = {
        'p99 before ms': ordinary.p99s.map(Math.round).join('/'),
        'p99 during ms': limited.p99s.map(Math.round).join('/'),
        'MB a slow wall': megabytes(each),
        'ordinary growth MB': megabytes(ordinary.grown),
        'given up': away,
        'most connects': Math.max(...slow.map(({ connection }) => connection.counts.connects)),
      };
      const verdict = await run.finish({ figures });
      await proxy.stop();
      expectHolds(verdict);
      expect(typical).toBeLessThan(worst * FELT);
      expect(each).toBeLessThan(BYTES_A_WALL);
      expect(away).toBe(sentAway);
    });
  });
});
