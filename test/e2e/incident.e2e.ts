import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewer, type Viewer } from '../support/browser.ts';
import { type Incident, incidentOn } from '../support/incident.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { waitFor } from '../support/wait.ts';

const LIVE_MS = 180_000;
const FIRST_PICTURE_MS = 180_000;

describe.each(['sqlite', 'redis'] as const)('a high-risk item on the wall, on %s', (engine) => {
  let stack: Stack;
  let wall: Viewer;
  let incident: Incident;

  beforeAll(async () => {
    stack = await startStack({ engine });
    wall = await openViewer(stack.url);
    incident = incidentOn(stack, wall, `incident-${engine}`);
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

  it('appears at the head of the timers and is counted, the same everywhere', () => incident.appears());

  it('is flown to when it is chosen, told in a callout, and the county fills the map again afterwards', async () => {
    await incident.flies();
    await wall.shoot(`incident-${engine}`);
    await incident.fliesBack();
  });

  it('leaves the timers and the count when it is closed', async () => {
    await incident.closes();
    expect(wall.complaints).toEqual([]);
  });
});
