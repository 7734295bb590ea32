import { statSync, truncateSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { openLog } from '../../../../gateway/log/open.ts';
import { drafts, eventually, numbers, range, START, silent } from '../../../conformance/drafts.ts';
import { appendOnlyFile } from '../../../fault/core/harm.ts';
import { startTestRedis } from '../../../support/redis.ts';
import { waitFor } from '../../../support/wait.ts';

const clock = { now: () => START, simulated: true, rate: 1 };
const endings: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

describe('a server whose file was torn in the middle of a transaction', () => {
  it('has it written anew, so that a second restart does not bring half of it to life', async () => {
    const redis = await startTestRedis();
    endings.push(() => redis.dispose());
    const options = { engine: 'redis', site: 'hall', dataDir: '', redisUrl: redis.url } as const;
    const log = await openLog({ ...options, clock, logger: silent });
    endings.push(() => log.close());
    const appended = (from: number, to: number) =>
      waitFor(`${from} to be acknowledged`, () =>
        log.append(drafts(from, to)).then(
          () => true,
          () => false,
        ),
      );
    await appended(1, 3);
    await appended(4, 9);
    await redis.kill();
    const file = appendOnlyFile(redis.dir);
    truncateSync(file, statSync(file).size - 30);
    await redis.start();
    await appended(101, 102);
    await eventually(async () =>
      expect(await redis.client.info('persistence')).toMatch(/^aof_last_rewrite_time_sec:\d/m),
    );
    await appended(103, 104);
    await redis.kill();
    await redis.start();
    await appended(105, 105);
    const { entries } = await log.read(0, 100);
    expect(entries.map(({ id }) => Number(id))).toEqual([...range(1, 3), ...range(101, 105)]);
    expect(numbers(entries)).toEqual(range(1, 8));
  });
});
