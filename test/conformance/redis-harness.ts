import { setTimeout as sleep } from 'node:timers/promises';
import { openLog } from '../../gateway/log/open.ts';
import type { TestRedis } from '../support/redis.ts';
import { rewindRedis } from '../support/rewind-redis.ts';
import { START, silent } from './drafts.ts';
import type { Harness } from './harness.ts';

export interface RedisUnderTest {
  readonly url: string;
  /** Names of the sites; each test has one. */
  readonly site: (count: number) => string;
  /** The server that has the entries. */
  readonly server: TestRedis;
  /** Starts it again and waits until it serves. */
  start(): Promise<void>;
  dispose(): Promise<void>;
}

const clock = { now: () => START, simulated: true, rate: 1 };

/** The redis engine against servers that are started already. */
export function redisHarness({ url, site, server, start, dispose }: RedisUnderTest): Harness {
  let count = 0;
  let down = false;
  const openHere = (options = {}) =>
    openLog({
      engine: 'redis',
      site: site(count),
      dataDir: '',
      redisUrl: url,
      clock,
      logger: silent,
      ...options,
    });
  return {
    async open() {
      count++;
      if (down) await start();
      down = false;
      return openHere();
    },
    async reopen(log, options) {
      await log.close();
      return openHere(options);
    },
    async crash(log) {
      await server.kill();
      await start();
      return log;
    },
    async lose(log) {
      await server.client.flushall();
      return log;
    },
    async rewind(log, n) {
      await rewindRedis(server.client, site(count), n);
      return log;
    },
    async takeDown() {
      down = true;
      await server.kill();
    },
    async corruptSnapshot(log, id) {
      await server.client.setrange(`{${site(count)}}:snapshot:${id}:1`, 5, 'damaged');
      return log;
    },
    pass: (ms) => sleep(ms),
    dispose,
  };
}
