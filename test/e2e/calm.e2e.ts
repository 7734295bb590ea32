import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdingOf } from '../bench/screen/core/browser.ts';
import { glObjects, watchGlObjects } from '../bench/screen/core/gl-objects.ts';
import { openViewer, type Viewer } from '../support/browser.ts';
import { forgetNewerApis } from '../support/old-browser.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { waitFor } from '../support/wait.ts';

const FIRST_PICTURE_MS = 180_000;
/** One step of the page on a slow machine. */
const STEP_MS = 60_000;
/** A look at something that has a place is on its way by then. */
const FLOWN_MS = 4_000;
/** Marks and pictures of what is looked at for the first time are made, and stay. */
const WARM_UP = 5;
const FLIGHTS = 50;
/** So many flights there and back on a slow machine. */
const FLIGHTS_MS = 900_000;
/**
 * What the page may hold more after so many flights, because the hall goes on meanwhile: marks in the making, rows that came.
 * One left behind by each flight would be fifty objects or listeners; a callout has a dozen elements.
 */
const SLACK = { objects: 12, listeners: 30, nodes: 250 } as const;
/** A view that jumps there and back is told of once each way. */
const JUMPS = 2;

/** Runs in the page: starts to note how the tint of the ground is carried along while the view is on its way. */
function watchFlights(): void {
  const seen = new Set<string>();
  Object.assign(window, { flown: seen });
  const note = () => {
    const ground = document.querySelector<HTMLElement>('section.map .map-host [data-tint]');
    if (ground !== null && ground.style.transform !== '') seen.add(ground.style.transform);
  };
  new MutationObserver(note).observe(document.body, { attributeFilter: ['style'], subtree: true });
}

/** Runs in the page: pictures on the way since the last question. */
function picturesOnTheWay(): number {
  const { flown } = window as unknown as { flown: Set<string> };
  const { size } = flown;
  flown.clear();
  return size;
}

/** Runs in the page: what moves in it, by the element and the name of the movement. */
function movements(): string[] {
  return document.getAnimations().flatMap((animation) => {
    const { duration, delay, iterations } = animation.effect?.getTiming() ?? {};
    const ms = Number(duration) * (iterations ?? 1) + (delay ?? 0);
    return ms > 1 ? [`${(animation as CSSAnimation).animationName ?? animation.id}: ${ms} ms`] : [];
  });
}

const LOUD = '[data-panel="alarms"] .loud';
const isPulsing = (page: Page) =>
  page
    .locator(LOUD)
    .first()
    .evaluate((row) => getComputedStyle(row, '::after').animationName);

/** An alarm that nobody has acknowledged, and that no operator of the demonstration will. */
const smoke = (index: number, time: string) => ({
  specversion: '1.0',
  id: `calm-${index}`,
  source: 'urn:yitu:example',
  type: 'alarm.raised',
  subject: `calm-${index}`,
  time,
  sequence: 1,
  data: {
    type: 'SMOKE',
    priority: 'P1',
    title: '烟感报警',
    location: { lng: 103.7 + index / 20, lat: 25.6 },
  },
});

describe('a wall for who has asked for less motion', () => {
  let stack: Stack;
  let alarms = 0;
  beforeAll(async () => {
    stack = await startStack({ engine: 'sqlite', args: ['--no-operators'] });
    await waitFor(
      'the pre-played history',
      async () => (await stack.state()).counts.case.open > 250,
      FIRST_PICTURE_MS,
    );
  });
  afterAll(() => stack?.stop());

  describe.each(['maplibre', 'mapbox'] as const)('on %s', (engine) => {
    let wall: Viewer;
    beforeAll(async () => {
      const prepare = async (page: Page) => {
        await page.emulateMedia({ reducedMotion: 'reduce' });
        await watchGlObjects(page);
        if (engine === 'mapbox') await forgetNewerApis(page, true);
      };
      wall = await openViewer(stack.url, { width: 1920, height: 1080, prepare });
      await mapStands();
      await wall.page.evaluate(watchFlights);
    });
    afterAll(() => wall?.close());

    const mapStands = () =>
      waitFor(
        'the map',
        () => wall.page.locator(`[data-basemap="${engine}"][data-drawn="true"]`).count(),
        FIRST_PICTURE_MS,
      );
    /** A new P1 that nobody has seen, on the wall. */
    async function raised(): Promise<void> {
      alarms += 1;
      const { at } = await stack.state();
      expect((await stack.post(smoke(alarms, at))).ok).toBe(true);
      const mark = wall.page.locator(`[data-marks*="alarm:calm-${alarms}"]`);
      await waitFor('its mark', () => mark.count(), STEP_MS);
      await waitFor('a row that waits', () => wall.page.locator(LOUD).count(), STEP_MS);
    }
    const rows = () => wall.page.locator('[data-panel="timers"] [data-entity^="case:"]');
    const away = () => wall.page.locator('.map-back').count();

    /** Looks at an item of the list, and at the whole county again. */
    async function lookAt(row: number): Promise<void> {
      const { page } = wall;
      const back = page.locator('.map-back');
      let at = row;
      await waitFor(
        'an incident on the map',
        async () => {
          await rows()
            .nth(at % (await rows().count()))
            .click({ timeout: STEP_MS });
          // What has no place is flown to by nobody: the next one then.
          at += 1;
          return back.waitFor({ timeout: FLOWN_MS }).then(
            () => true,
            () => false,
          );
        },
        STEP_MS,
      );
      await back.click({ timeout: STEP_MS });
      await waitFor('the county', async () => (await away()) === 0, STEP_MS);
    }

    it('frames a P1 without pulsing, and nothing on the page moves while numbers and rows change', async () => {
      await raised();
      expect(await isPulsing(wall.page)).toBe('none');
      const moved = new Set<string>();
      for (let look = 0; look < 20; look += 1) {
        for (const movement of await wall.page.evaluate(movements)) moved.add(movement);
        await wall.page.waitForTimeout(250);
      }
      expect([...moved]).toEqual([]);
    });

    it('is at an incident at once, and back: no picture is drawn on the way', async () => {
      await wall.page.evaluate(picturesOnTheWay);
      await lookAt(0);
      expect(await wall.page.evaluate(picturesOnTheWay)).toBeLessThanOrEqual(JUMPS);
    });

    it('moves again, a flight among it, as soon as the browser is asked for motion', async () => {
      await wall.page.emulateMedia({ reducedMotion: 'no-preference' });
      await waitFor('a new map', async () => (await wall.page.locator('[data-basemap="none"]').count()) > 0);
      await mapStands();
      await waitFor(
        'a flight in several pictures',
        async () => {
          await wall.page.evaluate(picturesOnTheWay);
          await lookAt(0);
          return (await wall.page.evaluate(picturesOnTheWay)) > JUMPS + 1;
        },
        FIRST_PICTURE_MS,
      );
      await raised();
      expect(await isPulsing(wall.page)).toMatch(/^pulse/);
    });

    it(
      'holds no more objects, elements and listeners after fifty flights to incidents and back',
      async () => {
        const session = await wall.page.context().newCDPSession(wall.page);
        for (let flight = 0; flight < WARM_UP; flight += 1) await lookAt(flight);
        const held = async () => ({ ...(await holdingOf(session)), objects: await glObjects(wall.page) });
        const before = await held();
        for (let flight = 0; flight < FLIGHTS; flight += 1) await lookAt(flight);
        const after = await held();
        expect(before.objects).toBeGreaterThan(0);
        expect(after.objects).toBeLessThanOrEqual(before.objects + SLACK.objects);
        expect(after.listeners).toBeLessThanOrEqual(before.listeners + SLACK.listeners);
        expect(after.nodes).toBeLessThanOrEqual(before.nodes + SLACK.nodes);
      },
      FLIGHTS_MS,
    );

    it('complains about nothing', () => {
      expect(wall.complaints).toEqual([]);
    });
  });
});
