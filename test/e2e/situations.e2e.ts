import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Program, runProgram } from '../integration/mock-feeds/run-feeds.ts';
import { openViewer, type Viewer } from '../support/browser.ts';
import { ROOT } from '../support/budgets/tree.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { waitFor } from '../support/wait.ts';

const folder = mkdtempSync(join(tmpdir(), 'yitu-situation-'));

interface Script {
  readonly steps: readonly { readonly when: number }[];
}

/** The last third of the shipped exercise begins here, s: its alarms go back to normal, its item is closed. */
const ENDING_S = 900;
/** By how much that is put off: what a slow machine has not seen within so many seconds is not there any more. */
const LONGER_S = 400;

/**
 * An exercise, and a terminal platform that is cut off for nearly as long. With a short history and few terminals, so
 * that both begin soon after the feeds.
 */
function situation(): string {
  const file = join(folder, 'both.json');
  const shipped = readFileSync(join(ROOT, 'mock-feeds', 'scenarios', 'exercise.json'), 'utf8');
  const scripts = (JSON.parse(shipped) as { scripts: Script[] }).scripts.map((script) => ({
    ...script,
    steps: script.steps.map((step) => ({
      ...step,
      when: step.when < ENDING_S ? step.when : step.when + LONGER_S,
    })),
  }));
  const outages = [{ feed: 'terminal', afterS: 60, lastsS: ENDING_S + LONGER_S, catchUpS: 60 }];
  const history = { caseDays: 2, alarmHours: 1, leadMinutes: 60, indicatorHours: 2 };
  const own = { id: 'both', title: '演练与断流', extends: 'exercise', history, scripts, outages };
  writeFileSync(file, JSON.stringify(own));
  return file;
}

/** The simulated feeds on their own, which `npm start` would have begun before there is anybody to see them. */
function startFeeds({ url, dataDir }: Stack): Program {
  const keys = readFileSync(join(dataDir, 'start-keys.json'), 'utf8');
  const args = ['--gateway', url, '--state', join(folder, 'state'), '--scenario', situation()];
  return runProgram('mock-feeds/main.ts', [...args, '--terminals', '300'], {
    YITU_PRODUCER_KEY: (JSON.parse(keys) as { producer: string }).producer,
  });
}

describe('a wall in an exercise, with a feed that falls silent', () => {
  let stack: Stack;
  let wall: Viewer;
  let feeds: Program | null = null;
  const root = () => wall.page.locator('html');
  const feed = () => wall.page.locator('[data-entity="feed:terminal"]');

  beforeAll(async () => {
    const clock = '2026-11-20T10:00:00+08:00,20x';
    stack = await startStack({ engine: 'sqlite', args: ['--no-feeds'], env: { YITU_CLOCK: clock } });
    wall = await openViewer(stack.url);
    await waitFor('a live wall', async () => (await root().getAttribute('data-link')) === 'live', 180_000);
    feeds = startFeeds(stack);
  });
  afterAll(async () => {
    feeds?.kill('SIGTERM');
    await feeds?.ended;
    await wall?.close();
    await stack?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says unmistakably that there is an exercise, and counts nothing of it', async () => {
    await waitFor('the mode', async () => (await root().getAttribute('data-mode')) === 'exercise', 90_000);
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
    await waitFor('断流', async () => (await feed().getAttribute('data-state')) === 'SILENT', 90_000);
    expect(await feed().innerText()).toMatch(/终端断流 .+/);
    await waitFor('an age', async () => /断流 \d+分钟/.test(await feed().innerText()), 90_000);
    await wall.shoot('exercise-outage');
    await waitFor('the feed', async () => (await feed().getAttribute('data-state')) === 'LIVE', 180_000);
  });

  it('is an ordinary wall again when the exercise is over', async () => {
    await waitFor('the mode', async () => (await root().getAttribute('data-mode')) === 'live', 180_000);
    await waitFor('no tag', async () => (await wall.page.locator('.header .tag').count()) === 0);
    expect(wall.complaints).toEqual([]);
  });
});
