import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewer, type Viewer } from '../support/browser.ts';
import { forgetNewerApis, forgetWebGl } from '../support/old-browser.ts';
import { coloursIn } from '../support/picture.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { waitFor } from '../support/wait.ts';

const FRIDAY = '2026-11-20T15:42:00+08:00';
const FIRST_PICTURE_MS = 180_000;
const LIVE_MS = 180_000;
/** A map without its ground, marks and labels has fewer colours than this. */
const DRAWN = 60;
const HD = { width: 1920, height: 1080 };

describe('a wall on browsers that halls really have', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ engine: 'sqlite', env: { YITU_CLOCK: FRIDAY } });
    await waitFor(
      'the pre-played history',
      async () => (await stack.state()).counts.case.open > 250,
      180_000,
    );
  });
  afterAll(() => stack?.stop());

  /** Live numbers and timers, and a map on the engine that is expected. */
  async function stands(wall: Viewer, engine: string): Promise<void> {
    const { page } = wall;
    const link = () => page.locator('html').getAttribute('data-link');
    await waitFor('a live wall', async () => (await link()) === 'live', LIVE_MS);
    await waitFor('open items', async () => {
      const open = page.locator('[data-panel="today"] [data-kpi="case.open"]');
      return Number((await open.innerText()).replace(/\D/g, '')) > 200;
    });
    await waitFor('timers', () => page.locator('[data-panel="timers"] [data-entity]').count());
    const map = `[data-basemap="${engine}"][data-drawn="true"]`;
    await waitFor(`the ${engine} map`, () => page.locator(map).count(), FIRST_PICTURE_MS);
    await waitFor('a picture', async () => (await coloursIn(page, map)) > DRAWN, FIRST_PICTURE_MS);
  }

  it.each([['a browser that says it is Chromium 90', 'mapbox', true]] as const)(
    'needs nothing that came after Chromium 90: %s',
    async (_, engine, named) => {
      const prepare = (page: Viewer['page']) => forgetNewerApis(page, named);
      const wall = await openViewer(stack.url, { ...HD, prepare });
      try {
        await stands(wall, engine);
        expect(wall.complaints).toEqual([]);
        await wall.shoot(`old-browser-${engine}`);
      } finally {
        await wall.close();
      }
    },
  );

  it('draws a plain map with all marks where there is no WebGL, and says nothing wrong', async () => {
    const wall = await openViewer(stack.url, { ...HD, prepare: forgetWebGl });
    try {
      await stands(wall, 'plain');
      expect(wall.complaints).toEqual([]);
      await wall.shoot('no-webgl');
    } finally {
      await wall.close();
    }
  });
});
