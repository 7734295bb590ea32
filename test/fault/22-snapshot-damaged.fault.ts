import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../support/wait.ts';
import { ENGINES, expectHolds, inRun, LONG } from './core/expect.ts';
import { bestPair } from './core/ratio.ts';
import { type FaultRun, SITE } from './core/run.ts';
import { postEvents } from './hostile/call.ts';

/** A start that has to fall back may take this many times a normal one. */
const SLOWER = 2;
const TRIES = 3;
/** How long chunks stay that no index ever points to. */
const ORPHAN_MS = 10 * 60_000;
const ITEMS = 3_000;
const BATCH = 250;
const TITLE = 120;
/** Every piece of a chunk takes this long to the server. */
const ROAD_MS = 80;

const named = (...parts: readonly string[]) => [`{${SITE}}`, ...parts].join(':');

/** Every stored snapshot, newest first. */
async function snapshotsInRedis({ redis }: FaultRun): Promise<readonly string[]> {
  const all = await redis.client.hgetall(named('snapshots'));
  return Object.entries(all)
    .map(([id, text]) => ({ id, ...(JSON.parse(text) as { savedAt: number; position: { n: number } }) }))
    .sort((a, b) => b.savedAt - a.savedAt || b.position.n - a.position.n)
    .map(({ id }) => id);
}

const HARMS = ['a byte turned over', 'the last chunk missing'] as const;
type Harm = (typeof HARMS)[number];
type Case = readonly [engine: (typeof ENGINES)[number], harm: Harm];

const EACH_WITH_EACH = ENGINES.flatMap((engine) => HARMS.map((harm): Case => [engine, harm]));
const ONE_EACH: readonly Case[] = [
  ['redis', 'the last chunk missing'],
  ['sqlite', 'a byte turned over'],
];

async function harmRedis(run: FaultRun, harm: Harm): Promise<void> {
  const [newest = ''] = await snapshotsInRedis(run);
  const key = named('snapshot', newest, '0');
  if (harm === 'the last chunk missing') {
    expect(await run.redis.client.del(key)).toBe(1);
    return;
  }
  const bytes = await run.redis.client.getBuffer(key);
  if (bytes === null) throw new Error('there is no snapshot to harm');
  const at = run.random.int(0, bytes.length - 1);
  await run.redis.client.setrange(key, at, Buffer.from([(bytes[at] ?? 0) ^ 0x5a]));
}

function harmFile(run: FaultRun, harm: Harm): void {
  const folder = join(run.dataDir, 'sqlite');
  const db = new DatabaseSync(join(folder, readdirSync(folder).find((name) => name.endsWith('.db')) ?? ''));
  const [newest] = db.prepare('SELECT id, body FROM snapshots ORDER BY saved_at DESC, n DESC').all() as {
    id: string;
    body: Uint8Array;
  }[];
  if (newest === undefined) throw new Error('there is no snapshot to harm');
  const body = Buffer.from(newest.body);
  const at = run.random.int(0, body.length - 1);
  body[at] = (body[at] ?? 0) ^ 0x5a;
  const left = harm === 'the last chunk missing' ? body.subarray(0, body.length >> 1) : body;
  db.prepare('UPDATE snapshots SET body = ? WHERE id = ?').run(left, newest.id);
  db.close();
}

const harmNewest = (run: FaultRun, harm: Harm) =>
  run.options.engine === 'redis' ? harmRedis(run, harm) : Promise.resolve(harmFile(run, harm));

/** Stops and starts the first gateway; a snapshot is saved at the stop. Resolves with the time of the start, ms. */
async function restart(run: FaultRun, between: () => Promise<void> = async () => {}): Promise<number> {
  const [gateway] = run.gateways;
  await gateway?.stop();
  await between();
  const since = performance.now();
  await gateway?.start();
  return Math.round(performance.now() - since);
}

const passedOver = (run: FaultRun) =>
  (run.gateways[0]?.output() ?? '').split('\n').filter((line) => line.includes('snapshot passed over'));

/** Items whose words do not compress: the state takes more than one chunk. */
async function fill(run: FaultRun): Promise<void> {
  const word = () => String.fromCharCode(run.random.int(0x4e00, 0x9fa5));
  const item = (i: number) => ({
    specversion: '1.0',
    id: `bulk-${i}`,
    source: 'urn:yitu:fault:bulk',
    type: 'case.received',
    subject: `bulk-${i}`,
    time: new Date().toISOString(),
    sequence: 1,
    data: { title: Array.from({ length: TITLE }, word).join(''), kind: 'FACILITY' },
  });
  for (let from = 0; from < ITEMS; from += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, i) => item(from + i));
    const { results } = await postEvents(run.gateways[0]?.origin ?? '', batch);
    expect(results.filter(({ status }) => status === 201).length).toBe(BATCH);
  }
}

interface HalfSnapshot {
  readonly id: string;
  /** Of its first chunk. */
  readonly key: string;
}

/** Ends the first gateway as a crash would, while it saves its state: the first chunk is there, others are on the road. */
async function killBetweenChunks(run: FaultRun): Promise<HalfSnapshot> {
  const [gateway] = run.gateways;
  const pid = gateway?.pid;
  if (gateway === undefined || typeof pid !== 'number') throw new Error('nothing runs');
  const known = new Set(await snapshotsInRedis(run));
  for (const proxy of run.proxies.redis) proxy.delay(ROAD_MS);
  const stopped = gateway.stop();
  const half = await waitFor('the first chunk of a snapshot', async () => {
    const chunks = await run.redis.client.keys(named('snapshot', '*', '0'));
    const ids = chunks.map((key) => ({ key, id: key.slice(named('snapshot', '').length, -':0'.length) }));
    return ids.find(({ id }) => !known.has(id));
  });
  process.kill(pid, 'SIGKILL');
  await stopped;
  for (const proxy of run.proxies.redis) proxy.restore();
  return half;
}

describe('fault 22: a damaged snapshot', () => {
  it.each(LONG ? EACH_WITH_EACH : ONE_EACH)(
    'is passed over for an older one, and the state is the log’s all the same (%s, %s)',
    async (engine, harm) => {
      await inRun({ fault: '22 snapshot damaged', engine, gateways: 1, walls: 2 }, async (run) => {
        const production = run.produce();
        await run.acknowledged(300);
        await restart(run);
        await run.acknowledged(run.ledger.acknowledged().size + 100);
        await production.drain();
        let harmed = 0;
        const start = await bestPair({ most: SLOWER, times: TRIES }, async () => {
          const baseline = await restart(run);
          const measured = await restart(run, () => harmNewest(run, harm));
          harmed += 1;
          return { baseline, measured };
        });
        expect(passedOver(run).length).toBe(harmed);
        run.produce({ name: 'after' });
        await run.acknowledged(run.ledger.acknowledged().size + 30);
        const figures = { 'normal start ms': start.baseline, 'start ms': start.measured };
        expectHolds(await run.finish({ figures }));
        expect(start.ratio).toBeLessThanOrEqual(SLOWER);
      });
    },
  );

  it('whose writer died between two chunks does not exist, and goes away by itself', async () => {
    const options = { engine: 'redis', gateways: 1, walls: 2, proxied: { redis: true } } as const;
    await inRun({ fault: '22 half a snapshot', ...options }, async (run) => {
      await fill(run);
      const production = run.produce();
      await run.acknowledged(100);
      await production.drain();
      const half = await killBetweenChunks(run);
      await run.gateways[0]?.start();
      expect(passedOver(run)).toEqual([]);
      expect(await snapshotsInRedis(run)).not.toContain(half.id);
      const left = await run.redis.client.pttl(half.key);
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThanOrEqual(ORPHAN_MS);
      expectHolds(await run.finish({ figures: { 'orphan goes in s': Math.round(left / 1_000) } }));
    });
  });
});
