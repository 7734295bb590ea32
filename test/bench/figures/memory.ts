import { KEYS } from '../../support/gateway.ts';
import { startBareServer } from '../core/bare-server.ts';
import { startCrowd } from '../core/crowd.ts';
import type { Figure, Reading } from '../core/figure.ts';
import { type MeasuredGateway, startMeasuredGateway } from '../core/gateway.ts';
import type { BenchProcess } from '../core/process.ts';
import { populate } from '../core/traffic.ts';
import { COUNTY_TERMINALS, createWorld } from '../core/world.ts';

const CLIENTS = { full: 500, quick: 300, smoke: 5 } as const;
/** Clients that come and go before the first look: what is made once belongs to no client. */
const WARM_UP = 50;

const target = { of: 'ours' as const, most: 64, words: '< 64 kB' };

type Address = Parameters<ReturnType<typeof startCrowd>['join']>[1];

/** Growth of a fresh process by its clients, kB for each. */
async function memoryPerClient(server: BenchProcess, count: number, address: Address): Promise<Reading> {
  const crowd = startCrowd();
  await crowd.join(Math.min(WARM_UP, count), address);
  await server.probe();
  const before = await server.probe();
  await crowd.join(count, address);
  await server.probe();
  const after = await server.probe();
  await crowd.end();
  const kb = (bytes: number) => bytes / count / 1_000;
  return { rss: kb(after.rssBytes - before.rssBytes), held: kb(after.heldBytes - before.heldBytes) };
}

export const memory: Figure = {
  name: 'memory',
  zh: '每个客户端的内存',
  en: 'Memory per connected client',
  about:
    '全新网关进程，1,436 台终端；已有 50 个客户端时与再加 500 个之后各看一次（先做垃圾回收），差额除以客户端数。',
  against: '全新的裸 socket.io 服务器，同样做法。',
  measures: [
    {
      id: 'rss',
      zh: '常驻内存',
      en: 'resident set',
      unit: 'kB',
      better: 'less',
      target,
    },
    { id: 'held', zh: '堆内外持有', en: 'heap and external', unit: 'kB', better: 'less', target },
  ],
  async open(size) {
    const fresh = async () => {
      const gateway: MeasuredGateway = await startMeasuredGateway({ gc: true });
      await populate(gateway, createWorld('memory'), COUNTY_TERMINALS);
      return gateway;
    };
    return {
      async ours() {
        const gateway = await fresh();
        const reading = await memoryPerClient(gateway, CLIENTS[size], {
          origin: gateway.url,
          wall: true,
          key: KEYS.read,
        });
        await gateway.dispose();
        return reading;
      },
      async baseline() {
        const bare = await startBareServer({ gc: true });
        const reading = await memoryPerClient(bare, CLIENTS[size], { origin: bare.url, wall: false });
        await bare.kill();
        return reading;
      },
      close: async () => undefined,
    };
  },
};
