import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createProject } from '../../../gateway/access/projections.ts';
import { PROJECTED_KINDS } from '../../../gateway/contract/wire.ts';
import { createFold } from '../../../gateway/fold/index.ts';
import type { Fold } from '../../../gateway/fold/port.ts';
import type { Site } from '../../../gateway/live/port.ts';
import { cutOf } from '../../../gateway/live/snapshot-text.ts';
import { createSnapshotStore } from '../../../gateway/live/snapshots.ts';
import { createTokens } from '../../../gateway/live/token.ts';
import { createViewIndex } from '../../../gateway/live/view-index.ts';
import { KEYS } from '../../support/gateway.ts';
import { startBareServer } from '../core/bare-server.ts';
import { type Crowd, startCrowd } from '../core/crowd.ts';
import type { Figure, Reading } from '../core/figure.ts';
import { startMeasuredGateway } from '../core/gateway.ts';
import { temporaryFolder } from '../core/logs.ts';
import type { BenchProcess } from '../core/process.ts';
import { configuredEntry } from '../core/site-config.ts';
import { batches, createWorld, draftOf, inParallel } from '../core/world.ts';

const ENTITIES = { full: 20_000, quick: 20_000, smoke: 300 } as const;
const CLIENTS = { full: 200, quick: 200, smoke: 4 } as const;
/** Of the baseline's clients: with as many as ours its loop would stand still for the length of the whole bench. */
const BASELINE_SHARE = 5;
/** A client's snapshot is reused for a second; the next run must build its own. */
const FORGET_MS = 1_300;

function eventsOf(entities: number) {
  const world = createWorld('snap');
  const items = Math.floor(entities * 0.06);
  const alarms = Math.floor(entities * 0.04);
  return [
    ...Array.from({ length: items }, (_, i) => world.received(i)),
    ...Array.from({ length: alarms }, (_, i) => world.raised(i)),
    ...world.reports(entities - items - alarms, entities - items - alarms),
  ];
}

function foldOf(events: ReturnType<typeof eventsOf>): Fold {
  const fold = createFold();
  fold.apply(configuredEntry(Date.now() - 1_000));
  for (const [i, event] of events.entries())
    fold.apply({ ...draftOf(event), e: 'bench', n: i + 2, h: `h${i}` });
  fold.drain();
  return fold;
}

/** What a channel keeps with every change, and no snapshot pays for. */
function hashOf(fold: Fold): string {
  const index = createViewIndex(createProject([]), 'operator');
  for (const kind of PROJECTED_KINDS.operator) {
    for (const entity of fold.all(kind)) index.set(kind, entity.id, entity);
  }
  return index.hash();
}

/** Time to make a client's snapshot of a state, ms: projected, written, hashed, cut, compressed. */
async function buildMs(fold: Fold, viewHash: string): Promise<number> {
  const store = createSnapshotStore({
    site: { view: fold } as unknown as Site,
    project: createProject([]),
    tokens: createTokens({ secret: 'bench', site: 'bench', reducerVersion: 1 }),
    metrics: { count() {}, gauge() {} },
    viewHash: () => viewHash,
  });
  const began = performance.now();
  await store.current('operator');
  return performance.now() - began;
}

/** Everybody comes at once; until the last one has the whole state. */
async function rush(
  server: BenchProcess,
  crowd: Crowd,
  {
    count,
    address,
  }: { readonly count: number; readonly address: Omit<Parameters<Crowd['join']>[1], 'state'> },
): Promise<Reading> {
  await server.probe();
  const began = performance.now();
  await crowd.join(count, { ...address, state: true, atOnce: count });
  const allS = (performance.now() - began) / 1_000;
  const probe = await server.probe();
  const counted = await crowd.count();
  await crowd.leave();
  const kb = (counted.fetchedBytes > 0 ? counted.fetchedBytes : counted.bytes) / count / 1_024;
  return { eachMs: (allS * 1_000) / count, allS, lag: probe.lagP99Ms, lagMax: probe.lagMaxMs, kb };
}

export const snapshot: Figure = {
  name: 'snapshot',
  zh: '快照 · 20,000 个实体',
  en: 'Snapshot of 20,000 entities, 200 clients at once',
  about:
    '18,000 台终端、1,200 个事项、800 个告警。快照做一次、压缩一次、分块经 HTTP 取走；200 个客户端同时到来，直到最后一个取完。',
  against: `裸 socket.io 在每个连接上各自 emit 同一状态；客户端数为我方的 1/${BASELINE_SHARE}（同数将堵死事件循环约 20 秒）。“制作”与一次 JSON.stringify 相比，它每个连接都要付一次。`,
  measures: [
    { id: 'build', zh: '制作一份', en: 'build', unit: 'ms', better: 'less' },
    { id: 'kb', zh: '每个客户端收到', en: 'bytes on the wire for each client', unit: 'KiB', better: 'less' },
    { id: 'allS', zh: '全部取完', en: 'until all have it', unit: '秒', better: 'less' },
    { id: 'eachMs', zh: '平均每个客户端', en: 'time for each client', unit: 'ms', better: 'less' },
    {
      id: 'lag',
      zh: '事件循环延迟 p99',
      en: 'loop lag p99 meanwhile',
      unit: 'ms',
      better: 'less',
      target: { of: 'ours', most: 100, words: '< 100 ms' },
    },
    { id: 'lagMax', zh: '事件循环延迟最大', en: 'loop lag max', unit: 'ms', better: 'less' },
  ],
  async open(size) {
    const folder = temporaryFolder();
    const events = eventsOf(ENTITIES[size]);
    const fold = foldOf(events);
    const viewHash = hashOf(fold);
    const state = cutOf(fold, 'operator', viewHash).entities;
    const file = join(folder.path, 'state.json');
    writeFileSync(file, JSON.stringify(state));
    const gateway = await startMeasuredGateway({});
    await inParallel(batches(events, 500), 2, (batch) => gateway.post(batch));
    const bare = await startBareServer();
    await bare.greet(file);
    const crowd = startCrowd();
    return {
      async ours() {
        const build = await buildMs(fold, viewHash);
        await sleep(FORGET_MS);
        const address = { origin: gateway.url, wall: true, key: KEYS.read };
        return { build, ...(await rush(gateway, crowd, { count: CLIENTS[size], address })) };
      },
      async baseline() {
        const began = performance.now();
        JSON.stringify(state);
        const build = performance.now() - began;
        const count = Math.max(1, CLIENTS[size] / BASELINE_SHARE);
        const { allS: _, ...reading } = await rush(bare, crowd, {
          count,
          address: { origin: bare.url, wall: false },
        });
        return { build, ...reading };
      },
      async close() {
        await crowd.end();
        await bare.kill();
        await gateway.dispose();
        folder.remove();
      },
    };
  },
};
