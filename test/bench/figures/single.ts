import { join } from 'node:path';
import type { CloudEvent } from '../../../gateway/contract/cloudevent.ts';
import type { DraftEntry } from '../../../gateway/contract/entry.ts';
import { startTestRedis } from '../../support/redis.ts';
import type { Bench, Figure, MeasureSpec, Reading, Size } from '../core/figure.ts';
import { startMeasuredGateway } from '../core/gateway.ts';
import { openBenchLog, temporaryFolder } from '../core/logs.ts';
import { connectRaw, rawXadd } from '../core/raw-redis.ts';
import { openRawTable, rawRow } from '../core/raw-sqlite.ts';
import { percentile } from '../core/statistics.ts';
import { timeOf } from '../core/throughput.ts';
import { createWorld, draftOf } from '../core/world.ts';

const EVENTS = { full: 400, quick: 200, smoke: 8 } as const;
/** First calls that are not counted: connections and compiled code are not what is asked for. */
const WARM_UP = 30;

const measures = (engine: string): MeasureSpec[] => [
  { id: 'p50', zh: `${engine} 中位`, en: 'append p50', unit: 'ms', better: 'less' },
  {
    id: 'p99',
    zh: `${engine} p99`,
    en: 'append p99',
    unit: 'ms',
    better: 'less',
    target: { of: 'ratio', most: 3, words: 'p99 ≤ 3 ×' },
  },
  { id: 'http50', zh: '经 HTTP 中位', en: 'POST /v1/events p50', unit: 'ms', better: 'less' },
  { id: 'http99', zh: '经 HTTP p99', en: 'POST /v1/events p99', unit: 'ms', better: 'less' },
];

interface Ways {
  readonly append: (draft: DraftEntry) => Promise<unknown>;
  readonly bare: (draft: DraftEntry) => unknown;
  readonly post: (events: readonly object[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Ours and the baseline call by call in turn: a disk that is slow for a while is slow for both. */
function benchOf(size: Size, prefix: string, ways: Ways): Bench {
  const world = createWorld(prefix);
  const count = EVENTS[size];
  let bare: Reading = {};
  return {
    async ours() {
      const times = { append: [] as number[], bare: [] as number[], http: [] as number[] };
      for (let i = -Math.min(WARM_UP, count); i < count; i++) {
        const [first, second, event] = [0, 1, 2].map((k) => world.located(3 * Math.abs(i) + k)) as Events;
        const append = await timeOf(() => ways.append(draftOf(first)));
        const bareTime = await timeOf(() => ways.bare(draftOf(second)));
        const http = i % 2 === 0 ? await timeOf(() => ways.post([event])) : null;
        if (i < 0) continue;
        times.append.push(append);
        times.bare.push(bareTime);
        if (http !== null) times.http.push(http);
      }
      bare = { p50: percentile(times.bare, 0.5), p99: percentile(times.bare, 0.99) };
      const http = { http50: percentile(times.http, 0.5), http99: percentile(times.http, 0.99) };
      return { p50: percentile(times.append, 0.5), p99: percentile(times.append, 0.99), ...http };
    },
    baseline: async () => bare,
    close: ways.close,
  };
}

type Events = [CloudEvent, CloudEvent, CloudEvent];

export const singleRedis: Figure = {
  name: 'single-redis',
  zh: '单条写入时延 · Redis',
  en: 'Single event at EventLog.append, Redis',
  about: '一条接一条，各自等到落盘的回答；经 HTTP 的时延列在旁边。',
  against: '一次裸 XADD 往返，同样字节、同样 fsync。',
  measures: measures('Redis'),
  async open(size) {
    const redis = await startTestRedis();
    const raw = await connectRaw(redis.url);
    const log = await openBenchLog({ site: 'single', dataDir: '', redisUrl: redis.url });
    const gateway = await startMeasuredGateway({ redisUrl: redis.url });
    return benchOf(size, 'sr', {
      append: (draft) => log.append([draft]),
      bare: (draft) => raw.xadd(...rawXadd(draft)),
      post: (events) => gateway.post(events),
      async close() {
        await log.close();
        await gateway.dispose();
        raw.disconnect();
        await redis.dispose();
      },
    });
  },
};

export const singleSqlite: Figure = {
  name: 'single-sqlite',
  zh: '单条写入时延 · SQLite',
  en: 'Single event at EventLog.append, SQLite',
  about: '一条接一条，各自等到落盘的回答（经工作线程）；经 HTTP 的时延列在旁边。',
  against: '一次裸 INSERT（自成事务，FULL），在本线程内直接执行。',
  measures: measures('SQLite'),
  async open(size) {
    const folder = temporaryFolder();
    const table = openRawTable(join(folder.path, 'raw.db'));
    const log = await openBenchLog({ site: 'single', dataDir: folder.path });
    const gateway = await startMeasuredGateway({});
    return benchOf(size, 'ss', {
      append: (draft) => log.append([draft]),
      bare: (draft) => table.insert([rawRow(draft)]),
      post: (events) => gateway.post(events),
      async close() {
        await log.close();
        await gateway.dispose();
        table.close();
        folder.remove();
      },
    });
  },
};
