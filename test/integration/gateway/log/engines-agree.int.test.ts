import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLog } from '../../../../gateway/log/open.ts';
import { draft, drafts, START, silent } from '../../../conformance/drafts.ts';
import { startTestRedis } from '../../../support/redis.ts';

it('gives the same numbers and chain hashes on both engines for the same input', async () => {
  const redis = await startTestRedis();
  const dataDir = await mkdtemp(join(tmpdir(), 'yitu-agree-'));
  const clock = { now: () => START, simulated: true, rate: 1 };
  const shared = { site: 'demo', dataDir, redisUrl: redis.url, clock, logger: silent };
  const engines = [
    await openLog({ engine: 'redis', ...shared }),
    await openLog({ engine: 'sqlite', ...shared }),
  ];
  const batches = [
    drafts(1, 5),
    [draft('3'), draft('甲：乙', { feed: 'alarm', type: 'alarm.raised', digest: 'é' })],
    [draft('4', { digest: 'other' }), ...drafts(6, 60, { feed: 'terminal', type: 'terminal.located' })],
  ];
  try {
    const chains = await Promise.all(
      engines.map(async (log) => {
        const results = [];
        for (const batch of batches) results.push(...(await log.append(batch)).outcomes);
        return results.map(({ status, position }) => [status, position.n, position.h]);
      }),
    );
    expect(chains[0]).toEqual(chains[1]);
    expect(chains[0]).toHaveLength(63);
  } finally {
    await Promise.all(engines.map((log) => log.close()));
    await redis.dispose();
    await rm(dataDir, { recursive: true, force: true });
  }
});
