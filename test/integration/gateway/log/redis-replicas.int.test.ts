import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openLog } from '../../../../gateway/log/open.ts';
import type { EventLog } from '../../../../gateway/log/port.ts';
import { draft, drafts, eventually, range, START, silent } from '../../../conformance/drafts.ts';
import { startTestRedis } from '../../../support/redis.ts';
import { startReplicated } from '../../../support/redis-topology.ts';

const clock = { now: () => START, simulated: true, rate: 1 };
const endings: (() => Promise<void>)[] = [];

function later<Opened extends { dispose(): Promise<void> }>(opened: Opened): Opened {
  endings.push(() => opened.dispose());
  return opened;
}

async function open(redisUrl: string, options = {}): Promise<EventLog> {
  const log = await openLog({
    engine: 'redis',
    site: 'hall',
    dataDir: '',
    redisUrl,
    clock,
    logger: silent,
    ...options,
  });
  endings.push(() => log.close());
  return log;
}

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const DEMANDING = ['--min-replicas-to-write', '1', '--min-replicas-max-lag', '10'];

describe('a server with a replica that nothing waits for', () => {
  it('is told of, once, until it demands the replica', async () => {
    const { master, replica } = later(await startReplicated(['--min-replicas-to-write', '0']));
    const warned: string[] = [];
    const log = await open(master.url, {
      logger: { ...silent, warn: (words: string) => void warned.push(words) },
    });
    await eventually(() => expect(log.unguarded()).toBe(true));
    expect(warned).toEqual([expect.stringContaining('min-replicas-to-write is 0')]);
    await master.client.config('SET', 'min-replicas-to-write', '1');
    await eventually(() => expect(log.unguarded()).toBe(false));
    expect(warned).toHaveLength(1);
    expect(await replica.client.ping()).toBe('PONG');
  });
});

describe('an append where the server demands a replica', () => {
  it.each([
    ['always', 'fsync'],
    ['everysec', 'replica'],
  ])('with appendfsync %s is acknowledged as %s when the replica has it', async (appendfsync, level) => {
    const { master, replica } = later(await startReplicated([...DEMANDING, '--appendfsync', appendfsync]));
    const log = await open(master.url);
    const results = await Promise.all(range(0, 19).map((i) => log.append(drafts(i * 5 + 1, i * 5 + 5))));
    // At the very instant of the acknowledgement, without waiting.
    expect(await replica.client.xlen('{hall}:case')).toBe(100);
    expect(new Set(results.map(({ durability }) => durability))).toEqual(new Set([level]));
    expect(log.durability()).toBe(level);
  });

  it('promises nothing within 5 s while the replica hangs, and the same batch is once in the log afterwards', async () => {
    const { master, replica } = later(await startReplicated(DEMANDING));
    const log = await open(master.url);
    await log.append([draft('1')]);
    replica.freeze();
    try {
      const since = performance.now();
      const refused = expect.objectContaining({
        code: 'log_unavailable',
        message: expect.stringMatching(/0 of 1 .*replicas/),
      });
      await expect(Promise.all(range(1, 8).map((i) => log.append(drafts(i * 2, i * 2 + 1))))).rejects.toEqual(
        refused,
      );
      // 5 s by the clock of the engine; the rest is a machine that others use too.
      expect(performance.now() - since).toBeLessThan(8_000);
      // It is written on the master: a repetition from a fresh connection must not take that for an acknowledgement.
      const fresh = await open(master.url);
      await expect(fresh.append(drafts(2, 3))).rejects.toEqual(refused);
      expect(log.healthy()).toBe(false);
    } finally {
      replica.thaw();
    }
    await eventually(async () => expect((await log.append(drafts(2, 3))).outcomes).toHaveLength(2));
    await eventually(() => expect(log.healthy()).toBe(true));
    const { entries } = await log.read(0, 100);
    expect(entries.map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual(range(1, 17));
  });

  it('is refused at once when the replica is gone, and goes on when it is back', async () => {
    const { master, replica } = later(await startReplicated(DEMANDING));
    const log = await open(master.url);
    await log.append([draft('1')]);
    await replica.kill();
    await eventually(() => expect(log.append([draft('2')])).rejects.toThrow(/NOREPLICAS.*bring one back/));
    await replica.start();
    await eventually(async () => expect((await log.append([draft('2')])).durability).toBe('fsync'));
  });

  it('follows a change of the settings while it runs', async () => {
    const { master } = later(await startReplicated([]));
    const log = await open(master.url);
    expect(log.durability()).toBe('fsync');
    await master.client.config('SET', 'appendfsync', 'everysec', 'min-replicas-to-write', '1');
    await eventually(async () => expect((await log.append([draft('1')])).durability).toBe('replica'));
  });
});

describe('a declared level where CONFIG is forbidden', () => {
  const mute = ['--rename-command', 'CONFIG', ''];

  it('replica is waited for', async () => {
    const { master, replica } = later(await startReplicated(mute));
    const log = await open(master.url, { declaredDurability: 'replica' });
    expect((await log.append(drafts(1, 3))).durability).toBe('replica');
    expect(await replica.client.xlen('{hall}:case')).toBe(3);
  });

  it('replica without a replica promises nothing', async () => {
    const alone = later(await startTestRedis(mute));
    const log = await open(alone.url, { declaredDurability: 'replica' });
    await expect(log.append([draft('1')])).rejects.toThrow(/0 of 1 .*replicas/);
  });
});

describe('what was erased', () => {
  const SECRET = '不该留下的话';
  const holdsIt = async (dir: string) => {
    const files = await readdir(dir, { recursive: true, withFileTypes: true });
    const texts = files
      .filter((file) => file.isFile())
      .map((file) => readFile(join(file.parentPath, file.name)));
    return (await Promise.all(texts)).some((text) => text.includes(SECRET));
  };

  it('leaves the files of the replica too, and a replica that does not answer is named', async () => {
    const { master, replica } = later(await startReplicated(['--min-replicas-to-write', '0']));
    const log = await open(master.url);
    await log.append([draft('1', { data: { title: SECRET } }), draft('2')]);
    await eventually(async () => expect(await holdsIt(replica.dir)).toBe(true));
    await log.erase([{ source: 'urn:yitu:test', id: '1' }]);
    expect(await log.purge()).toEqual([]);
    await eventually(async () => {
      expect(await holdsIt(master.dir)).toBe(false);
      expect(await holdsIt(replica.dir)).toBe(false);
    });
    expect(await replica.client.xlen('{hall}:case')).toBe(2);
    replica.freeze();
    expect(await log.purge()).toEqual([`127.0.0.1:${replica.port}`]);
    replica.thaw();
  });
});
