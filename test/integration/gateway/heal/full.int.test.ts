import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../../../gateway/contract/errors.ts';
import type { Readiness } from '../../../../gateway/contract/http.ts';
import { KEYS, startTestGateway, type TestGateway } from '../../../support/gateway.ts';
import { type HeadlessWall, startWall } from '../../../support/live/wall.ts';
import { startTestRedis } from '../../../support/redis.ts';
import { mountSmall } from '../../../support/small-disk.ts';
import { waitFor } from '../../../support/wait.ts';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const event = (id: string) => ({
  specversion: '1.0',
  id,
  source: 'urn:yitu:test',
  type: 'case.received',
  subject: id,
  time: '2026-11-20T15:19:00+08:00',
  sequence: 1,
  data: { title: `井盖破损 ${id}`, kind: 'FACILITY' },
});

function opened(gateway: TestGateway): { gateway: TestGateway; wall: HeadlessWall } {
  cleanups.push(() => gateway.stop());
  const wall = startWall({ origin: gateway.url, key: KEYS.read });
  cleanups.push(() => wall.stop());
  return { gateway, wall };
}

/** What the gateway says while its log is full, that it loses nothing, and that it goes on by itself. */
async function tellsAndRecovers(
  { gateway, wall }: { gateway: TestGateway; wall: HeadlessWall },
  { fill, free }: { fill: () => Promise<void> | void; free: () => Promise<void> | void },
): Promise<void> {
  expect((await gateway.post('/v1/events', event('before'))).status).toBe(201);
  await waitFor('the wall to be live', () => wall.replica.collection('case').has('before'));
  await fill();
  let tried = 0;
  await waitFor('the gateway to refuse', async () => {
    const answer = await gateway.post('/v1/events', event(`try-${tried++}`));
    if (answer.ok) return false;
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
    return ((await answer.json()) as Problem).code === 'log_full';
  });
  await waitFor('the wall to be told', () => wall.connection.link.logFull === true);
  const full = await gateway.get('/readyz');
  expect(full.status).toBe(503);
  expect(((await full.json()) as Readiness).reasons.join()).toMatch(/the log is full.*(maxmemory|room)/);
  expect(wall.replica.collection('case').has('before')).toBe(true);
  await free();
  await waitFor('the gateway to take in again', async () => {
    return (await gateway.post('/v1/events', event('after'))).ok;
  });
  await waitFor('the gateway to be ready', async () => (await gateway.get('/readyz')).ok);
  await waitFor('the wall to be told', () => wall.connection.link.logFull === false);
  await waitFor('the wall to show it', () => wall.replica.collection('case').has('after'));
  const { entities } = await gateway.state();
  expect(entities.case?.length).toBe(tried + 1);
}

describe('a log without room', () => {
  it('on a Redis server at its memory limit', async () => {
    const redis = await startTestRedis();
    cleanups.push(() => redis.dispose());
    const env = { REDIS_URL: redis.url };
    const parts = opened(await startTestGateway({ engine: 'redis', env }));
    await tellsAndRecovers(parts, {
      fill: async () => void (await redis.client.config('SET', 'maxmemory', '1')),
      free: async () => void (await redis.client.config('SET', 'maxmemory', '0')),
    });
  });

  it('on a disk that is full (a small one is mounted)', async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'yitu-small-'));
    cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
    const disk = await mountSmall(folder, 24);
    if (disk === null)
      return context.skip('a small disk cannot be mounted here: that takes root, and the right');
    cleanups.push(() => disk.unmount());
    const ballast = join(folder, 'ballast');
    const parts = opened(await startTestGateway({ engine: 'sqlite', dataDir: folder }));
    cleanups.splice(cleanups.length - 2, 1, () => parts.gateway.stop(true));
    await tellsAndRecovers(parts, {
      fill: () => disk.fill(ballast),
      free: () => rmSync(ballast),
    });
  });
});
