import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Hello } from '../../../../gateway/contract/wire.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import { startAgreement } from '../../../../gateway/live/agreement.ts';
import { tickDraft } from '../../../../gateway/live/own-entries.ts';
import type { FoldMaker } from '../../../../gateway/live/restore.ts';
import { openLog } from '../../../../gateway/log/open.ts';
import type { EventLog } from '../../../../gateway/log/port.ts';
import {
  FOLDS,
  type LiveGateway,
  received,
  START,
  silent,
  standingClock,
  startLiveGateway,
} from '../../../support/live/gateway.ts';
import { type RecordedMetrics, recordedMetrics } from '../../../support/live/recorded-metrics.ts';
import { type HeadlessWall, startWall } from '../../../support/live/wall.ts';
import { startTestRedis, type TestRedis } from '../../../support/redis.ts';

const clock = standingClock();
let redis: TestRedis;
let log: EventLog;
let ends: (() => unknown)[];

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
  ends = [];
});

afterEach(async () => {
  for (const end of ends.reverse()) await end();
  await log.close();
  await redis.dispose();
});

const eventually = (check: () => void | Promise<void>) =>
  vi.waitFor(check, { timeout: 60_000, interval: 30 });

interface Peer {
  readonly gateway: LiveGateway;
  readonly metrics: RecordedMetrics;
}

let peers = 0;
const startPeer = async (folds: FoldMaker = FOLDS): Promise<Peer> => {
  const gateway = await startLiveGateway({ log, clock, folds });
  const metrics = recordedMetrics();
  peers += 1;
  const agreement = startAgreement({
    site: gateway.site,
    log,
    gateway: `g${peers}`,
    logger: silent,
    metrics,
  });
  ends.push(gateway.stop, agreement.stop);
  return { gateway, metrics };
};
const wallAt = (origin: string): HeadlessWall => {
  const wall = startWall({ origin });
  ends.push(wall.stop);
  return wall;
};

let ticks = 0;
const tick = () => {
  ticks += 1;
  return log.append([tickDraft(START + ticks, 1)]);
};
const mismatches = ({ metrics }: Peer) =>
  [...metrics.counted]
    .filter(([key]) => key.startsWith('state_hash_mismatch_total'))
    .reduce((sum, [, n]) => sum + n, 0);
const allAt = async (list: readonly Peer[]) => {
  const { n } = await log.head();
  await eventually(() =>
    expect(list.map(({ gateway }) => gateway.site.view.position.n)).toEqual(list.map(() => n)),
  );
};

/** Reducers that fold one entry wrongly, once, as a bit that flipped would. */
function wrongOnce(subject: string): FoldMaker {
  let done = false;
  const wrap = (fold: Fold): Fold =>
    new Proxy(fold, {
      get(target, name: keyof Fold) {
        if (name !== 'apply') return target[name];
        return (entry: Parameters<Fold['apply']>[0]) => {
          const wrong = !done && entry.subject === subject;
          done ||= wrong;
          target.apply(wrong ? { ...entry, data: { ...entry.data, title: '另一件事' } } : entry);
        };
      },
    });
  return { ...FOLDS, create: () => wrap(FOLDS.create()), restore: (bytes) => wrap(FOLDS.restore(bytes)) };
}

describe('gateways of one log', () => {
  it('find out that one holds another state, and it mends itself from before the fault', async () => {
    const wrong = await startPeer(wrongOnce('X'));
    const right = [await startPeer(), await startPeer()];
    const all = [wrong, ...right];
    const wall = wallAt(wrong.gateway.origin);
    await log.append([received('A')]);
    await tick();
    await eventually(() =>
      expect(Math.max(...(wrong.metrics.gauged.get('state_hash_agreed_position') ?? [0]))).toBeGreaterThan(0),
    );
    await log.append([received('X')]);
    await allAt(all);
    expect(wrong.gateway.site.view.stateHash()).not.toBe(right[0]?.gateway.site.view.stateHash());
    await wrong.gateway.site.saveSnapshot();
    await eventually(async () => {
      await tick();
      expect(mismatches(wrong)).toBe(1);
    });
    await eventually(() => expect(wall.replica.collection('case').get('X')?.title).toBe('井盖破损 X'));
    await allAt(all);
    expect(new Set(all.map(({ gateway }) => gateway.site.view.stateHash())).size).toBe(1);
    expect(wall.heard.at(-1)).toMatchObject({ name: 'reset', message: { reason: 'diverged' } });
    expect(await log.listSnapshots()).toEqual([]);
  });

  it('both build anew when there are only two, and agree again', async () => {
    const wrong = await startPeer(wrongOnce('X'));
    const right = await startPeer();
    await log.append([received('X')]);
    await eventually(async () => {
      await tick();
      expect(mismatches(wrong) + mismatches(right)).toBeGreaterThan(0);
    });
    await eventually(async () => {
      await tick();
      await allAt([wrong, right]);
      expect(wrong.gateway.site.view.stateHash()).toBe(right.gateway.site.view.stateHash());
    });
    const before = mismatches(wrong) + mismatches(right);
    for (let i = 0; i < 5; i += 1) await tick();
    await allAt([wrong, right]);
    expect(mismatches(wrong) + mismatches(right)).toBe(before);
  });

  it('one after the other get new reducers: each wall starts from a snapshot once, and nobody is suspected', async () => {
    const next: FoldMaker = {
      version: FOLDS.version + 1,
      create: () => versioned(FOLDS.create()),
      restore: () => {
        throw new Error('a snapshot of other reducers was read');
      },
    };
    const old = await startPeer();
    const wall = wallAt(old.gateway.origin);
    await log.append([received('A')]);
    await eventually(() => expect(wall.replica.collection('case').size).toBe(1));
    await old.gateway.site.saveSnapshot();
    const fresh = await startPeer(next);
    await tick();
    await allAt([old, fresh]);
    wall.stop();
    const moved = startWall({
      origin: fresh.gateway.origin,
      replica: wall.replica,
    });
    ends.push(moved.stop);
    await log.append([received('B')]);
    await eventually(() => expect([...moved.replica.collection('case').keys()].sort()).toEqual(['A', 'B']));
    moved.connection.stop();
    moved.connection.start();
    await log.append([received('C')]);
    await eventually(() => expect(moved.replica.collection('case').size).toBe(3));
    const modes = moved.heard
      .filter(({ name }) => name === 'hello')
      .map(({ message }) => [(message as Hello).mode, (message as Hello).reason]);
    expect(modes[0]).toEqual(['snapshot', 'schema']);
    expect(moved.connection.counts.snapshots).toBe(1);
    expect(mismatches(old) + mismatches(fresh)).toBe(0);
  });
});

/** A fold of the next reducers: another version, another hash of the same entries. */
function versioned(fold: Fold): Fold {
  const next: Partial<Fold> = {
    reducerVersion: FOLDS.version + 1,
    stateHash: () => `next ${fold.stateHash()}`,
  };
  return new Proxy(fold, { get: (target, name: keyof Fold) => next[name] ?? target[name] });
}
