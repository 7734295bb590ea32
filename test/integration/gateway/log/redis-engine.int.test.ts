import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLog } from '../../../../gateway/log/open.ts';
import type { EventLog } from '../../../../gateway/log/port.ts';
import { markOf, siteKeys } from '../../../../gateway/log/redis/keys.ts';
import {
  BEFORE_ALL,
  collect,
  draft,
  drafts,
  eventually,
  range,
  START,
  silent,
} from '../../../conformance/drafts.ts';
import { startTestRedis, type TestRedis } from '../../../support/redis.ts';

let redis: TestRedis;
let log: EventLog;
let site = 0;
const opened: EventLog[] = [];
const key = (name: string) => `{s${site}}:${name}`;
const clock = { now: () => START, simulated: true, rate: 1 };

async function open(options = {}): Promise<EventLog> {
  const handle = await openLog({
    engine: 'redis',
    site: `s${site}`,
    dataDir: '',
    redisUrl: redis.url,
    clock,
    logger: silent,
    ...options,
  });
  opened.push(handle);
  return handle;
}

beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis.dispose());
beforeEach(async () => {
  site++;
  log = await open();
});
afterEach(async () => {
  // Whatever a test that failed has left behind: the next one, or the same one again, needs a server that is well.
  redis.thaw();
  await redis.client.config('SET', 'maxmemory', '0');
  await Promise.all(opened.splice(0).map((handle) => handle.close()));
});

describe('what an operator sees with redis-cli', () => {
  it('is one stream per feed with readable fields', async () => {
    await log.append([draft('1', { area: 'V-7', flags: ['clock_skew'] }), draft('2')]);
    expect(await redis.client.xlen(key('case'))).toBe(2);
    const [[id, fields] = []] = await redis.client.xrange(key('case'), '-', '+', 'COUNT', 1);
    const head = await log.entryAt(1);
    expect(id).toBe('1-0');
    expect(fields?.join(' ')).toBe(
      `n 1 e ${head?.e} h ${head?.h} id 1 source urn:yitu:test subject CASE-1 type case.received v 1 ` +
        'time 2027-03-01T01:00:00.000Z received 2027-03-01T01:00:00.250Z sequence 1 producer desk epoch 0 ' +
        'reality simulated area V-7 flags clock_skew data {"title":"井盖破损","kind":"FACILITY"} ' +
        'digest digest of 1',
    );
  });

  it('keeps no dedupe mark of a trimmed entry', async () => {
    await log.append(drafts(1, 20));
    expect(await redis.client.keys(key('seen:*'))).not.toEqual([]);
    await log.trim('case', START + 1_000);
    expect(await redis.client.keys(key('seen:*'))).toEqual([]);
  });

  it('keeps a mark in 40 bytes and less', async () => {
    const marks = 100_000;
    const keys = siteKeys(`s${site}`);
    const commands = redis.client.pipeline();
    for (const i of range(1, marks)) {
      const mark = markOf('urn:yitu:test', String(i));
      commands.hset(keys.bucket(mark), mark.field, i * 16);
    }
    await commands.exec();
    const { bytes } = await log.dedupeSize();
    expect(bytes / marks).toBeGreaterThan(10);
    expect(bytes / marks).toBeLessThan(40);
  });
});

describe('two gateways on one log', () => {
  it('append the same events once and see the same order', async () => {
    const other = await open();
    const mine = collect(log);
    const theirs = collect(other);
    await Promise.all(
      range(0, 29).flatMap((i) => {
        const batch = drafts(i * 4 + 1, i * 4 + 8);
        return [log.append(batch), other.append(batch)];
      }),
    );
    await eventually(() => expect([mine.entries.length, theirs.entries.length]).toEqual([124, 124]));
    expect(mine.numbers()).toEqual(range(1, 124));
    expect(mine.entries).toEqual(theirs.entries);
    expect(new Set(mine.entries.map((entry) => entry.id)).size).toBe(124);
  });
});

describe('a server in trouble', () => {
  it('that lost everything is told to a live follower as another epoch', async () => {
    await log.append(drafts(1, 3));
    const follower = collect(log);
    await eventually(() => expect(follower.entries).toHaveLength(3));
    await redis.client.flushall();
    await eventually(() => expect(follower.reasons).toEqual(['epoch']));
  });

  it('that hangs is reported in time, and nothing is written twice when it goes on', async () => {
    await log.append(drafts(1, 3));
    const follower = collect(log);
    await eventually(() => expect(follower.entries).toHaveLength(3));
    redis.freeze();
    const since = performance.now();
    await expect(log.append(drafts(4, 6))).rejects.toMatchObject({ code: 'log_unavailable' });
    // 5 s by the clock of the engine; the rest is a machine that others use too.
    expect(performance.now() - since).toBeLessThan(8_000);
    await expect(log.read(0, 5)).rejects.toMatchObject({ code: 'log_unavailable' });
    expect(log.healthy()).toBe(false);
    await eventually(() => expect(follower.health).toEqual([true, false]));
    redis.thaw();
    await eventually(() => expect(log.healthy()).toBe(true));
    await log.append(drafts(4, 6));
    await eventually(() => expect(follower.numbers()).toEqual(range(1, 6)));
    expect(follower.reasons).toEqual([]);
  });

  it('that dies and returns flips health for writer and follower', async () => {
    const follower = collect(log);
    await eventually(() => expect(follower.health).toEqual([true]));
    await redis.kill();
    await eventually(() => expect(log.healthy()).toBe(false));
    await eventually(() => expect(follower.health).toEqual([true, false]));
    await redis.start();
    await eventually(() => expect(log.healthy()).toBe(true));
    await eventually(() => expect(follower.health).toEqual([true, false, true]));
    expect((await log.append([draft('1')])).durability).toBe('fsync');
  });

  it('that is full refuses, says how to fix it, and is well again afterwards', async () => {
    await redis.client.config('SET', 'maxmemory', '1');
    await expect(log.append([draft('1')])).rejects.toThrow(/OOM.*raise maxmemory/);
    expect(log.healthy()).toBe(false);
    await redis.client.config('SET', 'maxmemory', '0');
    await eventually(() => expect(log.healthy()).toBe(true));
    expect((await log.append([draft('1')])).outcomes[0]?.position.n).toBe(1);
  });

  it('that forgot the scripts gets them again', async () => {
    await log.append([draft('1')]);
    await redis.client.script('FLUSH');
    expect((await log.append([draft('2')])).outcomes[0]?.position.n).toBe(2);
  });

  it('that hangs already when it is opened is given up on', async () => {
    redis.freeze();
    const since = performance.now();
    await Promise.all(
      [redis.url, 'redis+sentinel://127.0.0.1:1/hall', 'redis+cluster://127.0.0.1:1'].map((redisUrl) =>
        expect(open({ redisUrl })).rejects.toMatchObject({ code: 'log_unavailable' }),
      ),
    );
    expect(performance.now() - since).toBeLessThan(9_000);
    redis.thaw();
    await eventually(async () => expect((await log.head()).n).toBe(0));
  });

  it('that wants a password is named with what to check', async () => {
    const guarded = await startTestRedis();
    try {
      await guarded.client.config('SET', 'requirepass', 'geheim');
      await expect(open({ redisUrl: guarded.url })).rejects.toThrow(/NOAUTH.*user, password/);
      const { port } = new URL(guarded.url);
      expect((await open({ redisUrl: `redis://:geheim@127.0.0.1:${port}` })).healthy()).toBe(true);
    } finally {
      await guarded.dispose();
    }
  });

  it('that cannot be reached at the start is named without its password', async () => {
    const opening = open({ redisUrl: 'redis://user:geheim@127.0.0.1:1' });
    await expect(opening).rejects.toThrow(/redis:\/\/127\.0\.0\.1:1: .*check that it runs/);
    await expect(opening).rejects.not.toThrow(/geheim/);
  });
});

describe('foreign hands in the log', () => {
  it('a foreign entry in a stream stops that feed alone and says how to remove it', async () => {
    await log.append([draft('1')]);
    await redis.client.xadd(key('case'), '*', 'data', 'nonsense');
    await expect(log.append([draft('2')])).rejects.toThrow(/XDEL.*XSETID/);
    const alarm = draft('3', { feed: 'alarm', type: 'alarm.raised' });
    expect((await log.append([alarm])).outcomes[0]?.position.n).toBe(2);
    const follower = collect(log);
    await eventually(() => expect(follower.numbers()).toEqual([1, 2]));
  });

  it('an entry with unreadable data is delivered for quarantine', async () => {
    await log.append([draft('1')]);
    await redis.client.xadd(key('case'), '2-0', 'type', 'case.received', 'data', '[oops');
    await redis.client.hset(key('meta'), 'n', 2);
    const { entries } = await log.read(0, 5);
    expect(entries[1]).toMatchObject({ n: 2, type: 'case.received', v: Number.MAX_SAFE_INTEGER, data: {} });
  });

  it('a hole that trimming did not make is an error, never passed over', async () => {
    await log.append(drafts(1, 5));
    await redis.client.xdel(key('case'), '3-0');
    expect((await log.read(0, 10)).entries.map(({ n }) => n)).toEqual([1, 2]);
    await expect(log.read(2, 10)).rejects.toThrow(/Entry 3 .* is missing.*horizon/);
    await redis.client.hset(key('meta'), 'horizon', 3);
    expect((await log.read(2, 10)).entries.map(({ n }) => n)).toEqual([4, 5]);
  });

  it('a lost meta key starts a new epoch at the old number, and readers go on', async () => {
    await log.append(drafts(1, 3));
    const before = await log.head();
    await redis.client.del(key('meta'));
    const { outcomes } = await log.append([draft('4')]);
    expect(outcomes[0]?.position.n).toBe(4);
    expect(outcomes[0]?.position.e).not.toBe(before.e);
    expect((await log.epochs()).at(-1)).toMatchObject({ forkN: 3, forkH: before.h, reason: 'meta' });
    const follower = collect(log, before);
    await eventually(() => expect(follower.numbers()).toEqual([4]));
    expect(follower.reasons).toEqual([]);
    expect((await log.read(BEFORE_ALL.n, 10)).entries).toHaveLength(4);
  });
});

describe('durability', () => {
  it.each([
    [['--appendfsync', 'everysec'], undefined, 'os'],
    [['--appendonly', 'no'], undefined, 'memory'],
    [['--rename-command', 'CONFIG', ''], undefined, 'memory'],
    [['--rename-command', 'CONFIG', ''], 'os', 'os'],
  ] as const)('with %j and %s declared is %s', async (settings, declaredDurability, expected) => {
    const server = await startTestRedis(settings);
    try {
      const handle = await open({ redisUrl: server.url, declaredDurability });
      expect((await handle.append([draft('1')])).durability).toBe(expected);
    } finally {
      await server.dispose();
    }
  });
});
