import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'vitest';
import { expectHolds, inRun, LONG, rounds } from './core/expect.ts';
import type { TcpProxy } from './core/proxy.ts';
import type { FaultRun } from './core/run.ts';

/** One kind of trouble on the way to Redis, as long as it lasts. */
interface Toxic {
  readonly name: string;
  readonly begin: (proxy: TcpProxy) => void;
  readonly end: (proxy: TcpProxy) => void;
}

const restore = (proxy: TcpProxy) => proxy.restore();

const TOXICS: readonly Toxic[] = [
  { name: 'none', begin: () => {}, end: () => {} },
  { name: 'latency 60 ms', begin: (proxy) => proxy.delay(60), end: restore },
  { name: 'jitter 0–150 ms', begin: (proxy) => proxy.delay(0, 150), end: restore },
  { name: 'limit 150 kB/s', begin: (proxy) => proxy.limit(150_000), end: (proxy) => proxy.limit(null) },
  { name: 'reset', begin: (proxy) => proxy.reset(), end: () => {} },
  {
    name: 'every 30th reply lost',
    begin: (proxy) => proxy.loseReplies(30),
    end: (proxy) => proxy.loseReplies(null),
  },
  { name: 'cut', begin: (proxy) => proxy.cut(), end: restore },
  { name: 'half-open', begin: (proxy) => proxy.freeze(), end: restore },
];

const LASTS_MS = LONG ? { least: 1_500, most: 3_500 } : { least: 700, most: 1_500 };
/** What the last toxic left is still on the road. */
const SETTLE_MS = 60_000;

const percentile = (sorted: readonly number[], share: number) =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);

/** Brings one toxic for a while and takes it away; prints how long acknowledgements took meanwhile. */
async function suffer(run: FaultRun, { name, begin, end }: Toxic, ms: number): Promise<void> {
  const from = run.ledger.calls.length;
  for (const proxy of run.proxies.redis) begin(proxy);
  await sleep(ms);
  for (const proxy of run.proxies.redis) end(proxy);
  await run.acknowledged(run.ledger.acknowledged().size + 20);
  const calls = run.ledger.calls.slice(from);
  const taken = calls.flatMap(({ ms: each, status }) => (status === 200 && each !== null ? each : []));
  taken.sort((a, b) => a - b);
  const refused = calls.filter(({ status }) => status >= 500 || status === 0).length;
  process.stdout.write(
    `fault 30 toxics · ${name} · ack p50 ${percentile(taken, 0.5)} ms, p99 ${percentile(taken, 0.99)} ms of ${taken.length} · not promised ${refused}\n`,
  );
}

describe('fault 30: a bad line to Redis', () => {
  it('delays, refuses and repeats, and breaks no invariant', async () => {
    const limits = { quietMs: SETTLE_MS };
    const options = { fault: '30 toxics', engine: 'redis', proxied: { redis: true }, limits } as const;
    await inRun(options, async (run) => {
      run.produce({ resend: 0.05 });
      await run.acknowledged(50);
      for (let round = 0; round < rounds(1, 5); round += 1) {
        for (const toxic of TOXICS) await suffer(run, toxic, run.random.int(LASTS_MS.least, LASTS_MS.most));
      }
      expectHolds(await run.finish({ settleWithinMs: SETTLE_MS }));
    });
  });
});
