import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewer, type Viewer } from '../support/browser.ts';
import { coloursIn } from '../support/picture.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { waitFor } from '../support/wait.ts';

/** A Friday afternoon: the same hour of the same day whenever the suite runs. */
const FRIDAY = '2026-11-20T15:42:00+08:00';
/** Software WebGL needs this long for its first whole picture. */
const FIRST_PICTURE_MS = 180_000;
/** A map without its ground, marks and labels has fewer colours than this. */
const DRAWN = 60;
const WORDS = [
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
  '示意图 · 非测绘成果',
];

describe.each(['maplibre', 'mapbox'] as const)('the map on %s', (basemap) => {
  let stack: Stack;
  let wall: Viewer;

  beforeAll(async () => {
    stack = await startStack({ engine: 'sqlite', env: { YITU_BASEMAP: basemap, YITU_CLOCK: FRIDAY } });
    await waitFor(
      'the pre-played history',
      async () => (await stack.state()).counts.case.open > 250,
      180_000,
    );
    wall = await openViewer(stack.url);
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
    // Names are laid out after the ground is drawn, and anew with every picture of it.
    await waitFor(
      'all names and the notice',
      async () => {
        const text = await wall.page.locator('[data-basemap]').first().innerText();
        return WORDS.every((word) => text.includes(word));
      },
      FIRST_PICTURE_MS,
    );
    const { entities } = await stack.state();
    expect(entities.case.length).toBeGreaterThan(250);
  });

  it('heals when the browser takes its WebGL contexts away', async () => {
    await wall.page.evaluate(() => {
      for (const canvas of document.querySelectorAll('canvas')) {
        const gl = canvas.getContext('webgl2') ?? canvas.getContext('webgl');
        gl?.getExtension('WEBGL_lose_context')?.loseContext();
      }
    });
    await waitFor(
      'the map again',
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
