import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import type { ErasureReply } from '../../../../gateway/contract/erasures.ts';
import { KEYS, startTestGateway, type TestGateway } from '../../../support/gateway.ts';
import { startWall } from '../../../support/live/wall.ts';
import { startTestRedis } from '../../../support/redis.ts';
import { waitFor } from '../../../support/wait.ts';

const run = promisify(execFile);
const SECRET = '不该留下的话';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const event = (
  id: string,
  changes: { type?: string; subject?: string; data?: object; sequence?: number } = {},
) => ({
  specversion: '1.0',
  id,
  source: 'urn:yitu:test',
  type: 'case.received',
  subject: id,
  time: '2026-11-20T15:19:00+08:00',
  sequence: 1,
  data: { title: `井盖破损 ${id}`, kind: 'FACILITY' },
  ...changes,
});

/** Files below a folder that hold the words anywhere. */
async function filesWith(words: string, folder: string): Promise<string> {
  const found = await run('grep', ['-rla', words, folder]).catch((error: { code: number }) => {
    if (error.code === 1) return { stdout: '' };
    throw error;
  });
  return found.stdout;
}

interface Installation {
  readonly gateways: readonly TestGateway[];
  /** Where the log lies on the disk. */
  readonly folder: string;
  restart(): Promise<TestGateway>;
}

async function erasesEverywhere({ gateways, folder, restart }: Installation): Promise<void> {
  const [first] = gateways as [TestGateway];
  const wall = startWall({ origin: first.url, key: KEYS.read });
  cleanups.push(() => wall.stop());
  await first.post('/v1/events', event('stays'));
  await first.post('/v1/events', event('goes', { data: { title: `${SECRET} 一`, kind: 'DISPUTE' } }));
  const step = { type: 'case.progressed', subject: 'stays', sequence: 2, data: { note: `${SECRET} 二` } };
  await first.post('/v1/events', event('step', step));
  await first.post('/v1/events', event('goes', { data: { title: `${SECRET} 三`, kind: 'DISPUTE' } }));
  await waitFor('the wall to show both', () => wall.replica.collection('case').size === 2);
  const names = ['goes', 'step', 'none'].map((id) => ({ source: 'urn:yitu:test', id }));
  const answer = await first.post('/v1/erasures', { reason: '误报', entries: names }, { key: KEYS.admin });
  expect(answer.status).toBe(200);
  const reply = (await answer.json()) as ErasureReply;
  expect(reply.erased.map(({ id }) => id).toSorted()).toEqual(['goes', 'step']);
  expect(reply.missing).toEqual([{ source: 'urn:yitu:test', id: 'none' }]);
  expect(reply.deadLetters).toBe(1);
  await waitFor('the wall to forget', () => [...wall.replica.collection('case').keys()].join() === 'stays');
  for (const gateway of gateways) {
    await waitFor('the gateway to forget', async () => {
      const detail = await (await gateway.get('/v1/cases/stays')).text();
      const state = JSON.stringify(await gateway.state());
      return !state.includes(SECRET) && !detail.includes(SECRET) && detail.includes('stays');
    });
  }
  const again = await first.post(
    '/v1/events',
    event('goes', { data: { title: `${SECRET} 一`, kind: 'DISPUTE' } }),
  );
  expect(again.status).toBe(200);
  await waitFor('the files to hold nothing of it', async () => (await filesWith(SECRET, folder)) === '');
  const later = await restart();
  const state = await later.state();
  expect(JSON.stringify(state)).not.toContain(SECRET);
  expect(state.entities.case).toHaveLength(1);
}

describe('what an administrator erases is nowhere any more', () => {
  it('with the embedded log', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'yitu-erase-'));
    cleanups.push(() => rmSync(dataDir, { recursive: true, force: true }));
    const gateway = await startTestGateway({ engine: 'sqlite', dataDir });
    let running = gateway;
    cleanups.push(() => running.stop(true));
    await erasesEverywhere({
      gateways: [gateway],
      folder: dataDir,
      async restart() {
        await gateway.stop(true);
        running = await startTestGateway({ engine: 'sqlite', dataDir });
        return running;
      },
    });
  });

  it('with Redis under two gateways', async () => {
    const redis = await startTestRedis();
    cleanups.push(() => redis.dispose());
    const env = { REDIS_URL: redis.url };
    const open = async () => {
      const gateway = await startTestGateway({ engine: 'redis', env });
      cleanups.push(() => gateway.stop());
      return gateway;
    };
    const [, folder = ''] = (await redis.client.config('GET', 'dir')) as string[];
    await erasesEverywhere({ gateways: [await open(), await open()], folder, restart: open });
  });

  it('only the administrator may', async () => {
    const gateway = await startTestGateway({ engine: 'sqlite' });
    cleanups.push(() => gateway.stop());
    const entries = [{ source: 'urn:yitu:test', id: '1' }];
    const body = { reason: '误报', entries };
    for (const key of [KEYS.read, KEYS.producer, KEYS.visitor]) {
      expect((await gateway.post('/v1/erasures', body, { key })).status).toBe(403);
    }
    expect((await gateway.post('/v1/erasures', { entries }, { key: KEYS.admin })).status).toBe(400);
  });
});
