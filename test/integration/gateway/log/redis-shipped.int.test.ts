import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import { openLog } from '../../../../gateway/log/open.ts';
import type { EventLog } from '../../../../gateway/log/port.ts';
import { drafts, range, START, silent } from '../../../conformance/drafts.ts';
import { startTestRedis } from '../../../support/redis.ts';
import { waitFor } from '../../../support/wait.ts';

const endings: (() => Promise<void>)[] = [];

function later<Opened extends { dispose(): Promise<void> }>(opened: Opened): Opened {
  endings.push(() => opened.dispose());
  return opened;
}

async function open(port: number): Promise<EventLog> {
  const log = await openLog({
    engine: 'redis',
    site: 'hall',
    dataDir: '',
    redisUrl: `redis://yitu:change-me-gateway@127.0.0.1:${port}`,
    clock: { now: () => START, simulated: true, rate: 1 },
    logger: silent,
  });
  endings.push(() => log.close());
  return log;
}

async function signIn(port: number, username: string, password: string): Promise<Redis> {
  const client = new Redis({ port, host: '127.0.0.1', username, password, lazyConnect: true });
  endings.push(async () => client.disconnect());
  await client.connect();
  return client;
}

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const AS_REPLICA = ['--masteruser', 'replica', '--masterauth', 'change-me-replica'];

describe('replicated.conf with the shipped accounts', () => {
  it('acknowledges what the replica has, and both keep it over a restart', async () => {
    const shipped = { file: 'replicated.conf', accounts: true } as const;
    const master = later(await startTestRedis(AS_REPLICA, shipped));
    const following = ['--replicaof', '127.0.0.1', String(master.port)];
    const replica = later(await startTestRedis([...AS_REPLICA, ...following], shipped));
    // Until a replica is good, the server lets nothing be written, the first epoch included.
    const log = await waitFor('a log that may be opened', () => open(master.port));
    await waitFor('a replica in step', async () => (await log.append(drafts(1, 20))).durability === 'fsync');
    expect(await replica.client.xlen('{hall}:case')).toBe(20);
    await Promise.all([replica.kill(), master.kill()]);
    await Promise.all([master.start(), replica.start()]);
    await waitFor(
      'both again',
      async () => (await log.append(drafts(1, 21))).outcomes.at(-1)?.status === 'new',
    );
    expect((await log.read(0, 50)).entries.map(({ n }) => n)).toEqual(range(1, 21));
    expect(await replica.client.xlen('{hall}:case')).toBe(21);
  });
});

describe('the shipped accounts', () => {
  it('let a person look at the feeds, and no more', async () => {
    const server = later(await startTestRedis([], { accounts: true }));
    const log = await open(server.port);
    await log.append(drafts(1, 3));
    await log.secret('tokens');
    const looker = await signIn(server.port, 'looker', 'change-me-looker');
    expect(await looker.xlen('{hall}:case')).toBe(3);
    expect(await looker.xrange('{hall}:case', '-', '+', 'COUNT', 1)).toHaveLength(1);
    await expect(looker.hgetall('{hall}:secrets')).rejects.toThrow(/NOPERM/);
    await expect(looker.xadd('{hall}:case', '*', 'a', 'b')).rejects.toThrow(/NOPERM/);
  });

  it('keep the gateway to its own keys, and away from what ends a log', async () => {
    const server = later(await startTestRedis([], { accounts: true }));
    const gateway = await signIn(server.port, 'yitu', 'change-me-gateway');
    await expect(gateway.set('other', '1')).rejects.toThrow(/NOPERM/);
    for (const harm of [
      ['FLUSHALL'],
      ['CONFIG', 'SET', 'appendonly', 'no'],
      ['KEYS', '*'],
      ['SHUTDOWN'],
    ] as const) {
      const [name, ...values] = harm;
      await expect(gateway.call(name, ...values)).rejects.toThrow(/NOPERM/);
    }
  });

  it('leave nobody in without a name', async () => {
    const server = later(await startTestRedis([], { accounts: true }));
    await expect(
      openLog({
        engine: 'redis',
        site: 'hall',
        dataDir: '',
        redisUrl: server.url,
        clock: { now: () => START, simulated: true, rate: 1 },
        logger: silent,
      }),
    ).rejects.toThrow(/NOAUTH.*user, password/);
  });
});
