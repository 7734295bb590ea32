import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuiltPage } from '../support/built-page.ts';
import { waitFor } from '../support/wait.ts';
import { openScenes, type Scenes } from './scene/camera.ts';
import { startScene } from './scene/stage.ts';

const HALL = { name: 'by hand', width: 1920, height: 1080 } as const;
/** Two taps apart: less than a mark of several is wide. */
const STRIDE_PX = 24;
const DRAWN_MS = 180_000;

/** Runs in the page before anything else: a browser without WebGL. */
function forgetWebgl(): void {
  const own = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (
    this: HTMLCanvasElement,
    kind: string,
    ...rest: unknown[]
  ) {
    return kind.startsWith('webgl') ? null : Reflect.apply(own, this, [kind, ...rest]);
  } as typeof own;
}

const listed = (page: Page) => page.locator('[data-heap] [data-entity]').count();

/** The first place of the map, row by row, at which a tap opens the list of a mark of several. */
async function tapUntilListed(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  const box = await page.locator('section.map .map-host').boundingBox();
  if (box === null) throw new Error('no map');
  for (let y = box.y + STRIDE_PX; y < box.y + box.height * 0.6; y += STRIDE_PX)
    for (let x = box.x + box.width * 0.3; x < box.x + box.width; x += STRIDE_PX) {
      await page.mouse.click(x, y);
      if ((await listed(page)) > 0) return { x, y };
    }
  throw new Error('no mark of several was hit');
}

describe('a wall that somebody uses', () => {
  let scene: BuiltPage;
  let scenes: Scenes;
  beforeAll(async () => {
    scene = await startScene();
    scenes = await openScenes(scene.url);
  });
  afterAll(async () => {
    await scenes?.close();
    await scene?.stop();
  });

  it('lists all that a mark stands for when it is tapped, without WebGL and with it; one of them is chosen, Escape closes', async () => {
    const { page } = scenes;
    const plain = await page.context().newPage();
    await plain.addInitScript(forgetWebgl);
    await plain.setViewportSize({ width: HALL.width, height: HALL.height });
    await plain.goto(`${scene.url}/?page=1`);
    const stands = () => plain.locator('[data-basemap="plain"][data-drawn="true"]').count();
    await waitFor('a map without WebGL', stands, DRAWN_MS);
    const at = await tapUntilListed(plain);
    expect(await listed(plain)).toBeGreaterThan(2);
    const first = plain.locator('[data-heap] [data-entity]').first();
    const ref = await first.getAttribute('data-entity');
    await first.click();
    await waitFor('its callout', () => plain.locator(`.map-callout [data-entity="${ref}"]`).count());
    expect(await listed(plain)).toBe(0);
    await plain.close();

    await scenes.show({ ...HALL, query: '?page=1', map: true });
    await page.mouse.click(at.x, at.y);
    await waitFor('the list', () => listed(page), DRAWN_MS);
    await page.screenshot({ path: '.reports/screenshots/heap.png' });
    await page.keyboard.press('Escape');
    expect(await listed(page)).toBe(0);
  });
});
