import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewer, type Viewer } from '../support/browser.ts';
import { ROOT } from '../support/budgets/tree.ts';
import { chromium90 } from '../support/chromium-90.ts';
import { incidentOn } from '../support/incident.ts';
import { newerInScript, newerInStyles } from '../support/newer-features.ts';
import { forgetWebGl } from '../support/no-webgl.ts';
import { coloursIn, shareOfToken } from '../support/picture.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { waitFor } from '../support/wait.ts';

const FRIDAY = '2026-11-20T15:42:00+08:00';
const FIRST_PICTURE_MS = 180_000;
const LIVE_MS = 180_000;
/** A map without its ground, marks and labels has fewer colours than this. */
const DRAWN = 60;
/** What single items and numbers of several are drawn with. */
const LEVELS = ['level-high', 'level-medium'];
/** Declarations that may be left out: the title of the hall breaks where it likes. */
const MAY_BE_UNKNOWN = ['text-wrap'];
const HD = { width: 1920, height: 1080 };

describe.each(['sqlite', 'redis'] as const)('a wall on browsers that halls really have, on %s', (engine) => {
  let stack: Stack;
  let tries = 0;
  beforeAll(async () => {
    stack = await startStack({ engine, env: { YITU_CLOCK: FRIDAY } });
    await waitFor(
      'the pre-played history',
      async () => (await stack.state()).counts.case.open > 250,
      180_000,
    );
  });
  afterAll(() => stack?.stop());

  /** Live numbers and timers, and a map on the engine that is expected. */
  async function stands(wall: Viewer, ground: string): Promise<void> {
    const { page } = wall;
    const link = () => page.locator('html').getAttribute('data-link');
    await waitFor('a live wall', async () => (await link()) === 'live', LIVE_MS);
    await waitFor('open items', async () => {
      const open = page.locator('[data-panel="today"] [data-kpi="case.open"]');
      return Number((await open.innerText()).replace(/\D/g, '')) > 200;
    });
    await waitFor('timers', () => page.locator('[data-panel="timers"] [data-entity]').count());
    const map = `[data-basemap="${ground}"][data-drawn="true"]`;
    await waitFor(`the ${ground} map`, () => page.locator(map).count(), FIRST_PICTURE_MS);
    await waitFor('a picture', async () => (await coloursIn(page, map)) > DRAWN, FIRST_PICTURE_MS);
    for (const level of LEVELS)
      await waitFor(
        `marks: ${level}`,
        async () => (await shareOfToken(page, map, level)) > 0,
        FIRST_PICTURE_MS,
      );
  }

  it('is whole in Chromium 90, from the start of the page to the end of an incident', async () => {
    tries += 1;
    const wall = await openViewer(stack.url, { ...HD, browser: await chromium90() });
    try {
      expect(wall.page.context().browser()?.version()).toMatch(/^90\./);
      await stands(wall, 'mapbox');
      const incident = incidentOn(stack, wall, `old-browser-${tries}`);
      await incident.appears();
      await incident.flies();
      await wall.shoot('chromium-90');
      await incident.fliesBack();
      await incident.closes();
      expect(wall.complaints).toEqual([]);
    } finally {
      await wall.close();
    }
  });

  it('draws a plain map with all marks where there is no WebGL, from the start of the page to the end of an incident', async () => {
    const wall = await openViewer(stack.url, { ...HD, prepare: forgetWebGl });
    try {
      await stands(wall, 'plain');
      await wall.shoot('no-webgl');
      tries += 1;
      const incident = incidentOn(stack, wall, `no-webgl-${tries}`);
      await incident.appears();
      await incident.closes();
      expect(wall.complaints).toEqual([]);
    } finally {
      await wall.close();
    }
  });
});

it('a wall is built of nothing that Chromium 90 cannot read', () => {
  const assets = join(ROOT, 'dist', 'assets');
  const textsOf = (ending: string) =>
    readdirSync(assets)
      .filter((name) => name.endsWith(ending))
      .map((name) => readFileSync(join(assets, name), 'utf8'));
  const styles = textsOf('.css').flatMap(newerInStyles);
  expect(styles.filter(({ feature }) => !MAY_BE_UNKNOWN.includes(feature))).toEqual([]);
  expect(textsOf('.js').flatMap(newerInScript)).toEqual([]);
  expect([textsOf('.css').length, textsOf('.js').length > 5]).toEqual([1, true]);
});
