import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewer, type Viewer } from '../support/browser.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { waitFor } from '../support/wait.ts';

const LIVE_MS = 90_000;
const FIRST_PICTURE_MS = 180_000;
const TOLD_MS = 60_000;
/** Longer than anything of the pre-played history: the list begins with what is overdue by most. */
const OVERDUE_MS = 90 * 86_400_000;

/** A hazard that may hurt somebody now: high risk by the rules that are shipped. */
const HAZARD = {
  title: '边坡落石 · 旅程',
  kind: 'HAZARD',
  channel: 'GRID_APP',
  location: { lng: 103.8, lat: 25.62 },
  urgency: 'U1',
  dueAt: new Date(Date.now() - OVERDUE_MS).toISOString(),
};

describe.each(['sqlite', 'redis'] as const)('a high-risk item on the wall, on %s', (engine) => {
  const subject = `incident-${engine}-${Date.now()}`;
  let stack: Stack;
  let wall: Viewer;
  const tell = (type: string, sequence: number, data: object) => ({
    specversion: '1.0',
    id: `${subject}-${sequence}`,
    source: 'urn:yitu:example',
    type,
    subject,
    time: new Date().toISOString(),
    sequence,
    data,
  });
  const row = () => wall.page.locator(`[data-panel="timers"] [data-entity="case:${subject}"]`);
  const back = () => wall.page.locator('.map-back');
  const item = async () => (await stack.state()).entities.case.find(({ id }) => id === subject);
  /** The number of high risks on the wall, once it is the one of `/v1/state`. */
  const highRisks = () =>
    waitFor(
      'the same number of high risks on the wall and in /v1/state',
      async () => {
        const shown = await wall.page.locator('[data-kpi="case.open.HIGH"]').first().innerText();
        const { HIGH } = (await stack.state()).counts.case.byLevel;
        return Number(shown.replace(/\D/g, '')) === HIGH ? { HIGH } : null;
      },
      TOLD_MS,
    );

  beforeAll(async () => {
    stack = await startStack({ engine });
    wall = await openViewer(stack.url);
    const link = () => wall.page.locator('html').getAttribute('data-link');
    await waitFor('a live wall', async () => (await link()) === 'live', LIVE_MS);
    await waitFor(
      'the map',
      () => wall.page.locator('section.map[data-drawn="true"]').count(),
      FIRST_PICTURE_MS,
    );
  });
  afterAll(async () => {
    await wall?.close();
    await stack?.stop();
  });

  it('appears at the head of the timers and is counted, the same everywhere', async () => {
    expect([200, 201]).toContain((await stack.post(tell('case.received', 1, HAZARD))).status);
    await waitFor('its level', async () => (await item())?.level === 'HIGH', TOLD_MS);
    await waitFor('its row', () => row().count(), TOLD_MS);
    expect((await highRisks()).HIGH).toBeGreaterThan(0);
  });

  it('is flown to when it is chosen, told in a callout, and the county fills the map again afterwards', async () => {
    expect(await back().count()).toBe(0);
    await row().first().click();
    const callout = wall.page.locator(`.map-callout [data-entity="case:${subject}"]`);
    await waitFor('the callout', async () => (await callout.innerText()).includes('边坡落石'), TOLD_MS);
    await waitFor('the flight', () => back().count(), TOLD_MS);
    await wall.shoot(`incident-${engine}`);
    await back().click();
    await waitFor('the flight back', async () => (await back().count()) === 0, TOLD_MS);
    await waitFor('nothing chosen', async () => (await callout.count()) === 0, TOLD_MS);
  });

  it('leaves the timers and the count when it is closed', async () => {
    const closed = tell('case.closed', 2, { outcome: 'RESOLVED', note: '已清除落石' });
    expect([200, 201]).toContain((await stack.post(closed)).status);
    await waitFor('its end', async () => ((await item())?.closedAt ?? null) !== null, TOLD_MS);
    await waitFor('the row to go', async () => (await row().count()) === 0, TOLD_MS);
    await highRisks();
    expect(wall.complaints).toEqual([]);
  });
});
