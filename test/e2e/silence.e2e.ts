import { afterAll, beforeAll, describe, it } from 'vitest';
import { openViewer, type Viewer } from '../support/browser.ts';
import { silenceOn } from '../support/silence.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { waitFor } from '../support/wait.ts';

const LIVE_MS = 180_000;
/** Three minutes without a word are nine seconds. */
const CLOCK = '2026-11-20T10:00:00+08:00,20x';

/** The same on the embedded engine is part of a longer journey: situations.e2e.ts. */
describe('a feed that falls silent, on redis', () => {
  let stack: Stack;
  let wall: Viewer;
  let sequence = 0;

  const tell = async (type: string, data: object) => {
    sequence += 1;
    const { at: time } = await stack.state();
    const event = { specversion: '1.0', id: `silent-${sequence}`, source: 'urn:yitu:example', type };
    const answer = await stack.post({ ...event, subject: 'silent-1', time, sequence, data });
    if (!answer.ok) throw new Error(`${type}: HTTP ${answer.status} ${await answer.text()}`);
  };
  const isHeard = () => tell('terminal.located', { location: { lng: 103.8, lat: 25.62 } });

  beforeAll(async () => {
    stack = await startStack({ engine: 'redis', args: ['--no-feeds'], env: { YITU_CLOCK: CLOCK } });
    wall = await openViewer(stack.url);
    const link = () => wall.page.locator('html').getAttribute('data-link');
    await waitFor('a live wall', async () => (await link()) === 'live', LIVE_MS);
    await waitFor('the map', () => wall.page.locator('section.map[data-drawn="true"]').count(), LIVE_MS);
  });
  afterAll(async () => {
    await wall?.close();
    await stack?.stop();
  });

  it('is 断流 with its duration and its numbers are unknown, not 0, until it is heard again', async () => {
    const { begins, ends } = silenceOn(wall);
    await tell('terminal.status_changed', { name: '巡护 旅程', online: true, onDuty: true });
    await isHeard();
    await begins();
    // A word now and then: what a slow machine has not seen while one was fresh, it sees with the next.
    let over = false;
    const speaking = (async () => {
      while (!over) {
        await isHeard();
        await wall.page.waitForTimeout(2_000);
      }
    })();
    await ends().finally(() => {
      over = true;
    });
    await speaking;
  });
});
