import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewer, type Viewer } from '../support/browser.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { waitFor } from '../support/wait.ts';

const folder = mkdtempSync(join(tmpdir(), 'yitu-situation-'));

/** An exercise, and a terminal platform that is cut off for a quarter of an hour. */
function situation(): string {
  const file = join(folder, 'both.json');
  const outages = [{ feed: 'terminal', afterS: 60, lastsS: 900, catchUpS: 60 }];
  writeFileSync(file, JSON.stringify({ id: 'both', title: '演练与断流', extends: 'exercise', outages }));
  return file;
}

describe('a wall in an exercise, with a feed that falls silent', () => {
  let stack: Stack;
  let wall: Viewer;
  const root = () => wall.page.locator('html');
  const feed = () => wall.page.locator('[data-entity="feed:terminal"]');

  beforeAll(async () => {
    const clock = '2026-11-20T10:00:00+08:00,20x';
    stack = await startStack({
      engine: 'sqlite',
      args: ['--scenario', situation()],
      env: { YITU_CLOCK: clock },
    });
    wall = await openViewer(stack.url);
    await waitFor('a live wall', async () => (await root().getAttribute('data-link')) === 'live', 60_000);
  });
  afterAll(async () => {
    await wall?.close();
    await stack?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says unmistakably that there is an exercise, and counts nothing of it', async () => {
    await waitFor('the mode', async () => (await root().getAttribute('data-mode')) === 'exercise', 40_000);
    // The two feeds take their own ways and times to the gateway: the item may come before the alarms or after them.
    await waitFor(
      'the band to count both alarms and the item',
      async () => /告警 2 · 事项 1 · 不计入数字/.test(await wall.page.locator('.band').innerText()),
      60_000,
    );
    expect(await wall.page.locator('.header').innerText()).toContain('演练');
    expect(await wall.page.locator('section[data-panel="alarms"]').innerText()).not.toContain('演练');
    const { entities, counts } = await stack.state();
    const real = entities.alarm.filter((one) => one.reality !== 'exercise' && one.finishedAt === null);
    expect(entities.alarm.length).toBeGreaterThan(real.length);
    expect(counts.alarm.active).toBe(real.length);
  });

  it('says 断流 and for how long, and the feed is live again afterwards', async () => {
    await waitFor('断流', async () => (await feed().getAttribute('data-state')) === 'SILENT', 40_000);
    expect(await feed().innerText()).toMatch(/终端断流 .+/);
    await waitFor('an age', async () => /断流 \d+分钟/.test(await feed().innerText()), 20_000);
    await wall.shoot('exercise-outage');
    await waitFor('the feed', async () => (await feed().getAttribute('data-state')) === 'LIVE', 60_000);
  });

  it('is an ordinary wall again when the exercise is over', async () => {
    await waitFor('the mode', async () => (await root().getAttribute('data-mode')) === 'live', 60_000);
    expect(await wall.page.locator('.header .tag').count()).toBe(0);
    expect(wall.complaints).toEqual([]);
  });
});
