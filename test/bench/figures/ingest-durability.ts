import type { Redis } from 'ioredis';
import type { DraftEntry } from '../../../gateway/contract/entry.ts';
import type { Durability } from '../../../gateway/contract/vocabulary.ts';
import type { EventLog } from '../../../gateway/log/port.ts';
import { startTestRedis } from '../../support/redis.ts';
import { startReplicated } from '../../support/redis-topology.ts';
import type { Figure, MeasureSpec, Reading, Size } from '../core/figure.ts';
import { openBenchLog } from '../core/logs.ts';
import { connectRaw, rawXadd } from '../core/raw-redis.ts';
import { percentile } from '../core/statistics.ts';
import { BATCH, rateOf, timeOf, WIDTH } from '../core/throughput.ts';
import { batches, createWorld, inParallel, mixedDrafts, type World } from '../core/world.ts';

const EVENTS = { full: 16_384, quick: 4_096, smoke: 256 } as const;
const SINGLES = { full: 200, quick: 100, smoke: 8 } as const;
/** As long as the gateway waits for a replica. */
const REPLICA_MS = 1_500;

interface Setting {
  readonly id: string;
  readonly words: string;
  /** What every answer has to promise under this setting. */
  readonly level: Durability;
  readonly fsync: 'always' | 'everysec';
  readonly replicas: 0 | 1;
}

const SETTINGS: readonly Setting[] = [
  { id: 'always', words: 'always', level: 'fsync', fsync: 'always', replicas: 0 },
  { id: 'everysec', words: 'everysec', level: 'os', fsync: 'everysec', replicas: 0 },
  { id: 'alwaysReplica', words: 'always + 1 replica', level: 'fsync', fsync: 'always', replicas: 1 },
  { id: 'everysecReplica', words: 'everysec + 1 replica', level: 'replica', fsync: 'everysec', replicas: 1 },
];

const measures = SETTINGS.flatMap(({ id, words, level }): MeasureSpec[] => {
  const name = `${words} (${level})`;
  return [
    { id: `${id}Rate`, zh: `${name} 批量`, en: `${name}: batched`, unit: '条/秒', better: 'more' },
    { id: `${id}P50`, zh: `${name} 单条中位`, en: `${name}: one event p50`, unit: 'ms', better: 'less' },
    { id: `${id}P99`, zh: `${name} 单条 p99`, en: `${name}: one event p99`, unit: 'ms', better: 'less' },
  ];
});

/** A server, or a master and its replica, kept to one setting. */
interface Bed {
  readonly setting: Setting;
  readonly url: string;
  readonly raw: Redis;
  dispose(): Promise<void>;
}

async function makeBed(setting: Setting): Promise<Bed> {
  const { fsync, replicas } = setting;
  const settings = ['--appendfsync', fsync, '--min-replicas-to-write', String(replicas)];
  if (replicas === 0) {
    const redis = await startTestRedis(settings);
    return { setting, url: redis.url, raw: await connectRaw(redis.url), dispose: redis.dispose };
  }
  const pair = await startReplicated(settings);
  return { setting, url: pair.master.url, raw: await connectRaw(pair.master.url), dispose: pair.dispose };
}

interface Sides {
  readonly ours: Reading;
  readonly raw: Reading;
}

async function appendAs({ level, words }: Setting, log: EventLog, drafts: DraftEntry[]): Promise<void> {
  const { durability } = await log.append(drafts);
  if (durability !== level) throw new Error(`${words} promised ${durability} and not ${level}`);
}

async function addRaw({ raw, setting }: Bed, drafts: readonly DraftEntry[]): Promise<void> {
  const pipeline = raw.pipeline();
  for (const draft of drafts) pipeline.xadd(...rawXadd(draft));
  if (setting.replicas > 0) pipeline.call('WAIT', setting.replicas, REPLICA_MS);
  for (const [error] of (await pipeline.exec()) ?? []) if (error !== null) throw error;
}

/** Batches of ours, then the same bytes bare; then single events of both, call by call in turn. */
async function measureOn(bed: Bed, world: World, size: Size): Promise<Sides> {
  const { setting, url, raw } = bed;
  const log = await openBenchLog({ site: 'levels', dataDir: '', redisUrl: url });
  try {
    const [ours, bare, singles, bareSingles] = [EVENTS, EVENTS, SINGLES, SINGLES].map((count) =>
      mixedDrafts(world, count[size]),
    ) as [DraftEntry[], DraftEntry[], DraftEntry[], DraftEntry[]];
    const append = (drafts: DraftEntry[]) => appendAs(setting, log, drafts);
    const add = (drafts: DraftEntry[]) => addRaw(bed, drafts);
    const rates = {
      ours: await rateOf(EVENTS[size], () => inParallel(batches(ours, BATCH), WIDTH, append)),
      raw: await rateOf(EVENTS[size], () => inParallel(batches(bare, BATCH), WIDTH, add)),
    };
    const times = { ours: [] as number[], raw: [] as number[] };
    for (const [i, single] of singles.entries()) {
      times.ours.push(await timeOf(() => append([single])));
      times.raw.push(await timeOf(() => add(bareSingles.slice(i, i + 1))));
    }
    const readingOf = (side: keyof Sides): Reading => ({
      [`${setting.id}Rate`]: rates[side].rate ?? Number.NaN,
      [`${setting.id}P50`]: percentile(times[side], 0.5),
      [`${setting.id}P99`]: percentile(times[side], 0.99),
    });
    return { ours: readingOf('ours'), raw: readingOf('raw') };
  } finally {
    await log.close();
    await raw.flushall();
  }
}

export const ingestDurability: Figure = {
  name: 'ingest-durability',
  zh: '各持久等级的写入 · Redis',
  en: 'Durable ingest at each level, Redis, at EventLog.append',
  about: `appendfsync always 与 everysec，各不带与带一个副本（同一块盘）：每批 ${BATCH} 条、并发 ${WIDTH} 批，以及一条接一条。每次回答的等级都核对；有副本时等到副本收到（WAIT）。`,
  against: '同样设置、同样字节的裸 XADD 流水线；有副本时每条流水线末尾一次 WAIT。',
  measures,
  async open(size) {
    const beds: Bed[] = [];
    for (const setting of SETTINGS) beds.push(await makeBed(setting));
    let run = 0;
    let raw: Reading = {};
    return {
      async ours() {
        run += 1;
        const sides: Sides[] = [];
        for (const bed of beds) sides.push(await measureOn(bed, createWorld(`d${run}`), size));
        raw = Object.assign({}, ...sides.map((side) => side.raw));
        return Object.assign({}, ...sides.map((side) => side.ours));
      },
      baseline: async () => raw,
      async close() {
        for (const bed of beds) {
          bed.raw.disconnect();
          await bed.dispose();
        }
      },
    };
  },
};
