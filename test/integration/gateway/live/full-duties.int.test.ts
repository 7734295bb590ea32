import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { loadRules } from '../../../../config/runtime/rules.ts';
import type { DraftEntry } from '../../../../gateway/contract/entry.ts';
import type { SystemConfigured } from '../../../../gateway/contract/events/system.ts';
import { startDuties } from '../../../../gateway/live/duties.ts';
import type { Retention } from '../../../../gateway/live/housekeeping.ts';
import { openLog } from '../../../../gateway/log/open.ts';
import type { EventLog } from '../../../../gateway/log/port.ts';
import type { Clock } from '../../../../gateway/ops/port.ts';
import { AREAS, located, received, START, silent, siteOn } from '../../../support/live/gateway.ts';
import { recordedMetrics } from '../../../support/live/recorded-metrics.ts';
import { startTestRedis, type TestRedis } from '../../../support/redis.ts';
import { waitFor } from '../../../support/wait.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** More than what the server itself needs more or less from one moment to the next, bytes. */
const OVER = 200_000;

const CONFIG: SystemConfigured = {
  hash: 'first',
  rules: loadRules(fileURLToPath(new URL('../../../../config/rules', import.meta.url))),
  calendars: [],
  areas: [...AREAS],
  units: [],
  utcOffsetMinutes: 480,
};

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const RETENTION: Retention = {
  feeds: { terminal: DAY },
  feedBytes: {},
  tracksMs: 30 * DAY,
  thinning: { toleranceM: 25, fixesAtMost: 30 },
  snapshotsMs: 30 * DAY,
  deadLettersMs: 30 * DAY,
  deadLetterTextMs: 7 * DAY,
  deadLettersAtMost: 10,
};

async function openRedis(clock: Clock): Promise<{ redis: TestRedis; log: EventLog }> {
  const redis = await startTestRedis();
  cleanups.push(() => redis.dispose());
  const { url: redisUrl } = redis;
  const log = await openLog({ engine: 'redis', site: 'test', redisUrl, dataDir: '', clock, logger: silent });
  cleanups.push(() => log.close());
  return { redis, log };
}

async function appendAll(log: EventLog, drafts: readonly DraftEntry[]): Promise<number> {
  for (let i = 0; i < drafts.length; i += 50) await log.append(drafts.slice(i, i + 50));
  return (await log.head()).n;
}

async function limitMemory({ client }: TestRedis): Promise<void> {
  const used = Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1]);
  await client.config('SET', 'maxmemory', String(used - OVER));
}

async function subjects(log: EventLog): Promise<string[]> {
  const found: string[] = [];
  for (let after = 0; ; ) {
    const { entries } = await log.read(after, 500);
    const last = entries.at(-1);
    if (last === undefined) return found;
    found.push(...entries.filter(({ feed }) => feed !== 'system').map(({ subject }) => subject));
    after = last.n;
  }
}

it('a full Redis server is rid of what is due, of nothing that is not, and takes in again', async () => {
  let now = START + 12 * HOUR;
  const clock: Clock = { now: () => now, simulated: false, rate: 1 };
  const { redis, log } = await openRedis(clock);
  const old = Array.from({ length: 4_000 }, (_, i) => located(`T${i % 7}`, 103 + i / 10_000));
  const young = { ...located('young', 103), receivedAt: START + 3 * DAY - HOUR };
  const head = await appendAll(log, [received('A'), ...old, young, received('B')]);
  const site = await siteOn(log, clock);
  cleanups.push(() => site.stop());
  expect(await site.positionReached(head, 60_000)).toBe(true);
  for (let saved = 0; saved < 2; saved += 1) await site.saveSnapshot();
  await limitMemory(redis);
  await expect(log.append([received('refused')])).rejects.toMatchObject({ code: 'log_full' });

  const metrics = recordedMetrics();
  const rounds = () => metrics.counted.get('duties_without_room') ?? 0;
  const duties = startDuties({
    log,
    site,
    clock,
    config: CONFIG,
    retention: RETENTION,
    logger: silent,
    metrics,
    holder: 'one',
  });
  cleanups.push(() => duties.stop());
  await waitFor('a round without room', () => rounds() > 0);
  expect((await subjects(log)).length).toBe(head);
  expect((await log.listSnapshots()).length).toBe(2);
  now = START + 3 * DAY;
  await waitFor('the log to take in again', async () => {
    const answer = await log.append([received('C')]).catch(() => null);
    return answer !== null;
  });
  const left = await waitFor('what is due to be gone', async () => {
    const there = await subjects(log);
    return there.length < head / 10 && there;
  });
  expect(left).toEqual(['A', ...left.filter((subject) => /^T/.test(subject)), 'young', 'B', 'C']);
  expect((await log.listSnapshots()).length).toBe(2);
  await waitFor('the duties to be done again', () => site.configHash === CONFIG.hash);
});
