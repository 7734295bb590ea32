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

/** A wide wall: its two pages hold every panel. */
const WIDE = { name: 'by keys', width: 3840, height: 1080 } as const;
/** What opens a card in front of the wall, and the card. */
const DIALOGS = [
  ['[data-panel="today"] [data-kpi="case.open"]', '[role="dialog"][data-number]'],
  ['[data-panel="timers"] [data-forward]', '[role="dialog"][data-part="forward"]'],
] as const;
/** Least width of the frame around what has the focus, px; that its colour stands out is a unit test of the colours. */
const FRAME_PX = 2;

/** Runs in the page: numbers everything that can be reached by key in the order of the page, and tells how many there are. */
function numberControls(): number {
  const all = [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, [tabindex]')];
  const reached = all.filter((one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }));
  for (const [at, one] of reached.entries()) one.dataset.walk = String(at);
  return reached.length;
}

/** Runs in the page: what has the focus, and the frame around it. */
function focused() {
  const at = document.activeElement;
  if (!(at instanceof HTMLElement)) return null;
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(at);
  const probe = document.createElement('i');
  probe.style.color = 'var(--focus)';
  at.append(probe);
  const isFramed = outlineStyle === 'solid' && outlineColor === getComputedStyle(probe).color;
  probe.remove();
  return {
    walk: at.dataset.walk,
    framePx: isFramed ? Number.parseFloat(outlineWidth) : 0,
    text: at.innerText,
  };
}

/** Runs in the page: whether the element that a selector finds has the focus, or something in it. */
const holdsFocus = (selector: string) =>
  document.querySelector(selector)?.contains(document.activeElement) ?? false;

/** How an item's deadline came about, as the gateway tells it of one that the scene's own has never heard of. */
const EXPLAINED = {
  deadline: {
    source: 'RULE',
    provisional: false,
    basis: { kind: 'EXAMPLE', text: '示例时限 · 一般 3个工作日' },
    limit: null,
    dueAt: '2026-11-19T10:00:00.000Z',
    originalDueAt: null,
    startAt: '2026-11-16T08:00:00.000Z',
    days: [],
    pauses: [],
    extensions: [],
  },
};

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

  const gone = (what: string, selector: string) =>
    waitFor(what, async () => (await scenes.page.locator(selector).count()) === 0);

  it.each([1, 2])(
    'is walked through by the Tab key in the order of the page, each stop with a visible frame: page %i',
    async (number) => {
      const { page } = scenes;
      await scenes.show({ ...WIDE, query: `?wall=led-3840x1080&map=off&page=${number}`, map: false });
      const stops = await page.evaluate(numberControls);
      expect(stops).toBeGreaterThan(20);
      for (let stop = 0; stop < stops; stop += 1) {
        await page.keyboard.press('Tab');
        const at = await waitFor('the next stop', async () => {
          const found = await page.evaluate(focused);
          if (found?.walk !== String(stop)) throw new Error(`${stop} of ${stops}: ${JSON.stringify(found)}`);
          return found;
        });
        expect(at.framePx, at.text).toBeGreaterThanOrEqual(FRAME_PX);
      }
    },
  );

  it.each(DIALOGS)('opens a card by key and leads back by Escape: %s', async (opener, card) => {
    const { page } = scenes;
    await scenes.show({ ...HALL, query: '?map=off&page=1', map: false });
    await page.locator(opener).first().focus();
    await page.keyboard.press('Enter');
    await waitFor('the focus in the card', () => page.evaluate(holdsFocus, card));
    await page.keyboard.press('Escape');
    await gone('the card', card);
    await waitFor('the focus where it was', () => page.evaluate(holdsFocus, opener));
  });

  it('turns the card of an item by hand, page by page, tells how its deadline came about, and leads back by Escape', async () => {
    const { page } = scenes;
    const asked = '**/v1/cases/*';
    await page.route(asked, (route) => route.fulfill({ json: EXPLAINED }));
    await scenes.show({ ...HALL, query: '?map=off&page=1', map: false });
    const rows = page.locator('[data-panel="timers"] [data-entity^="case:"]');
    const row = `[data-entity="${await rows.first().getAttribute('data-entity')}"]`;
    const card = `.map-callout ${row}`;
    await rows.first().focus();
    await page.keyboard.press('Enter');
    await waitFor('the strip of its deadline', () =>
      page.locator(`${card} [data-part="calendar-strip"]:visible`).count(),
    );
    const tabs = page.locator(`${card} .tab`);
    const titles = await tabs.allInnerTexts();
    expect(titles[0]).toBe('办理');
    expect(titles.length).toBeGreaterThan(1);
    for (const [at, sheet] of (await page.locator(`${card} [data-sheet]`).all()).entries()) {
      await tabs.nth(at + 1).focus();
      await page.keyboard.press('Enter');
      await waitFor(titles[at + 1] ?? '', () => sheet.isVisible());
      expect(await page.locator(`${card} .tab[aria-pressed="true"]`).allInnerTexts()).toEqual([
        titles[at + 1],
      ]);
      expect(await page.locator(`${card} [data-part="calendar-strip"]:visible`).count()).toBe(0);
      expect(await sheet.innerText()).not.toBe('');
    }
    await page.keyboard.press('Escape');
    await gone('the card', card);
    await waitFor('the focus where it was', () => page.evaluate(holdsFocus, `[data-panel="timers"] ${row}`));
    await page.unroute(asked);
  });
});
