import type { Page } from 'playwright-core';
import { openViewer } from '../../support/browser.ts';
import { waitFor } from '../../support/wait.ts';
import type { Shot } from './matrix.ts';

/** Nothing that moves may be caught in the middle of it; what a panel says of the time it waited is not compared. */
const STILL =
  '*, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent !important; }';

/** A map on a slow machine. */
const DRAWN_MS = 180_000;

const DRAWN = 'section.map[data-drawn="true"]';

/**
 * What stands on the page once a map in this state is what it will be: without anything to draw it says so after a while,
 * and drawn without one of its layers it says which.
 */
function signOf(query: string): string {
  if (query.includes('state=fault')) return `${DRAWN}:has([data-map-state="partial"])`;
  return query.includes('state=loading') ? '[data-map-state="loading"]' : DRAWN;
}

/** A map with a fault is one whose villages nobody can read. */
const BROKEN_LAYER = '**/villages.geojson';

/** One browser that shows scene after scene. */
export interface Scenes {
  readonly page: Page;
  readonly complaints: readonly string[];
  /** Shows a scene and waits until all of it stands. */
  show(shot: Shot): Promise<void>;
  /** How many pages the panels of the scene that stands have. */
  pages(): Promise<number>;
  close(): Promise<void>;
}

export async function openScenes(url: string): Promise<Scenes> {
  const viewer = await openViewer('about:blank');
  const { page } = viewer;
  return {
    page,
    complaints: viewer.complaints,
    async pages() {
      const mark = page.locator('[data-part="panel-pages"]');
      if ((await mark.count()) === 0) return 1;
      return Number(/\d+\D+(\d+)/.exec(await mark.innerText())?.[1]);
    },
    async show({ query, width, height, map, pick }) {
      // The scene before is left first: in another size it would make its map anew, and say that it lets go of the old one.
      await page.goto('about:blank');
      await page.setViewportSize({ width, height });
      await page.unroute(BROKEN_LAYER);
      if (map && query.includes('state=fault'))
        await page.route(BROKEN_LAYER, (route) => route.fulfill({ status: 503 }));
      await page.goto(`${url}/${query}`);
      // Contexts of maps that were left go with them, or the browser takes back the oldest of too many: perhaps one in sight.
      if (map) await page.requestGC();
      await page.addStyleTag({ content: STILL });
      await waitFor('the panels', async () => (await page.locator('section.panel, .fault').count()) > 3);
      // What is laid out first asks for its faces only then.
      for (let round = 0; round < 2; round += 1) {
        await twoFrames(page);
        await page.evaluate(() => document.fonts.ready.then(() => undefined));
      }
      await twoFrames(page);
      if (map) await mapStands(page, signOf(query));
      if (pick === undefined) return;
      await page.locator(pick).first().click();
      await waitFor('the card', () => page.locator('.map-callout [data-entity]').count());
      await mapStands(page, signOf(query));
    },
    close: viewer.close,
  };
}

/** Until the map is drawn, and a picture looks as the one before: names and marks find their places after the ground. */
async function mapStands(page: Page, sign: string): Promise<void> {
  await waitFor('the map', () => page.locator(sign).count(), DRAWN_MS);
  let before = '';
  await waitFor(
    'a picture that stands',
    async () => {
      const last = before;
      await twoFrames(page);
      before = (await page.screenshot()).toString('base64');
      return before === last;
    },
    DRAWN_MS,
  );
}

/** Until what the last change asked for is drawn. */
function twoFrames(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
}
