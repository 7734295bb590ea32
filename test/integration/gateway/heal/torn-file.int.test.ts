import { statSync, truncateSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventually, numbers, range } from '../../../conformance/drafts.ts';
import { appendOnlyFile } from '../../../fault/core/harm.ts';
import { startTestRedis } from '../../../support/redis.ts';
import { acknowledged, atTheEnd, openHall } from './hall.ts';

describe('a server whose file was torn in the middle of a transaction', () => {
  it('has it written anew, so that a second restart does not bring half of it to life', async () => {
    const redis = await startTestRedis();
    atTheEnd(() => redis.dispose());
    const log = await openHall(redis.url);
    await acknowledged(log, 1, 3);
    await acknowledged(log, 4, 9);
    await redis.kill();
    const file = appendOnlyFile(redis.dir);
    truncateSync(file, statSync(file).size - 30);
    await redis.start();
    await acknowledged(log, 101, 102);
    await eventually(async () =>
      expect(await redis.client.info('persistence')).toMatch(/^aof_last_rewrite_time_sec:\d/m),
    );
    await acknowledged(log, 103, 104);
    await redis.kill();
    await redis.start();
    await acknowledged(log, 105, 105);
    // What reads may be connected again a moment after what writes.
    await eventually(async () => {
      const { entries } = await log.read(0, 100);
      const ids = entries.map(({ id }) => Number(id)).sort((a, b) => a - b);
      expect(ids).toEqual([...range(1, 9), ...range(101, 105)]);
      expect(numbers(entries)).toEqual(range(1, 14));
    });
  });
});
