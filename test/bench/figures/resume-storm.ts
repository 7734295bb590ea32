import { setTimeout as sleep } from 'node:timers/promises';
import { EVENT_TYPES, isEventType } from '../../../gateway/contract/event-types.ts';
import type { StateReply } from '../../../gateway/contract/state-reply.ts';
import { readRedisLog } from '../../fault/core/raw-log.ts';
import { KEYS } from '../../support/gateway.ts';
import { startTestRedis, type TestRedis } from '../../support/redis.ts';
import type { RecoveringBack } from '../clients/recovering.ts';
import type { StormBack, StormVerdict } from '../clients/storm.ts';
import { listening, startBareProcess } from '../core/bare-server.ts';
import type { Figure, Reading } from '../core/figure.ts';
import { type MeasuredGateway, startMeasuredGateway } from '../core/gateway.ts';
import { type BenchProcess, startProcess } from '../core/process.ts';
import { countyTraffic, populate } from '../core/traffic.ts';
import { COUNTY_TERMINALS, createWorld } from '../core/world.ts';

const CLIENTS = { full: 500, quick: 500, smoke: 6 } as const;
/** Processes that the clients share, so that the load generator does not queue behind itself. */
const PROCESSES = 2;
/** Traffic before the kill, and as long as it goes on after it. */
const BEFORE_S = { full: 1, quick: 1, smoke: 0.5 } as const;
const AFTER_S = { full: 3, quick: 3, smoke: 2 } as const;
const SETTLE_MS = 600;
/** A gateway of the bench serves the region that ships with the product. */
const SITE = 'demo';
const NUMBER_MS = 20;

const nowMs = () => performance.timeOrigin + performance.now();
const zero = { of: 'ours' as const, most: 0, words: '0' };

/** The same order to all processes of clients, and their answers. */
const askAll = <Answer>(crowd: readonly BenchProcess[], order: object, answer: string) =>
  Promise.all(crowd.map((child) => child.ask<Answer>(order, answer)));

const startAll = (module: string) =>
  Array.from({ length: PROCESSES }, () => startProcess(new URL(`../clients/${module}`, import.meta.url)));

function readingOf(backS: number, recovered: number, verdicts: readonly StormVerdict[]): Reading {
  const sum = (of: keyof StormVerdict) => verdicts.reduce((total, verdict) => total + verdict[of], 0);
  return { backS, recovered, lost: sum('lost'), twice: sum('twice'), gaps: sum('gaps') };
}

/** Newest version of every item of a world, as the gateway has it. */
async function versionsOf(gateway: MeasuredGateway, prefix: string): Promise<Record<string, number>> {
  const headers = { Authorization: `Bearer ${KEYS.read}` };
  const { entities } = (await (await fetch(`${gateway.url}/v1/state`, { headers })).json()) as StateReply;
  const ours = entities.case.filter(({ id }) => id.startsWith(prefix));
  return Object.fromEntries(ours.map(({ id, version }) => [id, version]));
}

/** Places of all distinct events of a world, as the log has them. */
async function distinctOf(redis: TestRedis, prefix: string): Promise<number[]> {
  const { entries } = await readRedisLog(redis.client, SITE);
  return entries.flatMap(({ n, type, subject }) =>
    subject.startsWith(`${prefix}-`) && isDistinct(type) ? n : [],
  );
}

const isDistinct = (type: string) => isEventType(type) && EVENT_TYPES[type].conflation === 'distinct';

export const resumeStorm: Figure = {
  name: 'resume-storm',
  zh: '重连风暴',
  en: 'Resume storm: 500 clients after kill -9 of their gateway',
  about:
    '两个网关同一 Redis，县域负载不断；500 个客户端所在网关被 kill -9，另一个一直可达。计时从杀死那一刻到最后一个客户端追到位。每个客户端核对：帧首尾相接、每个事项的最新版本、每条不合并的事件都收到，没有一个收到两次。抖动 0–500 毫秒。',
  against:
    '裸 socket.io 4.8 开启 connection-state recovery，同样数量、同样抖动；服务器 kill -9，另一个进程立即在同一端口上听；每 20 毫秒广播一个编号。',
  measures: [
    {
      id: 'backS',
      zh: '全部追到位',
      en: 'all live',
      unit: '秒',
      better: 'less',
      target: { of: 'ours', most: 3, words: '< 3 s' },
    },
    { id: 'recovered', zh: '按位置恢复的客户端', en: 'clients that resumed', unit: '个', better: 'more' },
    { id: 'lost', zh: '丢失', en: 'lost (client × item or event)', unit: '条', better: 'less', target: zero },
    { id: 'twice', zh: '重复', en: 'told twice', unit: '条', better: 'less', target: zero },
    { id: 'gaps', zh: '不相接的帧', en: 'frames that did not fit', unit: '帧', better: 'less', target: zero },
  ],
  async open(size) {
    const redis = await startTestRedis();
    const stays = await startMeasuredGateway({ redisUrl: redis.url });
    await populate(stays, createWorld('storm'), COUNTY_TERMINALS);
    const each = CLIENTS[size] / PROCESSES;
    let run = 0;
    return {
      async ours() {
        const prefix = `storm${++run}`;
        const dies = await startMeasuredGateway({ redisUrl: redis.url });
        const crowd = startAll('storm.ts');
        await askAll(crowd, { do: 'join', count: each, origin: dies.url, key: KEYS.read }, 'joined');
        const load = { seconds: BEFORE_S[size] + AFTER_S[size], terminals: COUNTY_TERMINALS };
        const traffic = countyTraffic(stays, createWorld(prefix), load);
        await sleep(BEFORE_S[size] * 1_000);
        await askAll(crowd, { do: 'aim', origin: stays.url }, 'aimed');
        const killedAt = nowMs();
        await dies.dispose();
        const back = await askAll<StormBack>(crowd, { do: 'wait' }, 'back');
        await traffic;
        await sleep(SETTLE_MS);
        const versions = await versionsOf(stays, prefix);
        const events = await distinctOf(redis, prefix);
        const verdicts = await askAll<StormVerdict>(crowd, { do: 'verify', versions, events }, 'verdict');
        for (const child of crowd) await child.kill();
        const resumed = back.reduce((sum, { modes }) => sum + (modes.live ?? 0) + (modes.resume ?? 0), 0);
        const backS = (Math.max(...back.map(({ liveAt }) => liveAt)) - killedAt) / 1_000;
        return readingOf(backS, resumed, verdicts);
      },
      baseline: () => bareStorm(each, { before: BEFORE_S[size], after: AFTER_S[size] }),
      async close() {
        await stays.dispose();
        await redis.dispose();
      },
    };
  },
};

async function bareStorm(each: number, seconds: { before: number; after: number }): Promise<Reading> {
  const dies = await listening(startBareProcess(false), { recovery: true, port: 0 });
  const next = startBareProcess(false);
  const crowd = startAll('recovering.ts');
  await askAll(crowd, { do: 'join', count: each, url: dies.url }, 'joined');
  let sent = 0;
  const note = (message: Readonly<Record<string, unknown>>) => {
    if (typeof message.at === 'number') sent = message.at;
  };
  dies.onMessage(note);
  next.onMessage(note);
  await dies.number(NUMBER_MS, 0);
  await sleep(seconds.before * 1_000);
  await askAll(crowd, { do: 'expect' }, 'expecting');
  await dies.kill();
  const stays = await listening(next, { recovery: true, port: dies.port });
  const reachableAt = nowMs();
  await stays.number(NUMBER_MS, sent);
  const back = await askAll<RecoveringBack>(crowd, { do: 'wait' }, 'back');
  await sleep(seconds.after * 1_000);
  await stays.kill();
  await sleep(SETTLE_MS);
  const verdicts = await askAll<StormVerdict>(crowd, { do: 'verify', upTo: sent }, 'verdict');
  for (const child of crowd) await child.kill();
  const backS = (Math.max(...back.map(({ liveAt }) => liveAt)) - reachableAt) / 1_000;
  return readingOf(
    backS,
    back.reduce((sum, { recovered }) => sum + recovered, 0),
    verdicts,
  );
}
