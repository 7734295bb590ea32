import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewer, type Viewer } from '../support/browser.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { waitFor } from '../support/wait.ts';

const LIVE_MS = 90_000;
const FIRST_PICTURE_MS = 60_000;
/** Several alarms to a minute, for ten minutes: more than a desk can look at. */
const FLOOD = 30;
/** Names of streets step aside for what happens near them by less than this. */
const STEP_PX = 80;

const event = (type: string, subject: string, sequence: number, data: object) => ({
  specversion: '1.0',
  id: `${subject}-${sequence}`,
  source: 'urn:yitu:example',
  type,
  subject,
  time: new Date().toISOString(),
  sequence,
  data,
});

/** Longer than anything of the pre-played history: the list begins with what is overdue by most. */
const OVERDUE_MS = 90 * 86_400_000;

/** A hazard that may hurt somebody now: high risk by the rules that are shipped. */
const hazard = () =>
  event('case.received', 'incident-1', 1, {
    title: '边坡落石 · 旅程',
    kind: 'HAZARD',
    channel: 'GRID_APP',
    location: { lng: 103.8, lat: 25.62 },
    urgency: 'U1',
    dueAt: new Date(Date.now() - OVERDUE_MS).toISOString(),
  });

const smoke = (i: number) =>
  event('alarm.raised', `flood-${i}`, 1, {
    type: 'SMOKE',
    priority: 'P2',
    title: `烟感 ${i}`,
    location: { lng: 103.8, lat: 25.6 },
  });

/** Runs in the page: the box around the middles of the streets' names that are seen, and how many these are. */
function streetNames() {
  const seen = [...document.querySelectorAll('.map-town-name')].filter(
    (name) => getComputedStyle(name).visibility === 'visible',
  );
  const boxes = seen.map((name) => name.getBoundingClientRect());
  const xs = boxes.map(({ left, right }) => (left + right) / 2);
  const ys = boxes.map(({ top, bottom }) => (top + bottom) / 2);
  return { names: seen.length, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] };
}

describe.each(['sqlite', 'redis'] as const)('an incident on the wall, on %s', (engine) => {
  let stack: Stack;
  let wall: Viewer;
  const row = () => wall.page.locator('[data-panel="timers"] [data-entity="case:incident-1"]');
  const back = () => wall.page.locator('.map-back');
  const shown = async (kpi: string) =>
    Number((await wall.page.locator(`[data-kpi="${kpi}"]`).first().innerText()).replace(/\D/g, ''));
  const sameAsState = (
    what: string,
    kpi: string,
    told: (state: Awaited<ReturnType<Stack['state']>>) => number,
  ) =>
    waitFor(`${what} on the wall and in /v1/state`, async () => {
      const count = told(await stack.state());
      return (await shown(kpi)) === count ? { count } : null;
    });

  beforeAll(async () => {
    stack = await startStack({ engine });
    wall = await openViewer(stack.url);
    const link = () => wall.page.locator('html').getAttribute('data-link');
    await waitFor('a live wall', async () => (await link()) === 'live', LIVE_MS);
    await waitFor('the map', () => wall.page.locator('[data-drawn="true"]').count(), FIRST_PICTURE_MS);
  });
  afterAll(async () => {
    await wall?.close();
    await stack?.stop();
  });

  it('appears among the timers and is counted as high risk, the same everywhere', async () => {
    expect((await stack.post(hazard())).status).toBe(201);
    await waitFor('the row', () => row().count());
    await waitFor('its level', async () => {
      const { entities } = await stack.state();
      return entities.case.find(({ id }) => id === 'incident-1')?.level === 'HIGH';
    });
    const { count } = await sameAsState(
      'the high risks',
      'case.open.HIGH',
      ({ counts }) => counts.case.byLevel.HIGH,
    );
    expect(count).toBeGreaterThan(0);
  });

  it('is flown to when it is chosen, told in a callout, and the county fills the map again afterwards', async () => {
    const before = await wall.page.evaluate(streetNames);
    expect(before.names).toBe(11);
    await row().first().click();
    const callout = wall.page.locator('.map-callout [data-entity="case:incident-1"]');
    await waitFor('the callout', async () => (await callout.innerText()).includes('边坡落石'));
    await waitFor('the flight', () => back().count(), 30_000);
    await wall.shoot(`incident-${engine}`);
    await row().first().click();
    await waitFor('the way back to be of no more use', async () => (await back().count()) === 0, 30_000);
    await waitFor(
      'the whole county',
      async () => {
        const { names, box } = await wall.page.evaluate(streetNames);
        return names === 11 && box.every((edge, i) => Math.abs(edge - (before.box[i] ?? 0)) < STEP_PX);
      },
      30_000,
    );
  });

  it('leaves the timers and the counts when it is closed', async () => {
    const { status } = await stack.post(event('case.closed', 'incident-1', 2, { result: '已清除落石' }));
    expect(status).toBe(201);
    await waitFor('the row to go', async () => (await row().count()) === 0);
    await sameAsState('the high risks', 'case.open.HIGH', ({ counts }) => counts.case.byLevel.HIGH);
  });

  it('calls a flood of alarms a flood, and hides no unacknowledged one behind an acknowledged one', async () => {
    for (let i = 0; i < FLOOD; i += 1) expect((await stack.post(smoke(i))).ok).toBe(true);
    const panel = wall.page.locator('section[data-panel="alarms"]');
    await waitFor('the word', async () => /告警洪泛 \d+ 条/.test(await panel.innerText()));
    await sameAsState('the unacknowledged', 'alarm.unacked', ({ counts }) => counts.alarm.unacked);
    await waitFor('rows of unacknowledged alarms alone', async () => {
      const rows = panel.locator('[data-entity^="alarm:"]');
      const ids = await rows.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.entity));
      const { entities } = await stack.state();
      const acked = new Set(
        entities.alarm.flatMap(({ id, acked }) => (acked === true ? [`alarm:${id}`] : [])),
      );
      return ids.length > 0 && ids.every((id) => !acked.has(id ?? ''));
    });
    expect(wall.complaints).toEqual([]);
  });
});
