import { startTestRedis } from '../../support/redis.ts';
import type { Figure } from '../core/figure.ts';
import { openBenchLog } from '../core/logs.ts';
import { connectRaw, rawXadd } from '../core/raw-redis.ts';
import { appendRate, BATCH, rateOf, WIDTH } from '../core/throughput.ts';
import { batches, createWorld, inParallel, mixedDrafts } from '../core/world.ts';

const EVENTS = { full: 65_536, quick: 32_768, smoke: 256 } as const;

export const ingestRedis: Figure = {
  name: 'ingest-redis',
  zh: '批量写入 · Redis',
  en: 'Batched durable ingest, Redis, at EventLog.append',
  about: `每批 ${BATCH} 条、并发 ${WIDTH} 批，appendfsync always；回答时已落盘、去重、编号、成链。`,
  against: '同样字节、同样 fsync 的裸 XADD 流水线（每条流水线 64 条、并发 32），不去重、不编号、不成链。',
  measures: [
    {
      id: 'rate',
      zh: '写入速率',
      en: 'events/s',
      unit: '条/秒',
      better: 'more',
      target: { of: 'ratio', least: 0.45, words: '≥ 0.45 ×' },
    },
  ],
  async open(size) {
    const redis = await startTestRedis();
    const raw = await connectRaw(redis.url);
    let run = 0;
    const drafts = () => mixedDrafts(createWorld(`r${++run}`), EVENTS[size]);
    return {
      async ours() {
        const ready = drafts();
        const log = await openBenchLog({ site: `bench${run}`, dataDir: '', redisUrl: redis.url });
        const reading = await appendRate(log, ready);
        await raw.flushall();
        return reading;
      },
      async baseline() {
        const pieces = batches(drafts().map(rawXadd), BATCH);
        const send = async (commands: ReturnType<typeof rawXadd>[]) => {
          const pipeline = raw.pipeline();
          for (const command of commands) pipeline.xadd(...command);
          await pipeline.exec();
        };
        const reading = await rateOf(EVENTS[size], () => inParallel(pieces, WIDTH, send));
        await raw.flushall();
        return reading;
      },
      async close() {
        raw.disconnect();
        await redis.dispose();
      },
    };
  },
};
