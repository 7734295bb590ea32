import type { Figure } from '../core/figure.ts';
import { startMeasuredGateway } from '../core/gateway.ts';
import { BEHIND, type LongLog, openLongLog } from '../core/long-log.ts';

const ENTRIES = { full: 1_000_000, quick: 100_000, smoke: 1_000 } as const;
const target = { of: 'ours' as const, most: 10, words: '< 10 s' };

/** A start after a crash: the process, its configuration, the saved state, what came after it, until it can serve. */
async function startS({ dataDir, redis }: LongLog): Promise<{ readonly wall: number; readonly cpu: number }> {
  const gateway = await startMeasuredGateway({ dataDir, ...(redis === null ? {} : { redisUrl: redis.url }) });
  const { cpuMs } = await gateway.probe();
  await gateway.dispose();
  return { wall: gateway.readyMs / 1_000, cpu: cpuMs / 1_000 };
}

export const startUp: Figure = {
  name: 'start-up',
  zh: '启动 · 日志 1,000,000 条',
  en: 'Start-up with 1,000,000 log entries and a snapshot',
  about: `kill -9 之后从进程启动到 /readyz 就绪：装载快照，再补放其后的 ${BEHIND.toLocaleString('en')} 条（多于保存间隔的上限 20,000 条）。日志做一次，留在 .reports/bench-logs。`,
  against: null,
  measures: [
    {
      id: 'redis',
      zh: 'Redis（服务器在运行）',
      en: 'Redis, server running',
      unit: '秒',
      better: 'less',
      target,
    },
    { id: 'sqlite', zh: 'SQLite', en: 'SQLite', unit: '秒', better: 'less', target },
    { id: 'redisCpu', zh: 'Redis · 网关 CPU', en: 'Redis, CPU of the gateway', unit: '秒', better: 'less' },
    {
      id: 'sqliteCpu',
      zh: 'SQLite · 网关 CPU',
      en: 'SQLite, CPU of the gateway',
      unit: '秒',
      better: 'less',
    },
    {
      id: 'load',
      zh: 'Redis 服务器自身装载',
      en: 'the Redis server loading its file',
      unit: '秒',
      better: 'less',
    },
  ],
  async open(size) {
    const logs = {
      redis: await openLongLog('redis', ENTRIES[size]),
      sqlite: await openLongLog('sqlite', ENTRIES[size]),
    };
    const load = (logs.redis.loadMs ?? 0) / 1_000;
    return {
      async ours() {
        const [onRedis, onSqlite] = [await startS(logs.redis), await startS(logs.sqlite)];
        return {
          redis: onRedis.wall,
          sqlite: onSqlite.wall,
          redisCpu: onRedis.cpu,
          sqliteCpu: onSqlite.cpu,
          load,
        };
      },
      async close() {
        await logs.redis.close();
        await logs.sqlite.close();
      },
    };
  },
};
