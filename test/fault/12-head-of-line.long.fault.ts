import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { CloudEvent } from '../../gateway/contract/cloudevent.ts';
import { KEYS } from '../support/gateway.ts';
import { createEventSource } from './core/events.ts';
import { expectHolds, inRun } from './core/expect.ts';
import type { GatewayProcess } from './core/gateway-process.ts';
import { quantile, watchLatency } from './core/latency.ts';
import { createProducer } from './core/producer.ts';
import { startProxy } from './core/proxy.ts';
import { httpWay } from './core/ways.ts';

const MBIT = 125_000;
const POSITIONS_PER_S = 5_000;
/** A narrow road before one wall may cost the producers this share of what they reach without it, on the same machine. */
const REACHED = 0.75;
const CALIBRATED_MS = 20_000;
/** A busy machine costs both roads the same; the narrow one may feel it twice, once on either side of the wait. */
const BESIDE = 2;
const TERMINALS = 1_436;
const LASTS_MS = 120_000;
const BATCH = 500;
const ALARM_MS = 500;
/** The second half of the flood may take this much of what the first took: it is as much again, and leaves nothing behind. */
const GROWN = 1.5;
/** Under a flood the engine lets dead objects lie until the heap is four times what lives in it, then it stays there. */
const RESIDENT_BYTES = 900 * 1_048_576;
/** What two minutes of the flood have left on the narrow road passes first. */
const QUIET_MS = 30_000;

describe('fault 12: alarms behind a flood of positions', () => {
  it('every alarm reaches a wall on 1 Mbit/s in time, and none is left out', async () => {
    const limits = { residentBytes: RESIDENT_BYTES, quietMs: QUIET_MS };
    await inRun({ fault: '12 head of line', engine: 'redis', gateways: 1, walls: 0, limits }, async (run) => {
      const [gateway] = run.gateways;
      if (gateway === undefined) throw new Error('a gateway is needed');
      const proxy = await startProxy(gateway.port);
      const wall = run.addWall({ origins: () => [`http://127.0.0.1:${proxy.port}`] });
      // The same road without a limit: what the machine itself takes, whoever else is at work on it.
      const open = await startProxy(gateway.port);
      const beside = run.addWall({ origins: () => [`http://127.0.0.1:${open.port}`] });
      await run.wallsLive();
      const random = run.random.fork('flood');
      const source = createEventSource({ random, name: 'flood', terminals: TERMINALS });
      const producer = () =>
        createProducer({
          way: httpWay(KEYS.producer),
          ledger: run.ledger,
          random,
          targets: () => run.gateways,
        });
      const [floods, alarms] = [producer(), producer()];
      const watch = watchLatency(wall, 'alarm');
      const watchBeside = watchLatency(beside, 'alarm');
      const floodFor = async (ms: number) => {
        const since = performance.now();
        const times = await every((BATCH / POSITIONS_PER_S) * 1_000, ms, () =>
          floods.deliver(Array.from({ length: BATCH }, () => source.position())),
        );
        return Math.round((times * BATCH) / ((performance.now() - since) / 1_000));
      };
      const unlimited = await floodFor(CALIBRATED_MS);
      proxy.limit(MBIT);
      const peaks = watchHalves(gateway, LASTS_MS / 2);
      const [since, carried] = [performance.now(), open.bytesDown];
      const flood = floodFor(LASTS_MS);
      const raised = every(1_000, LASTS_MS, () => {
        const alarm: CloudEvent = source.alarm();
        for (const one of [watch, watchBeside]) one.sent(alarm.subject);
        return alarms.deliver([alarm]);
      });
      const rate = await flood;
      await raised;
      const offered = (open.bytesDown - carried) / ((performance.now() - since) / 1_000);
      await sleep(2_000);
      const latencies = watch.take();
      const median = Math.round(quantile(latencies, 0.5));
      const p99 = Math.round(quantile(latencies, 0.99));
      const missing = watch.missing();
      const besideP99 = Math.round(quantile(watchBeside.take(), 0.99));
      const most = ALARM_MS + BESIDE * besideP99;
      const [first, second] = peaks();
      proxy.limit(null);
      await run.wallsLive();
      const figures = {
        'positions/s': rate,
        'positions/s without a limit': unlimited,
        'offered kbit/s': Math.round((offered * 8) / 1_000),
        alarms: latencies.length,
        'alarm p50 ms': median,
        'alarm p99 ms': p99,
        'alarm p99 ms without a limit': besideP99,
        'at most ms': most,
        'peak MB': [first, second].map((bytes) => Math.round(bytes / 1_048_576)).join('/'),
        missing,
      };
      const verdict = await run.finish({ figures });
      await Promise.all([proxy, open].map((one) => one.stop()));
      expectHolds(verdict);
      expect(missing).toBe(0);
      expect(offered, 'more than the narrow road carries, or it is no flood').toBeGreaterThan(MBIT);
      expect(rate).toBeGreaterThan(unlimited * REACHED);
      expect(p99).toBeLessThan(most);
      expect(second).toBeLessThan(first * GROWN);
    });
  });
});

const LOOK_MS = 500;

/** Watches the resident memory; gives the largest of the first half and of what came afterwards, bytes. */
function watchHalves(gateway: GatewayProcess, halfMs: number): () => [first: number, second: number] {
  const since = performance.now();
  const peaks: [number, number] = [0, 0];
  const watch = setInterval(() => {
    const half = performance.now() - since < halfMs ? 0 : 1;
    peaks[half] = Math.max(peaks[half], gateway.residentBytes());
  }, LOOK_MS);
  return () => {
    clearInterval(watch);
    return peaks;
  };
}

/** Does `work` at a steady pace, one after another; returns how often. */
async function every(paceMs: number, lastsMs: number, work: () => Promise<void>): Promise<number> {
  const since = performance.now();
  let times = 0;
  while (performance.now() - since < lastsMs) {
    await work();
    times += 1;
    await sleep(Math.max(0, times * paceMs - (performance.now() - since)));
  }
  return times;
}
