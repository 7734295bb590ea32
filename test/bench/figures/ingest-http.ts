import type { NewKeyReply } from '../../../gateway/contract/producers.ts';
import { KEYS } from '../../support/gateway.ts';
import { startTestRedis } from '../../support/redis.ts';
import type { PostOrder } from '../clients/poster.ts';
import type { Figure } from '../core/figure.ts';
import { type MeasuredGateway, startMeasuredGateway } from '../core/gateway.ts';
import { startProcess } from '../core/process.ts';

const EVENTS = { full: 40_000, quick: 20_000, smoke: 200 } as const;
const BATCH = 500;
const WIDTH = 8;
/** Each may send 20,000 at once and 5,000 a second: enough of them that nobody is slowed down by his share. */
const PRODUCERS = 24;

/** Registers producers as an administrator does. */
async function producerKeys(gateway: MeasuredGateway): Promise<string[]> {
  const register = async (i: number) => {
    const response = await fetch(`${gateway.url}/v1/producers`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${KEYS.admin}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ id: `bench-${i}`, reality: 'simulated' }),
    });
    if (!response.ok) throw new Error(`no key: ${await response.text()}`);
    return ((await response.json()) as NewKeyReply).key;
  };
  const keys: string[] = [];
  for (let i = 0; i < PRODUCERS; i++) keys.push(await register(i));
  return keys;
}

export const ingestHttp: Figure = {
  name: 'ingest-http',
  zh: '批量写入 · 经 HTTP',
  en: 'Batched durable ingest through POST /v1/events',
  about: `每请求 ${BATCH} 条、并发 ${WIDTH} 个请求，多个生产者；校验、脱敏、定位、去重、落盘之后才回答，其间网关照常归并。客户端在另一进程。`,
  against: null,
  measures: [
    {
      id: 'redis',
      zh: 'Redis',
      en: 'Redis',
      unit: '条/秒',
      better: 'more',
      target: { of: 'ours', least: 10_000, words: '≥ 10,000/s' },
    },
    { id: 'sqlite', zh: 'SQLite', en: 'SQLite', unit: '条/秒', better: 'more' },
    {
      id: 'redisCpu',
      zh: 'Redis · 网关每 CPU 秒',
      en: 'Redis, per CPU second of the gateway',
      unit: '条',
      better: 'more',
    },
    {
      id: 'sqliteCpu',
      zh: 'SQLite · 网关每 CPU 秒',
      en: 'SQLite, per CPU second of the gateway',
      unit: '条',
      better: 'more',
    },
  ],
  async open(size) {
    const redis = await startTestRedis();
    const gateways = {
      redis: await startMeasuredGateway({ redisUrl: redis.url }),
      sqlite: await startMeasuredGateway({}),
    };
    const keys = { redis: await producerKeys(gateways.redis), sqlite: await producerKeys(gateways.sqlite) };
    const poster = startProcess(new URL('../clients/poster.ts', import.meta.url));
    let run = 0;
    const rate = async (engine: 'redis' | 'sqlite') => {
      const gateway = gateways[engine];
      const order: PostOrder = {
        url: gateway.url,
        keys: keys[engine],
        prefix: `h${++run}`,
        count: EVENTS[size],
        batch: BATCH,
        width: WIDTH,
      };
      const before = await gateway.probe();
      const postedMs = await poster.ask<number>(order, 'postedMs');
      const cpuMs = (await gateway.probe()).cpuMs - before.cpuMs;
      return { wall: EVENTS[size] / (postedMs / 1_000), cpu: EVENTS[size] / (cpuMs / 1_000) };
    };
    return {
      async ours() {
        const [onRedis, onSqlite] = [await rate('redis'), await rate('sqlite')];
        return { redis: onRedis.wall, sqlite: onSqlite.wall, redisCpu: onRedis.cpu, sqliteCpu: onSqlite.cpu };
      },
      async close() {
        await poster.kill();
        await gateways.redis.dispose();
        await gateways.sqlite.dispose();
        await redis.dispose();
      },
    };
  },
};
