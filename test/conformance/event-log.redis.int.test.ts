import { setTimeout as sleep } from 'node:timers/promises';
import { openLog } from '../../gateway/log/open.ts';
import { startTestRedis } from '../support/redis.ts';
import { rewindRedis } from '../support/rewind-redis.ts';
import { START, silent } from './drafts.ts';
import { describeEventLog } from './event-log.suite.ts';
import type { Harness } from './harness.ts';

async function startRedis(): Promise<Harness> {
  const redis = await startTestRedis();
  let count = 0;
  let down = false;
  const clock = { now: () => START, simulated: true, rate: 1 };
  const site = () => `site${count}`;
  const openHere = (options = {}) =>
    openLog({
      engine: 'redis',
      site: site(),
      dataDir: '',
      redisUrl: redis.url,
      clock,
      logger: silent,
      ...options,
    });
  return {
    async open() {
      count++;
      if (down) await redis.start();
      down = false;
      return openHere();
    },
    async reopen(log, options) {
      await log.close();
      return openHere(options);
    },
    async crash(log) {
      await redis.kill();
      await redis.start();
      return log;
    },
    async lose(log) {
      await redis.client.flushall();
      return log;
    },
    async rewind(log, n) {
      await rewindRedis(redis.client, site(), n);
      return log;
    },
    async takeDown() {
      down = true;
      await redis.kill();
    },
    async corruptSnapshot(log, id) {
      await redis.client.setrange(`{${site()}}:snapshot:${id}:1`, 5, 'damaged');
      return log;
    },
    pass: (ms) => sleep(ms),
    dispose: () => redis.dispose(),
  };
}

describeEventLog('redis', startRedis);
