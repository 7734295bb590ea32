import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Redis } from 'ioredis';
import type { EventLog } from '../../../gateway/log/port.ts';
import { startTestRedis } from '../../support/redis.ts';
import type { Figure, MeasureSpec, Reading, Size } from '../core/figure.ts';
import { openBenchLog, temporaryFolder } from '../core/logs.ts';
import { connectRaw } from '../core/raw-redis.ts';
import { BATCH, WIDTH } from '../core/throughput.ts';
import { batches, createWorld, inParallel, mixedDrafts, type World } from '../core/world.ts';

const THOUSANDS = [200, 500, 1_000] as const;
/** Ids of a thousand. */
const THOUSAND = { full: 1_000, quick: 1_000, smoke: 4 } as const;
/** Drafts that are made at once. */
const PIECE = 50_000;
const SITE = 'ids';
/** The embedded engine needs so many bytes an id whatever their number. */
const EMBEDDED_THOUSANDS = 200;

const idOf = (thousands: number) => `redis${thousands}`;

const measures: MeasureSpec[] = [
  ...THOUSANDS.map((thousands): MeasureSpec => {
    const number = `${thousands},000`.replace('1000,000', '1,000,000');
    const unit = 'B';
    return {
      id: idOf(thousands),
      zh: `Redis · ${number} 个`,
      en: `Redis, ${number} ids`,
      unit,
      better: 'less',
    };
  }),
  { id: 'sqlite', zh: 'SQLite（磁盘）', en: 'SQLite, on the disk', unit: 'B', better: 'less' },
];

async function fill(log: EventLog, world: World, count: number): Promise<void> {
  for (let left = count; left > 0; left -= PIECE) {
    const pieces = batches(mixedDrafts(world, Math.min(left, PIECE)), BATCH);
    await inParallel(pieces, WIDTH, async (drafts) => void (await log.append(drafts)));
  }
}

/** Calls `look` when the log holds each of the numbers. */
async function growing(size: Size, add: (count: number) => Promise<void>, look: () => Promise<number>) {
  const reading: Record<string, number> = {};
  let held = 0;
  for (const thousands of THOUSANDS) {
    const wanted = thousands * THOUSAND[size];
    await add(wanted - held);
    held = wanted;
    reading[idOf(thousands)] = (await look()) / wanted;
  }
  return reading;
}

async function marksInRedis(url: string, size: Size): Promise<Reading> {
  const log = await openBenchLog({ site: SITE, dataDir: '', redisUrl: url });
  try {
    const world = createWorld('ids');
    return await growing(
      size,
      (count) => fill(log, world, count),
      async () => (await log.dedupeSize()).bytes,
    );
  } finally {
    await log.close();
  }
}

async function usedBytes(client: Redis): Promise<number> {
  return Number(/^used_memory:(\d+)/m.exec(await client.info('memory'))?.[1]);
}

/** A key for every id, which is the plainest way to know it again. */
async function plainKeys(client: Redis, size: Size): Promise<Reading> {
  const before = await usedBytes(client);
  let number = 0;
  const add = async (count: number) => {
    for (let left = count; left > 0; left -= BATCH) {
      const pipeline = client.pipeline();
      for (let i = Math.min(left, BATCH); i > 0; i -= 1) {
        number += 1;
        pipeline.set(`urn:yitu:bench ids-${number}`, number);
      }
      await pipeline.exec();
    }
  };
  return growing(size, add, async () => (await usedBytes(client)) - before);
}

/** Pages of the unique index over source and id, once the log is closed. */
async function indexOnDisk(size: Size): Promise<number> {
  const folder = temporaryFolder();
  try {
    const log = await openBenchLog({ site: SITE, dataDir: folder.path });
    const count = EMBEDDED_THOUSANDS * THOUSAND[size];
    await fill(log, createWorld('ids'), count);
    await log.close();
    const database = new DatabaseSync(join(folder.path, 'sqlite', `${SITE}.db`), { readOnly: true });
    const pages = database.prepare(
      "SELECT sum(pgsize) AS bytes FROM dbstat WHERE name = 'sqlite_autoindex_entries_1'",
    );
    const { bytes } = pages.get() as { bytes: number };
    database.close();
    return bytes / count;
  } finally {
    folder.remove();
  }
}

export const dedupe: Figure = {
  name: 'dedupe',
  zh: '去重标记占用',
  en: 'What an id costs to remember, bytes',
  about:
    '每个事件的 (source, id) 在日志保留期内一直记得。Redis 为各桶 MEMORY USAGE（与 /metrics 的 yitu_dedupe_bytes 同法），SQLite 为唯一索引的页。与运行无关，只量一次。',
  against: '每个 id 一个普通键（SET），按 used_memory 计。',
  measures,
  async open(size) {
    const redis = await startTestRedis(['--appendonly', 'no']);
    const client = await connectRaw(redis.url);
    try {
      const ours = { ...(await marksInRedis(redis.url, size)), sqlite: await indexOnDisk(size) };
      await client.flushall();
      const plain = await plainKeys(client, size);
      return { ours: async () => ours, baseline: async () => plain, close: async () => undefined };
    } finally {
      client.disconnect();
      await redis.dispose();
    }
  },
};
