import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewer, type Viewer } from '../support/browser.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { waitFor } from '../support/wait.ts';

const LIVE_MS = 180_000;
/** Several alarms to a minute, for ten minutes: more than a desk can look at. */
const FLOOD = 30;
const TOLD_MS = 60_000;

/** One instant for all tries of a test: the same id with another instant would be refused. */
const BEGUN = new Date().toISOString();

const smoke = (i: number) => ({
  specversion: '1.0',
  id: `flood-${i}`,
  source: 'urn:yitu:example',
  type: 'alarm.raised',
  subject: `flood-${i}`,
  time: BEGUN,
  sequence: 1,
  data: { type: 'SMOKE', priority: 'P2', title: `烟感 ${i}`, location: { lng: 103.8, lat: 25.6 } },
});

describe.each(['sqlite', 'redis'] as const)('a flood of alarms on the wall, on %s', (engine) => {
  let stack: Stack;
  let wall: Viewer;
  const panel = () => wall.page.locator('section[data-panel="alarms"]');

  beforeAll(async () => {
    stack = await startStack({ engine });
    wall = await openViewer(`${stack.url}?map=off`);
    const link = () => wall.page.locator('html').getAttribute('data-link');
    await waitFor('a live wall', async () => (await link()) === 'live', LIVE_MS);
  });
  afterAll(async () => {
    await wall?.close();
    await stack?.stop();
  });

  it('is called a flood, counts the same as in /v1/state, and hides no unacknowledged alarm behind an acknowledged one', async () => {
    for (let i = 0; i < FLOOD; i += 1) expect((await stack.post(smoke(i))).ok).toBe(true);
    await waitFor('the word', async () => /告警洪泛 \d+ 条/.test(await panel().innerText()), TOLD_MS);
    const unacked = () => wall.page.locator('[data-kpi="alarm.unacked"]').first().innerText();
    await waitFor(
      'the number on the wall and in /v1/state',
      async () => {
        const { counts } = await stack.state();
        return Number((await unacked()).replace(/\D/g, '')) === counts.alarm.unacked;
      },
      TOLD_MS,
    );
    await waitFor(
      'rows of unacknowledged alarms alone',
      async () => {
        const rows = panel().locator('[data-entity^="alarm:"]');
        const ids = await rows.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.entity));
        const { entities } = await stack.state();
        const acked = new Set(
          entities.alarm.flatMap((one) => (one.acked === true ? [`alarm:${one.id}`] : [])),
        );
        return ids.length > 0 && ids.every((id) => !acked.has(id ?? ''));
      },
      TOLD_MS,
    );
    expect(wall.complaints).toEqual([]);
  });
});
