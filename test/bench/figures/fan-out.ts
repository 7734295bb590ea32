import { KEYS } from '../../support/gateway.ts';
import { startTestRedis } from '../../support/redis.ts';
import { startBareServer } from '../core/bare-server.ts';
import { type Crowd, startCrowd } from '../core/crowd.ts';
import type { Figure, Reading } from '../core/figure.ts';
import { startMeasuredGateway } from '../core/gateway.ts';
import type { BenchProcess } from '../core/process.ts';
import { countyTraffic, populate } from '../core/traffic.ts';
import { COUNTY_TERMINALS, createWorld } from '../core/world.ts';

const CLIENTS = { full: 200, quick: 200, smoke: 5 } as const;
const SECONDS = { full: 4, quick: 3, smoke: 1 } as const;
const EVERY_MS = 100;
/** Frames that the baseline sends to nobody, to know what it takes by itself. */
const IDLE_FRAMES = 15;

/** CPU of a process while `work` goes on, percent of a core. */
async function cpuOf(server: BenchProcess, work: () => Promise<unknown>): Promise<number> {
  const before = await server.probe();
  const began = performance.now();
  await work();
  return (((await server.probe()).cpuMs - before.cpuMs) / (performance.now() - began)) * 100;
}

/** What went out of a process, and what it took, while `work` went on. */
async function delivered(
  server: BenchProcess,
  crowd: Crowd,
  { work, otherCpu }: { readonly work: () => Promise<unknown>; readonly otherCpu: number },
): Promise<Reading> {
  const before = { probe: await server.probe(), count: await crowd.count() };
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1_000;
  const after = { probe: await server.probe(), count: await crowd.count() };
  const frames = after.count.frames - before.count.frames;
  const cpuMs = after.probe.cpuMs - before.probe.cpuMs;
  return {
    frames: frames / seconds,
    perCpu: frames / ((cpuMs - otherCpu * seconds * 10) / 1_000),
    perCpuAll: frames / (cpuMs / 1_000),
    cpu: cpuMs / seconds / 10,
    kb: (after.count.bytes - before.count.bytes) / Math.max(1, frames) / 1_024,
    lag: after.probe.lagP99Ms,
  };
}

export const fanOut: Figure = {
  name: 'fan-out',
  zh: '扇出',
  en: 'Fan-out to 200 clients, 1,436 terminals + 50 events/s',
  about:
    '县域负载（1,436 台终端每 30 秒一报，另每秒 50 条事件）经 HTTP 进、Redis 落盘、归并后以每 100 毫秒一帧发往 200 个客户端。客户端在另一进程。“仅扇出”扣除同样负载而无客户端时的 CPU；“全部工作”含接收、落盘、归并与投影。',
  against: '裸 socket.io 服务器把录下的同一批帧以同样节奏广播给 200 个客户端；它不接收、不落盘、不归并。',
  measures: [
    {
      id: 'frames',
      zh: '送达',
      en: 'frames delivered/s',
      unit: '帧/秒',
      better: 'more',
      target: { of: 'ratio', least: 0.8, words: '≥ 0.8 ×' },
    },
    {
      id: 'perCpu',
      zh: '每 CPU 秒送达 · 仅扇出',
      en: 'frames per CPU second, fan-out alone',
      unit: '帧',
      better: 'more',
    },
    {
      id: 'perCpuAll',
      zh: '每 CPU 秒送达 · 全部工作在内',
      en: 'frames per CPU second of the whole gateway',
      unit: '帧',
      better: 'more',
    },
    { id: 'cpu', zh: '服务进程 CPU', en: 'CPU of the process', unit: '%', better: 'less' },
    { id: 'kb', zh: '每帧大小', en: 'size of a frame', unit: 'KiB', better: 'less' },
    { id: 'lag', zh: '事件循环延迟 p99', en: 'loop lag p99', unit: 'ms', better: 'less' },
  ],
  async open(size) {
    const redis = await startTestRedis();
    const gateway = await startMeasuredGateway({ redisUrl: redis.url });
    const bare = await startBareServer();
    const world = createWorld('fan');
    await populate(gateway, world, COUNTY_TERMINALS);
    const load = { seconds: SECONDS[size], terminals: COUNTY_TERMINALS };
    const traffic = () => countyTraffic(gateway, world, load);
    const crowd = startCrowd();
    let frames: readonly string[] = [];
    return {
      async ours() {
        const alone = await cpuOf(gateway, traffic);
        await crowd.join(CLIENTS[size], { origin: gateway.url, wall: true, key: KEYS.read });
        await crowd.record();
        const reading = await delivered(gateway, crowd, { work: traffic, otherCpu: alone });
        frames = await crowd.recorded();
        await crowd.leave();
        return reading;
      },
      async baseline() {
        const alone = await cpuOf(bare, () => bare.broadcast(frames.slice(0, IDLE_FRAMES), EVERY_MS));
        await crowd.join(CLIENTS[size], { origin: bare.url, wall: false });
        const reading = await delivered(bare, crowd, {
          work: () => bare.broadcast(frames, EVERY_MS),
          otherCpu: alone,
        });
        await crowd.leave();
        return reading;
      },
      async close() {
        await crowd.end();
        await bare.kill();
        await gateway.dispose();
        await redis.dispose();
      },
    };
  },
};
