import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewer, type Viewer } from '../support/browser.ts';
import { coloursIn } from '../support/picture.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { waitFor } from '../support/wait.ts';

/** A Friday afternoon: the same hour of the same day whenever the suite runs. */
const FRIDAY = '2026-11-20T15:42:00+08:00';
/** Software WebGL needs this long for its first whole picture. */
const FIRST_PICTURE_MS = 45_000;
const HEALED_MS = 5_000;
/** A map without its ground, marks and labels has fewer colours than this. */
const DRAWN = 60;

describe.each(['maplibre', 'mapbox'] as const)('the map on %s', (basemap) => {
  let stack: Stack;
  let wall: Viewer;
  let firstPictureMs = 0;

  beforeAll(async () => {
    stack = await startStack({ engine: 'sqlite', env: { YITU_BASEMAP: basemap, YITU_CLOCK: FRIDAY } });
    await waitFor('the pre-played history', async () => (await stack.state()).counts.case.open > 250, 60_000);
    const openedAt = Date.now();
    wall = await openViewer(stack.url);
    await waitFor('a map', () => wall.page.locator('[data-drawn="true"]').count(), FIRST_PICTURE_MS);
    firstPictureMs = Date.now() - openedAt;
  });
  afterAll(async () => {
    await wall?.close();
    await stack?.stop();
  });

  it('is the engine that was asked for, drawn with ground, marks and the names of all 11 streets', async () => {
    await waitFor(
      'the engine',
      () => wall.page.locator(`[data-basemap="${basemap}"]`).count(),
      FIRST_PICTURE_MS,
    );
    await waitFor(
      'a drawn map',
      async () => (await coloursIn(wall.page, `[data-basemap="${basemap}"]`)) > DRAWN,
      FIRST_PICTURE_MS,
    );
    const text = await wall.page.locator('[data-basemap]').first().innerText();
    const { entities } = await stack.state();
    expect(entities.case.length).toBeGreaterThan(250);
    expect(
      [
        '望江街道',
        '文澜街道',
        '金龙街道',
        '花溪街道',
        '松坪镇',
        '白石镇',
        '大河乡',
        '青泽乡',
        '菱湖乡',
        '炎山乡',
        '泊云乡',
      ].filter((name) => !text.includes(name)),
    ).toEqual([]);
    expect(text).toContain('示意图 · 非测绘成果');
  });

  it('heals within five seconds when the browser takes its WebGL contexts away', async () => {
    const lostAt = Date.now();
    await wall.page.evaluate(() => {
      for (const canvas of document.querySelectorAll('canvas')) {
        const gl = canvas.getContext('webgl2') ?? canvas.getContext('webgl');
        if (gl === null) continue;
        canvas.dataset.lost = '';
        gl.getExtension('WEBGL_lose_context')?.loseContext();
      }
    });
    const drawnAnew = () =>
      wall.page.evaluate(
        () =>
          document.querySelector('[data-drawn="true"] .map-engine canvas') !== null &&
          document.querySelector('.map-engine canvas[data-lost]') === null,
      );
    await waitFor('the map again', drawnAnew, FIRST_PICTURE_MS);
    // A machine that needs longer than that for a first picture at all cannot be quicker here.
    expect(Date.now() - lostAt).toBeLessThan(Math.max(HEALED_MS, firstPictureMs * 1.5));
    await waitFor(
      'a picture',
      async () => (await coloursIn(wall.page, '[data-basemap]')) > DRAWN,
      FIRST_PICTURE_MS,
    );
  });

  it('asks no other origin and leaves the picture for the README', async () => {
    await wall.page.waitForTimeout(4_000);
    await wall.shoot(`overview-${basemap}`);
    expect(wall.origins()).toEqual([stack.url]);
  });
});
