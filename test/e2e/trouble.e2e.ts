import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewer, type Viewer } from '../support/browser.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { waitFor } from '../support/wait.ts';

const pidIn = (file: string) => (JSON.parse(readFileSync(file, 'utf8')) as { pid: number }).pid;
const link = (viewer: Viewer) => viewer.page.locator('html').getAttribute('data-link');
const place = async (viewer: Viewer) =>
  Number(await viewer.page.locator('html').getAttribute('data-position'));

describe('a wall in trouble', () => {
  let stack: Stack;
  let wall: Viewer;

  beforeAll(async () => {
    stack = await startStack({ engine: 'redis' });
    wall = await openViewer(`${stack.url}/?map=off`);
    await waitFor('a live wall', async () => (await link(wall)) === 'live', 60_000);
    const missing = () =>
      wall.page.evaluate(() => [...document.fonts].filter((face) => face.status !== 'loaded').length);
    await waitFor(
      'every face, so that later words can be drawn',
      async () => (await missing()) === 0,
      60_000,
    );
  });
  afterAll(async () => {
    await wall?.close();
    await stack?.stop();
  });

  it('says that it is stale while its gateway hangs, and since when, and is live again afterwards', async () => {
    const pid = pidIn(join(stack.dataDir, 'gateway.json'));
    process.kill(pid, 'SIGSTOP');
    try {
      await waitFor('the wall to be stale', async () => (await link(wall)) === 'stale', 20_000);
      await wall.shoot('stale');
      expect(await wall.page.locator('body').innerText()).toMatch(/\d{2}:\d{2}:\d{2}/);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await waitFor('the wall to be live again', async () => (await link(wall)) === 'live', 30_000);
  });

  it('goes on after its Redis was killed: what was acknowledged is there, once', async () => {
    const event = {
      specversion: '1.0',
      id: 'redis-1',
      source: 'urn:yitu:example',
      type: 'case.received',
      subject: 'redis-1',
      time: '2026-11-20T15:19:00+08:00',
      sequence: 1,
      data: { title: '井盖破损', kind: 'FACILITY', location: { lng: 103.82, lat: 25.6 } },
    };
    expect((await stack.post(event)).status).toBe(201);
    process.kill(pidIn(join(stack.dataDir, 'redis', 'child.json')), 'SIGKILL');
    await waitFor(
      'the log to take events again',
      async () => (await stack.post({ ...event, id: 'redis-2', subject: 'redis-2' })).ok,
      30_000,
    );
    expect((await stack.post(event)).status).toBe(200);
    const { n } = await stack.state();
    await waitFor('the wall to catch up', async () => (await place(wall)) >= n, 20_000);
    const ids = (await stack.state()).entities.case.map((item) => item.id);
    expect(ids.filter((id) => id.startsWith('redis-')).sort()).toEqual(['redis-1', 'redis-2']);
  });

  it('shows a clear sentence for a wall that does not exist', async () => {
    const lost = await openViewer(`${stack.url}/?wall=no-such-wall`);
    try {
      const text = await waitFor('the sentence', async () => {
        const shown = await lost.page.locator('body').innerText();
        return shown.includes('no-such-wall') ? shown : null;
      });
      expect(text).toContain('hall-1080p');
      await lost.shoot('unknown-wall');
    } finally {
      await lost.close();
    }
  });
});
