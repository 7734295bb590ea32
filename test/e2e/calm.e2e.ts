import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCREEN_KIND_OF } from '../../gateway/contract/vocabulary.ts';
import { holdingOf } from '../bench/screen/core/browser.ts';
import { glObjectsOf, watchGlObjects } from '../bench/screen/core/gl-objects.ts';
import { openViewer, type Viewer } from '../support/browser.ts';
import type { BuiltPage } from '../support/built-page.ts';
import { approvable, compare } from '../support/compare.ts';
import { waitFor } from '../support/wait.ts';
import { startScene } from './scene/stage.ts';
import type { SceneData } from './scene/states.ts';

const DRAWN_MS = 180_000;
/** Marks and pictures of what is looked at for the first time are made, and stay. */
const WARM_UP = 4;
const FLIGHTS = 8;
/**
 * What the page may hold more after so many flights over data that stand still. One of a kind left behind by each flight would be
 * eight; a callout has a dozen elements.
 */
const SLACK = { objects: 2, listeners: 4, nodes: 50 } as const;
/** Canvas of the marks: what the base map keeps of its tiles grows to a bound of its own. */
const MARKS = '.l7-scene canvas';
/** The scene's gateway has none of the recorded items; L7 says that a map that was replaced has given its context back. */
const EXPECTED = /404 \(Not Found\) \/v1\/cases\/|context lost WebGLContextEvent/;
/** A view that jumps there and back is told of once each way. */
const JUMPS = 2;
const WIDE = { width: 1920, height: 1080 } as const;
const NARROW = { width: 1366, height: 768 } as const;
const LOUD = '[data-panel="alarms"] button.loud';
/** Share of a picture that differs where names or marks found other places; another part of the county differs in most of it. */
const SAME = 0.03;

/** What a page has moved, noted by itself: no movement is missed by who asks too late. */
interface Movements {
  /** By name, of everything that took longer than a picture. */
  readonly styles: Set<string>;
  /** Pictures of the ground on its way from one view to another. */
  readonly pictures: Set<string>;
  /** Whether the window changed its size while the ground was on its way. */
  resizedOnTheWay: boolean;
}

/** Runs in the page before anything else. */
function noteMovements(): void {
  const moved: Movements = { styles: new Set(), pictures: new Set(), resizedOnTheWay: false };
  Object.assign(window, { moved });
  const note = () => {
    for (const animation of document.getAnimations()) {
      const { duration, delay = 0, iterations = 1 } = animation.effect?.getTiming() ?? {};
      const { animationName, transitionProperty } = animation as CSSAnimation & CSSTransition;
      if (Number(duration) * iterations + delay > 1) moved.styles.add(animationName ?? transitionProperty);
    }
  };
  for (const kind of ['animationstart', 'transitionrun']) addEventListener(kind, note, true);
  const onTheWay = () =>
    document.querySelector<HTMLElement>('section.map .map-host [data-tint]')?.style.transform ?? '';
  addEventListener('resize', () => {
    moved.resizedOnTheWay ||= onTheWay() !== '';
  });
  new MutationObserver(() => {
    if (onTheWay() !== '') moved.pictures.add(onTheWay());
  }).observe(document, { attributeFilter: ['style'], subtree: true });
}

/** What has moved since the last question. */
const movedOn = (page: Page) =>
  page.evaluate(() => {
    const { moved } = window as unknown as { moved: Movements };
    const told = {
      styles: [...moved.styles],
      pictures: moved.pictures.size,
      resizedOnTheWay: moved.resizedOnTheWay,
    };
    moved.styles.clear();
    moved.pictures.clear();
    moved.resizedOnTheWay = false;
    return told;
  });

/** Runs in the page: whether a picture on the way was drawn since the last question. */
const hasSetOut = () => (window as unknown as { moved: Movements }).moved.pictures.size > 0;

const pulseOf = (page: Page) =>
  page
    .locator(LOUD)
    .first()
    .evaluate((row) => getComputedStyle(row, '::after').animationName);

/** Runs in the page: whether the callout lies on the map with all of it. */
function calloutIsInside(): boolean {
  const inner = document.querySelector('.map-callout [data-entity]')?.getBoundingClientRect();
  const outer = document.querySelector('section.map .map-host')?.getBoundingClientRect();
  if (inner === undefined || outer === undefined) return false;
  const { left, top, right, bottom } = inner;
  return left >= outer.left && top >= outer.top && right <= outer.right && bottom <= outer.bottom;
}

/** Items that have a place on the map: a point of their own, or their village's where those may not be told (decisions D10). */
async function placed(url: string): Promise<ReadonlySet<string>> {
  const { entities } = (await (await fetch(`${url}/data/operator.json`)).json()) as SceneData;
  const items = (entities.case ?? []).filter(
    ({ location, kind }) => location !== null || SCREEN_KIND_OF[kind] !== 'HAZARDS',
  );
  return new Set(items.map(({ id }) => `case:${id}`));
}

describe('what moves on a wall, and what does not', () => {
  let scene: BuiltPage;
  let wall: Viewer;
  let session: CDPSession;
  let page: Page;
  let refs: readonly string[] = [];
  beforeAll(async () => {
    scene = await startScene();
    const prepare = async (fresh: Page) => {
      await fresh.emulateMedia({ reducedMotion: 'reduce' });
      await fresh.addInitScript(noteMovements);
      await watchGlObjects(fresh);
    };
    wall = await openViewer(`${scene.url}/?page=1`, { ...WIDE, prepare });
    page = wall.page;
    session = await page.context().newCDPSession(page);
    await mapStands();
    const rows = page.locator('[data-panel="timers"] [data-entity^="case:"]');
    const listed = await rows.evaluateAll((them) =>
      them.map((one) => (one as HTMLElement).dataset.entity ?? ''),
    );
    const known = await placed(scene.url);
    refs = listed.filter((ref) => known.has(ref));
  });
  afterAll(async () => {
    await wall?.close();
    await scene?.stop();
  });

  const has = (selector: string) => page.locator(selector).count();
  const gone = (what: string, selector: string) =>
    waitFor(what, async () => (await has(selector)) === 0, DRAWN_MS);
  const mapStands = () =>
    waitFor('the map', () => has('[data-basemap="maplibre"][data-drawn="true"]'), DRAWN_MS);
  const pick = (turn: number) => {
    const ref = refs[turn % refs.length] ?? '';
    return page.locator(`[data-panel="timers"] [data-entity="${ref}"]`).click();
  };
  const backToCounty = async () => {
    await page.locator('.map-back').click();
    await gone('the whole county', '.map-back');
  };

  /** Looks at an item of the list, and at the whole county again. */
  async function lookAt(turn: number): Promise<void> {
    await pick(turn);
    await waitFor('an incident on the map', () => has('.map-back'), DRAWN_MS);
    await backToCounty();
  }

  /** The page makes its map anew when it is told. */
  async function askForMotion(): Promise<void> {
    if (!(await page.evaluate(() => matchMedia('(prefers-reduced-motion: reduce)').matches))) return;
    const canvas = page.locator('.map-engine canvas').first();
    await canvas.evaluate((element) => element.setAttribute('data-former', ''));
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await gone('the former map', '[data-former]');
    await mapStands();
  }

  interface Flight {
    readonly begin: () => Promise<void>;
    /** Size of the window that it changes to on the way. */
    readonly to: typeof WIDE | typeof NARROW;
    /** What stands at its end. */
    readonly ends: () => Promise<unknown>;
    /** The way back, and what stands there. */
    readonly undo: () => Promise<void>;
    readonly stood: () => Promise<unknown>;
  }
  /** A flight in which the window changes its size; begun anew when it was over before. */
  async function inFlight({ begin, to, ends, undo, stood }: Flight): Promise<void> {
    const before = page.viewportSize() ?? WIDE;
    await waitFor(
      'a change of size in a flight',
      async () => {
        await movedOn(page);
        await begin();
        await waitFor('its first picture', async () => page.evaluate(hasSetOut));
        await page.setViewportSize(to);
        await ends();
        if ((await movedOn(page)).resizedOnTheWay) return true;
        await undo();
        await stood();
        await page.setViewportSize(before);
        return false;
      },
      DRAWN_MS,
    );
  }

  it('frames a P1 without pulsing for who has asked for less motion, and nothing on the page moves', async () => {
    expect(refs).not.toEqual([]);
    await waitFor('a row that waits', () => has(LOUD));
    expect(await pulseOf(page)).toBe('none');
    await page.locator('[data-panel="today"] [data-kpi="case.open"]').click();
    await waitFor('the card of a number', () => has('[data-number]'));
    await page.keyboard.press('Escape');
    await gone('the card', '[data-number]');
    expect((await movedOn(page)).styles).toEqual([]);
  });

  it('is at an incident at once, and back: no picture is drawn on the way', async () => {
    await movedOn(page);
    await lookAt(0);
    const { pictures, styles } = await movedOn(page);
    expect([pictures <= JUMPS, styles]).toEqual([true, []]);
  });

  it('moves again, a flight among it, as soon as the browser is asked for motion', async () => {
    await askForMotion();
    expect(await pulseOf(page)).toMatch(/^pulse/);
    await waitFor(
      'a flight in several pictures',
      async () => {
        await movedOn(page);
        await lookAt(0);
        return (await movedOn(page)).pictures > JUMPS;
      },
      DRAWN_MS,
    );
  });

  it('holds no more objects, elements and listeners after flights to incidents and back', async () => {
    await askForMotion();
    const held = async () => {
      const { nodes, listeners } = await holdingOf(session);
      return { nodes, listeners, objects: await glObjectsOf(page, MARKS) };
    };
    for (let flight = 0; flight < WARM_UP; flight += 1) await lookAt(flight);
    const before = await held();
    for (let flight = 0; flight < FLIGHTS; flight += 1) await lookAt(flight);
    const after = await held();
    expect(before.objects).toBeGreaterThan(0);
    for (const kept of ['objects', 'listeners', 'nodes'] as const)
      expect(after[kept] - before[kept], kept).toBeLessThanOrEqual(SLACK[kept]);
  });

  it('ends where a flight was to end when the window changes its size on the way, there and back', async () => {
    const incidentStands = async () => {
      await waitFor('the incident', () => has('.map-back'), DRAWN_MS);
      await waitFor(
        'its callout',
        () => page.locator(`.map-callout [data-entity="${refs[0]}"]`).count(),
        DRAWN_MS,
      );
      await waitFor('all of the callout on the map', () => page.evaluate(calloutIsInside), DRAWN_MS);
    };
    await askForMotion();
    const whole = await approvable(await page.screenshot());
    const countyStands = () => gone('the whole county', '.map-back');
    await inFlight({
      begin: () => pick(0),
      to: NARROW,
      ends: incidentStands,
      undo: () => page.locator('.map-back').click(),
      stood: countyStands,
    });
    await inFlight({
      begin: () => page.locator('.map-back').click(),
      to: WIDE,
      ends: countyStands,
      undo: () => pick(0),
      stood: incidentStands,
    });
    await waitFor(
      'the county as it stood',
      async () => (await compare(await page.screenshot(), whole)).share < SAME,
      DRAWN_MS,
    );
  });

  it('complains about nothing', () => {
    expect(wall.complaints.filter((text) => !EXPECTED.test(text))).toEqual([]);
  });
});
