import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLog } from '../../../../gateway/log/open.ts';
import type { EventLog } from '../../../../gateway/log/port.ts';
import { collect, draft, drafts, eventually, range, START, silent } from '../../../conformance/drafts.ts';
import { startTestRedis, type TestRedis } from '../../../support/redis.ts';
import { startTcpProxy, type TcpProxy } from '../../../support/tcp-proxy.ts';

/** 5 s by the clock of the engine; the rest is a machine that others use too. */
const SETTLED_MS = 8_000;

let redis: TestRedis;
let proxy: TcpProxy;
let log: EventLog;
let site = 0;
const warnings: string[] = [];
const warned = (warning: Error) => void warnings.push(warning.message);

beforeAll(async () => {
  process.on('warning', warned);
  redis = await startTestRedis();
});
afterAll(async () => {
  process.off('warning', warned);
  await redis.dispose();
  expect(warnings).toEqual([]);
});
beforeEach(async () => {
  site++;
  proxy = await startTcpProxy(redis.port);
  log = await openLog({
    engine: 'redis',
    site: `s${site}`,
    dataDir: '',
    redisUrl: `redis://127.0.0.1:${proxy.port}`,
    clock: { now: () => START, simulated: true, rate: 1 },
    logger: silent,
  });
});
afterEach(async () => {
  await log.close();
  await proxy.close();
});

/** How long each append took to settle, and how it did. */
function settling(batches: readonly number[]) {
  return Promise.all(
    batches.map(async (i) => {
      const since = performance.now();
      const code = await log.append(drafts(i * 2 + 1, i * 2 + 2)).then(
        () => 'acknowledged',
        (error: { code?: string }) => error.code,
      );
      return { code, within: performance.now() - since };
    }),
  );
}

const ids = async () => (await log.read(0, 1_000)).entries.map(({ id }) => Number(id));

describe('replies that are lost with their connection', () => {
  it('cost no acknowledgement and make no second entry', async () => {
    proxy.loseReplies(5);
    const given: number[] = [];
    for (const i of range(1, 100)) {
      // Each is sent until it is acknowledged, as producers do.
      for (let settled = false; !settled; ) {
        const result = await log.append([draft(String(i))]).catch(() => null);
        settled = result !== null;
        if (result !== null) given.push(result.outcomes[0]?.position.n ?? 0);
      }
    }
    proxy.loseReplies(0);
    expect(given).toEqual(range(1, 100));
    await eventually(async () => expect(await ids()).toEqual(range(1, 100)));
    expect(proxy.connections()).toBeGreaterThan(10);
  });
});

describe('replies that never come', () => {
  it('end in a refusal within 5 s for every append, and nothing is written twice', async () => {
    await log.append([draft('0')]);
    proxy.swallowReplies(true);
    const outcomes = await settling(range(0, 31));
    expect(new Set(outcomes.map(({ code }) => code))).toEqual(new Set(['log_unavailable']));
    expect(Math.max(...outcomes.map(({ within }) => within))).toBeLessThan(SETTLED_MS);
    proxy.swallowReplies(false);
    await eventually(() => expect(log.healthy()).toBe(true));
    expect(new Set((await settling(range(0, 31))).map(({ code }) => code))).toEqual(
      new Set(['acknowledged']),
    );
    expect((await ids()).sort((a, b) => a - b)).toEqual(range(0, 64));
  });

  it('from a server that was stopped end in time too', async () => {
    redis.freeze();
    try {
      const outcomes = await settling(range(0, 31));
      expect(new Set(outcomes.map(({ code }) => code))).toEqual(new Set(['log_unavailable']));
      expect(Math.max(...outcomes.map(({ within }) => within))).toBeLessThan(SETTLED_MS);
    } finally {
      redis.thaw();
    }
    await eventually(() => expect(log.healthy()).toBe(true));
  });
});

describe('connections that went silent without being closed', () => {
  it('are replaced by the reader within 5 s, without a gap and without a repeat', async () => {
    const follower = collect(log);
    await log.append(drafts(1, 5));
    await eventually(() => expect(follower.numbers()).toEqual(range(1, 5)));
    proxy.halfOpen();
    const since = performance.now();
    await eventually(async () => void (await log.append(drafts(6, 10))));
    await eventually(() => expect(follower.numbers()).toEqual(range(1, 10)));
    expect(performance.now() - since).toBeLessThan(SETTLED_MS + 2_000);
    await eventually(() => expect(follower.health).toEqual([true, false, true]));
    expect(follower.reasons).toEqual([]);
    await follower.stop();
  });
});

describe('a server that becomes a replica', () => {
  it('refuses with what to do, and the next master is found again on the same address', async () => {
    const master = await startTestRedis();
    try {
      await redis.client.replicaof('127.0.0.1', master.port);
      await expect(log.append([draft('1')])).rejects.toThrow(/(READONLY|MASTERDOWN).*(master|sentinels)/);
      const made = proxy.connections();
      await redis.client.replicaof('NO', 'ONE');
      await eventually(async () => expect((await log.append([draft('1')])).outcomes[0]?.status).toBe('new'));
      expect(proxy.connections()).toBeGreaterThanOrEqual(made);
      expect(await ids()).toEqual([1]);
    } finally {
      await master.dispose();
    }
  });
});
