import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RedisClient, redisClients } from '../../../../gateway/log/redis/client.ts';
import { within } from '../../../../gateway/log/redis/deadline.ts';
import { parseRedisUrl } from '../../../../gateway/log/redis/url.ts';
import { startTestRedis, type TestRedis } from '../../../support/redis.ts';

const COMMAND_MS = 2_000;

let redis: TestRedis;
let client: RedisClient;
beforeEach(async () => {
  redis = await startTestRedis();
  client = redisClients(parseRedisUrl(redis.url), 'k').command('test');
  await client.connect();
});
afterEach(async () => {
  client.disconnect();
  await redis.dispose();
});

/** Keeps this process from doing anything else. */
function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

describe('a pause of this process', () => {
  it('is not taken for one of the server: the reply that lies in the socket counts', async () => {
    const reply = client.set('k', 'v');
    const bounded = within(COMMAND_MS, client.get('k'));
    standStill(COMMAND_MS + 300);
    expect(await reply).toBe('OK');
    expect(await bounded).toBe('v');
  });
});

describe('a pause of the server', () => {
  it('ends a command in time', async () => {
    redis.freeze();
    await expect(client.get('k')).rejects.toThrow('Command timed out');
    redis.thaw();
  });
});
