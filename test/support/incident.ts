import type { Locator } from 'playwright-core';
import type { Viewer } from './browser.ts';
import type { Stack } from './stack.ts';
import { waitFor } from './wait.ts';

const TOLD_MS = 60_000;
/** Longer than anything of the pre-played history: the list begins with what is overdue by most. */
const OVERDUE_MS = 90 * 86_400_000;

/** One item of high risk on a wall, from its report to its end; each step ends when the whole wall has followed. */
export interface Incident {
  /** It heads the timers and is counted, the same on the wall and in `/v1/state`. */
  appears(): Promise<void>;
  /** The map flies to it when its row is picked: it is in the middle, and the resources near it are named. */
  flies(): Promise<void>;
  /** The map shows the whole county again, and nothing is picked. */
  fliesBack(): Promise<void>;
  /** It leaves the timers and the count. */
  closes(): Promise<void>;
}

/** A hazard that may hurt somebody now: high risk by the rules that are shipped. */
const hazard = (now: number) => ({
  title: '边坡落石 · 旅程',
  kind: 'HAZARD',
  channel: 'GRID_APP',
  location: { lng: 103.8, lat: 25.62 },
  urgency: 'U1',
  dueAt: new Date(now - OVERDUE_MS).toISOString(),
});

/** Runs in the page: whether the line from the callout ends at a ring around the middle of the map. */
function ringIsInTheMiddle(): boolean {
  const map = document.querySelector('section.map .map-host')?.getBoundingClientRect();
  const line = document.querySelector('section.map .map-leader line');
  if (map === undefined || line === null) return false;
  const at = (name: string) => Number(line.getAttribute(name));
  const [fromMiddle, length] = [
    Math.hypot(at('x2') - map.width / 2, at('y2') - map.height / 2),
    Math.hypot(at('x1') - map.width / 2, at('y1') - map.height / 2),
  ];
  const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return fromMiddle <= 3 * remPx && length > fromMiddle;
}

/** Runs in the page: the names of resources that can be read on the map. */
function resourcesInSight(): string | null {
  const map = document.querySelector('section.map .map-host')?.getBoundingClientRect();
  if (map === undefined) return null;
  const named = [...document.querySelectorAll('.map-resource')].filter((one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    const isInside =
      left >= map.left && right <= map.right && top >= map.top && bottom <= map.bottom && right > left;
    return isInside && getComputedStyle(one).visibility === 'visible';
  });
  return named.map(({ textContent }) => textContent).join(' ') || null;
}

/** @param subject an id that no other item has */
export function incidentOn(stack: Stack, { page, press }: Viewer, subject: string): Incident {
  const row = page.locator(`[data-panel="timers"] [data-entity="case:${subject}"]`);
  const back = page.locator('.map-back');
  const callout = page.locator(`.map-callout [data-entity="case:${subject}"]`);
  const item = async () => (await stack.state()).entities.case.find(({ id }) => id === subject);
  const gone = (what: string, there: Locator) =>
    waitFor(what, async () => (await there.count()) === 0, TOLD_MS);
  const counted = () =>
    waitFor(
      'the same number of high risks on the wall and in /v1/state',
      async () => {
        const shown = await page.locator('[data-kpi="case.open.HIGH"]').first().innerText();
        return Number(shown.replace(/\D/g, '')) === (await stack.state()).counts.case.byLevel.HIGH;
      },
      TOLD_MS,
    );
  const told = new Map<number, object>();
  const tell = async (type: string, sequence: number, dataAt: (now: number) => object) => {
    const now = Date.parse((await stack.state()).at);
    const event = { specversion: '1.0', id: `${subject}-${sequence}`, source: 'urn:yitu:example', type };
    const fresh = { ...event, subject, time: new Date(now).toISOString(), sequence, data: dataAt(now) };
    // A step that is tried again tells the very same: an id with other words in it is refused.
    const whole = told.get(sequence) ?? fresh;
    told.set(sequence, whole);
    const answer = await stack.post(whole);
    if (!answer.ok) throw new Error(`${type}: HTTP ${answer.status} ${await answer.text()}`);
  };
  return {
    async appears() {
      await tell('case.received', 1, hazard);
      await waitFor('its level', async () => (await item())?.level === 'HIGH', TOLD_MS);
      await waitFor('its row', () => row.count(), TOLD_MS);
      await counted();
    },
    async flies() {
      // A step that is tried again begins at the whole county too.
      if ((await back.count()) > 0) await press(back);
      await gone('the whole county', back);
      await press(row.first());
      await waitFor('the callout', async () => (await callout.innerText()).includes('边坡落石'), TOLD_MS);
      await waitFor('the flight', () => back.count(), TOLD_MS);
      await waitFor(
        'its mark in the middle of the map',
        async () => {
          // What nobody touches for a minute is let go by itself.
          if ((await callout.count()) === 0) await press(row.first());
          return page.evaluate(ringIsInTheMiddle);
        },
        2 * TOLD_MS,
      );
      await waitFor('what is near it', () => page.evaluate(resourcesInSight), TOLD_MS);
    },
    async fliesBack() {
      await press(back);
      await gone('the flight back', back);
      await gone('nothing chosen', callout);
    },
    async closes() {
      await tell('case.closed', 2, () => ({ outcome: 'RESOLVED', note: '已清除落石' }));
      await waitFor('its end', async () => ((await item())?.closedAt ?? null) !== null, TOLD_MS);
      await gone('the row to go', row);
      await counted();
    },
  };
}
