import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSite } from '../../../../gateway/live/site.ts';
import { createBackoff } from '../../../../gateway/log/backoff.ts';
import { openLog } from '../../../../gateway/log/open.ts';
import type { EventLog } from '../../../../gateway/log/port.ts';
import { createReplica } from '../../../../screen/live/replica.ts';
import { type OpenSocket, openSocket } from '../../../../screen/live/socket.ts';
import {
  draft,
  FOLDS,
  type LiveGateway,
  located,
  received,
  silent,
  standingClock,
  startLiveGateway,
} from '../../../support/live/gateway.ts';
import { recordedMetrics } from '../../../support/live/recorded-metrics.ts';
import { type HeadlessWall, startWall } from '../../../support/live/wall.ts';
import { startTestRedis, type TestRedis } from '../../../support/redis.ts';

const clock = standingClock();
let redis: TestRedis;
let log: EventLog;
let gateway: LiveGateway;
let walls: HeadlessWall[];

beforeEach(async () => {
  redis = await startTestRedis();
  log = await openLog({
    engine: 'redis',
    site: 'test',
    dataDir: '',
    redisUrl: redis.url,
    clock,
    logger: silent,
  });
  gateway = await startLiveGateway({ log, clock });
  walls = [];
});

afterEach(async () => {
  for (const wall of walls) wall.stop();
  await gateway.stop();
  await log.close();
  await redis.dispose();
});

const wallAt = (origin: string) => {
  const wall = startWall({ origin });
  walls.push(wall);
  return wall;
};
const eventually = (check: () => void | Promise<void>) =>
  vi.waitFor(check, { timeout: 60_000, interval: 30 });
const cases = (wall: HeadlessWall) => [...wall.replica.collection('case').keys()].sort();

const SMOKE = { title: '烟感', type: 'SMOKE', priority: 'P1' };

/** A wall, and the hash of what it showed at every position at which it stood. */
function watched(origin: string) {
  const shown = new Map<number, string>();
  const replica = createReplica();
  const note = () => {
    if (replica.place !== null) shown.set(replica.place.n, replica.viewHash());
  };
  const watching: OpenSocket = (at, auth, handlers) =>
    openSocket(at, auth, {
      ...handlers,
      frame(frame) {
        handlers.frame(frame);
        note();
      },
      hb(beat) {
        handlers.hb(beat);
        note();
      },
    });
  walls.push(startWall({ origin, replica, surroundings: { openSocket: watching } }));
  return { shown };
}

describe('a wall on the Redis engine', () => {
  it('outlives a crash of the server: it says that the log is away, and nothing is missing afterwards', async () => {
    await log.append([received('A')]);
    const wall = wallAt(gateway.origin);
    await eventually(() => expect(cases(wall)).toEqual(['A']));
    await redis.kill();
    await eventually(() => expect(wall.connection.link).toMatchObject({ state: 'live', logOk: false }));
    expect(cases(wall)).toEqual(['A']);
    await redis.start();
    await eventually(async () => {
      await log.append([received('B')]);
    });
    await eventually(() => expect(cases(wall)).toEqual(['A', 'B']));
    await eventually(() => expect(wall.connection.link.logOk).toBe(true));
    expect(wall.connection.counts).toMatchObject({ connects: 1, snapshots: 1, diverged: 0 });
  });

  it('keeps no ghost when the whole log is gone', async () => {
    await log.append([received('GHOST')]);
    const wall = wallAt(gateway.origin);
    await eventually(() => expect(cases(wall)).toEqual(['GHOST']));
    await redis.client.flushall();
    await eventually(async () => {
      await log.append([received('NEW')]);
    });
    await eventually(() => expect(cases(wall)).toEqual(['NEW']));
    expect(wall.heard.filter(({ name }) => name === 'reset').length).toBeGreaterThan(0);
  });

  it('goes on at another gateway of the same log, which holds the same state', async () => {
    await log.append([received('A')]);
    const second = await startLiveGateway({ log, clock });
    let near = gateway.origin;
    const surroundings = {
      openSocket: ((_origin, auth, handlers) => openSocket(near, auth, handlers)) satisfies OpenSocket,
    };
    const wall = startWall({ origin: gateway.origin, surroundings });
    walls.push(wall);
    await eventually(() => expect(cases(wall)).toEqual(['A']));
    near = second.origin;
    await gateway.stop();
    gateway = second;
    await log.append([received('B')]);
    await eventually(() => expect(cases(wall)).toEqual(['A', 'B']));
    expect(wall.connection.counts.snapshots).toBe(1);
    expect(wall.replica.viewHash()).toBe(second.live.viewHash('operator'));
  });

  it('shows at any position what every other wall shows at that position, at whichever gateway it is', async () => {
    const second = await startLiveGateway({ log, clock });
    const [one, other] = [watched(gateway.origin), watched(second.origin)];
    await eventually(() => expect([one, other].map(({ shown }) => shown.size > 0)).toEqual([true, true]));
    for (let i = 0; i < 20; i += 1) {
      await log.append([received(`C${i}`), located(`T${i % 3}`, 103 + i / 100)]);
      await log.append([draft({ type: 'alarm.raised', subject: `A${i}`, data: SMOKE })]);
    }
    const { n } = await log.head();
    await eventually(() => expect([one, other].map(({ shown }) => shown.has(n))).toEqual([true, true]));
    const common = [...one.shown.keys()].filter((at) => other.shown.has(at));
    expect(common.map((at) => one.shown.get(at))).toEqual(common.map((at) => other.shown.get(at)));
    for (const wall of walls) wall.stop();
    await second.stop();
  });

  it.each([
    ['a byte of it was changed', async (key: string) => void (await redis.client.setrange(key, 9, 'x'))],
    ['a piece of it is missing', async (key: string) => void (await redis.client.del(key))],
  ])('starts from the older snapshot and catches up when of the newest %s', async (_what, damage) => {
    const { site } = gateway;
    for (const subject of ['A', 'B']) {
      const { outcomes } = await log.append([received(subject)]);
      expect(await site.positionReached(outcomes[0]?.position.n ?? 0, 60_000)).toBe(true);
      await site.saveSnapshot();
    }
    await log.append([received('C')]);
    const [newest] = await log.listSnapshots();
    await damage(`{test}:snapshot:${newest?.id}:0`);
    const passedOver: unknown[] = [];
    const logger = { ...silent, warn: (_words: string, fields?: object) => void passedOver.push(fields) };
    const metrics = recordedMetrics();
    const backoff = () => createBackoff({ firstMs: 10, maxMs: 100 });
    const second = await startSite({ log, clock, folds: FOLDS, logger, metrics, backoff });
    await eventually(() => expect(site.view.position).toEqual(second.view.position));
    expect(second.view.stateHash()).toBe(site.view.stateHash());
    expect(passedOver).toMatchObject([{ id: newest?.id, why: 'missing or damaged' }]);
    await second.stop();
  });
});
