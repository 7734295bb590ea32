import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewer, type Viewer } from '../support/browser.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { waitFor } from '../support/wait.ts';

/** Longer than three missed heartbeats. */
const ASLEEP_MS = 9_000;
/** A step of a gateway or a browser on a slow machine. */
const SLOW_MS = 180_000;
/** What a night has received by the time that a slow machine looks; the evening before has several times as many. */
const YOUNG = 20;
const pidIn = (file: string) => (JSON.parse(readFileSync(file, 'utf8')) as { pid: number }).pid;
const link = (viewer: Viewer) => viewer.page.locator('html').getAttribute('data-link');
const place = async (viewer: Viewer) =>
  Number(await viewer.page.locator('html').getAttribute('data-position'));

describe('a wall in trouble', () => {
  let stack: Stack;
  let wall: Viewer;
  let tries = 0;

  beforeAll(async () => {
    stack = await startStack({ engine: 'redis' });
    wall = await openViewer(`${stack.url}/?map=off`);
    await waitFor('a live wall', async () => (await link(wall)) === 'live', SLOW_MS);
    const missing = () =>
      wall.page.evaluate(() => [...document.fonts].filter((face) => face.status !== 'loaded').length);
    await waitFor(
      'every face, so that later words can be drawn',
      async () => (await missing()) === 0,
      SLOW_MS,
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
      await waitFor('the wall to be stale', async () => (await link(wall)) === 'stale', SLOW_MS);
      await wall.shoot('stale');
      expect(await wall.page.locator('body').innerText()).toMatch(/已断开\s*(?:不到)?\d+\s*分钟/);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await waitFor('the wall to be live again', async () => (await link(wall)) === 'live', SLOW_MS);
  });

  it('loads by itself when all of the page but its document was lost on the way', async () => {
    const page = await wall.page.context().newPage();
    let lost = true;
    await page.route('**/assets/**', (route) => (lost ? route.abort('connectionreset') : route.continue()));
    try {
      await page.goto(`${stack.url}/?map=off&page=1`);
      await waitFor('words on the page that is not there', async () =>
        /没有载全.+trying again/.test(await page.locator('body').innerText()),
      );
      lost = false;
      await waitFor(
        'the wall, without anybody doing anything',
        async () => (await page.locator('html').getAttribute('data-link')) === 'live',
        SLOW_MS,
      );
    } finally {
      await page.close();
    }
  });

  it('draws its map without a file that cannot be read, says which, and has it once it can', async () => {
    const page = await wall.page.context().newPage();
    const layer = '**/villages.geojson';
    await page.route(layer, (route) => route.fulfill({ status: 503 }));
    const raised = {
      specversion: '1.0',
      id: 'unread-layer',
      source: 'urn:yitu:example',
      type: 'alarm.raised',
      subject: 'unread-layer',
      time: (await stack.state()).at,
      sequence: 1,
      data: {
        type: 'GAS',
        priority: 'P1',
        title: '燃气浓度报警',
        location: { lng: 103.82, lat: 25.6 },
      },
    };
    try {
      const reply = await stack.post(raised);
      expect(reply.status, await reply.text()).toBe(201);
      await page.goto(`${stack.url}/?page=1`);
      const drawn = page.locator('.map[data-drawn="true"]');
      await waitFor('the map', () => drawn.count(), SLOW_MS);
      const note = page.locator('[data-map-state="partial"]');
      expect(await note.innerText()).toBe('村社区界读不到 · 重试中');
      await waitFor(
        'the alarm P1 on it',
        async () =>
          /^p1 alarm:/m.test((await page.locator('.map-host [data-marks]').getAttribute('data-marks')) ?? ''),
        SLOW_MS,
      );
      expect(await page.locator('[data-map-state="fault"]').count()).toBe(0);
      await page.unroute(layer);
      await waitFor(
        'all of the map',
        async () => (await note.count()) === 0 && (await drawn.count()) === 1,
        SLOW_MS,
      );
    } finally {
      await page.close();
    }
  });

  it('says under an id that the outline of the county cannot be read, tries again, and has its map once it can', async () => {
    const page = await wall.page.context().newPage();
    const layer = '**/county.geojson';
    await page.route(layer, (route) => route.fulfill({ status: 503 }));
    try {
      await page.goto(`${stack.url}/?page=1`);
      const fault = page.locator('[data-map-state="fault"]');
      await waitFor('what is wrong with the map', () => fault.count(), SLOW_MS);
      expect(await fault.innerText()).toMatch(/^地图不可用：县界读不到 · 正在自动重试 · 编号 [0-9A-F]{8}$/);
      expect(await page.locator('[data-panel="timers"] [data-entity]').count()).toBeGreaterThan(0);
      await page.unroute(layer);
      await waitFor('the map', () => page.locator('.map[data-drawn="true"]').count(), SLOW_MS);
      expect(await fault.count()).toBe(0);
    } finally {
      await page.close();
    }
  });

  it('draws a plain map where the engine of the map cannot be loaded, and says so', async () => {
    const page = await wall.page.context().newPage();
    await page.route('**/assets/maplibre*.js', (route) => route.fulfill({ status: 503 }));
    try {
      await page.goto(`${stack.url}/?page=1`);
      const plain = page.locator('.map[data-basemap="plain"][data-drawn="true"]');
      await waitFor('a plain map', () => plain.count(), SLOW_MS);
      expect(await plain.innerText()).toContain('简图：底图暂不可用');
      expect(await page.locator('[data-map-state="fault"]').count()).toBe(0);
    } finally {
      await page.close();
    }
  });

  it('goes on after its Redis was killed: what was acknowledged is there, once', async () => {
    tries += 1;
    const [before, after] = [`redis-${tries}-before`, `redis-${tries}-after`];
    const event = {
      specversion: '1.0',
      id: before,
      source: 'urn:yitu:example',
      type: 'case.received',
      subject: before,
      time: '2026-11-20T15:19:00+08:00',
      sequence: 1,
      data: { title: '井盖破损', kind: 'FACILITY', location: { lng: 103.82, lat: 25.6 } },
    };
    expect((await stack.post(event)).status).toBe(201);
    process.kill(pidIn(join(stack.dataDir, 'redis', 'child.json')), 'SIGKILL');
    await waitFor(
      'the log to take events again',
      async () => (await stack.post({ ...event, id: after, subject: after })).ok,
      SLOW_MS,
    );
    expect((await stack.post(event)).status).toBe(200);
    const ours = async () => {
      const ids = (await stack.state()).entities.case.map((item) => item.id);
      return ids.filter((id) => id === before || id === after);
    };
    await waitFor('both in the state', async () => new Set(await ours()).size === 2);
    expect(await ours()).toHaveLength(2);
    const { n } = await stack.state();
    await waitFor('the wall to catch up', async () => (await place(wall)) >= n, SLOW_MS);
  });

  it('wakes up from sleep at the present position', async () => {
    const session = await wall.page.context().newCDPSession(wall.page);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    const asleep = (await stack.state()).n;
    await sleep(ASLEEP_MS);
    await waitFor('the world to go on', async () => (await stack.state()).n > asleep + 20, SLOW_MS);
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    const { n } = await stack.state();
    await waitFor(
      'the wall to be where the gateway is',
      async () => (await place(wall)) >= n && (await link(wall)) === 'live',
      SLOW_MS,
    );
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

describe('a wall through the night', () => {
  it('turns to the new day at midnight: what is open is carried over, and the equation starts again', async () => {
    const stack = await startStack({ engine: 'sqlite', env: { YITU_CLOCK: '2026-11-20T23:59:30+08:00' } });
    const wall = await openViewer(`${stack.url}/?map=off`);
    try {
      await waitFor('a live wall', async () => (await link(wall)) === 'live', SLOW_MS);
      const shown = async () => (await wall.page.locator('body').textContent()) ?? '';
      await waitFor('the new date', async () => (await shown()).includes('11月21日'), SLOW_MS);
      const turned = await waitFor(
        'the new day',
        async () => {
          const kpis = new Map((await stack.state()).entities.kpi.map((kpi) => [kpi.id, Number(kpi.value)]));
          const [carried = 0, received = 0, closed = 0] = [
            'today.carried',
            'today.received',
            'today.closed',
          ].map((id) => kpis.get(id));
          return received < YOUNG && carried + received - closed === kpis.get('case.open') ? carried : null;
        },
        SLOW_MS,
      );
      expect(turned).toBeGreaterThan(250);
      const carried = wall.page.locator('[data-kpi="today.carried"]').first();
      await waitFor('it on the wall', async () => (await carried.textContent()) === String(turned), SLOW_MS);
    } finally {
      await wall.close();
      await stack.stop();
    }
  });
});
