import { KEYS } from '../../support/gateway.ts';
import { startTestRedis } from '../../support/redis.ts';
import { startCrowd } from '../core/crowd.ts';
import type { Figure, MeasureSpec, Reading, Size } from '../core/figure.ts';
import { type MeasuredGateway, startMeasuredGateway } from '../core/gateway.ts';
import { percentile } from '../core/statistics.ts';
import { countyTraffic, populate } from '../core/traffic.ts';
import { COUNTY_TERMINALS, createWorld } from '../core/world.ts';

const FACTORS = { full: [1, 2, 5, 10], quick: [1, 5, 10], smoke: [1, 2] } as const satisfies Record<
  Size,
  number[]
>;
const SECONDS = { full: 2.5, quick: 2, smoke: 0.5 } as const;
/** Clients at ×1, and on the curve of entities. */
const CLIENTS = { full: 100, quick: 100, smoke: 2 } as const;
const TERMINALS = { full: COUNTY_TERMINALS, quick: COUNTY_TERMINALS, smoke: 50 } as const;

const LINES = [
  { line: 'cpu', zh: '网关 CPU', en: 'CPU of the gateway', unit: '%' },
  { line: 'lag', zh: '事件循环延迟 p99', en: 'loop lag p99', unit: 'ms' },
  { line: 'ack', zh: '写入回答 p99', en: 'answer to a post, p99', unit: 'ms' },
  { line: 'rss', zh: '常驻内存', en: 'resident memory', unit: 'MB' },
  { line: 'behind', zh: '未送达的帧', en: 'frames not delivered at ten a second', unit: '%' },
] as const;

/** Every factor that any size measures: the report shows those that have numbers. */
const ALL_FACTORS = [...new Set(Object.values(FACTORS).flat())].sort((a, b) => a - b);

const measuresOf = (name: string): MeasureSpec[] =>
  ALL_FACTORS.flatMap((x) =>
    LINES.map(({ line, zh, en, unit }): MeasureSpec => {
      return {
        id: `${line}${x}`,
        zh: `${zh} ×${x}`,
        en: `${en} ×${x}`,
        unit,
        better: 'less',
        curve: { name, line, x },
      };
    }),
  );

interface Step {
  readonly gateway: MeasuredGateway;
  readonly crowd: ReturnType<typeof startCrowd>;
  readonly world: ReturnType<typeof createWorld>;
  readonly load: { readonly seconds: number; readonly terminals: number; readonly factor: number };
  readonly clients: number;
}

/** Frames that every client should get while something changes all the time. */
const FRAMES_PER_SECOND = 10;

async function look({ gateway, crowd, world, load, clients }: Step, x: number): Promise<Reading> {
  const before = { probe: await gateway.probe(), count: await crowd.count() };
  const began = performance.now();
  const answers = await countyTraffic(gateway, world, load);
  const seconds = (performance.now() - began) / 1_000;
  const after = { probe: await gateway.probe(), count: await crowd.count() };
  const frames = after.count.frames - before.count.frames;
  return {
    [`cpu${x}`]: (after.probe.cpuMs - before.probe.cpuMs) / seconds / 10,
    [`lag${x}`]: after.probe.lagP99Ms,
    [`ack${x}`]: percentile(answers, 0.99),
    [`rss${x}`]: after.probe.rssBytes / 1e6,
    [`behind${x}`]: Math.max(0, 100 * (1 - frames / (clients * load.seconds * FRAMES_PER_SECOND))),
  };
}

type Climb = (size: Size, gateway: MeasuredGateway, crowd: ReturnType<typeof startCrowd>) => Promise<Reading>;

/** A figure that takes a fresh gateway up from ×1 to ×10. */
function growth(words: Pick<Figure, 'name' | 'zh' | 'en' | 'about'>, climb: Climb): Figure {
  return {
    ...words,
    against: null,
    measures: measuresOf(words.name),
    async open(size) {
      const redis = await startTestRedis();
      return {
        async ours() {
          await redis.client.flushall();
          const gateway = await startMeasuredGateway({ redisUrl: redis.url });
          const crowd = startCrowd();
          const reading = await climb(size, gateway, crowd);
          await crowd.end();
          await gateway.dispose();
          return reading;
        },
        close: () => redis.dispose(),
      };
    },
  };
}

export const growthEntities = growth(
  {
    name: 'growth-entities',
    zh: '增长 · 实体 ×1…×10',
    en: 'Growth: entities and their events ×1…×10',
    about:
      '1,436…14,360 台终端，其上报与其他事件同步放大（约 100…1,000 条/秒），100 个客户端。同一网关逐级加量。',
  },
  async (size, gateway, crowd) => {
    const readings: Reading[] = [];
    const address = { origin: gateway.url, wall: true, key: KEYS.read };
    await crowd.join(CLIENTS[size], address);
    const world = createWorld('grow');
    for (const x of FACTORS[size]) {
      const terminals = TERMINALS[size] * x;
      await populate(gateway, world, terminals);
      const load = { seconds: SECONDS[size], terminals, factor: x };
      readings.push(await look({ gateway, crowd, world, load, clients: CLIENTS[size] }, x));
    }
    return Object.assign({}, ...readings) as Reading;
  },
);

export const growthClients = growth(
  {
    name: 'growth-clients',
    zh: '增长 · 客户端 ×1…×10',
    en: 'Growth: clients ×1…×10',
    about:
      '100…1,000 个客户端，县域负载不变（1,436 台终端，约 100 条/秒）。客户端都在另一个进程，与网关同用两个核。',
  },
  async (size, gateway, crowd) => {
    const readings: Reading[] = [];
    const world = createWorld('grow');
    await populate(gateway, world, TERMINALS[size]);
    let joined = 0;
    for (const x of FACTORS[size]) {
      const clients = CLIENTS[size] * x;
      await crowd.join(clients - joined, { origin: gateway.url, wall: true, key: KEYS.read });
      joined = clients;
      const load = { seconds: SECONDS[size], terminals: TERMINALS[size], factor: 1 };
      readings.push(await look({ gateway, crowd, world, load, clients }, x));
    }
    return Object.assign({}, ...readings) as Reading;
  },
);
