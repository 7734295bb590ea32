import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Program, runProgram } from '../integration/mock-feeds/run-feeds.ts';
import { openViewer, type Viewer } from '../support/browser.ts';
import { ROOT } from '../support/budgets/tree.ts';
import { type Silence, silenceOn } from '../support/silence.ts';
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

const PATROL = 'situation-terminal';
/** A quarter of an hour of this world, after which the way of a terminal is written, is 45 seconds. */
const WRITTEN_MS = 180_000;
/** One step of the page on a slow machine. */
const STEP_MS = 10_000;
/** Longer than any call for help of the simulated world: who waits longest stands first. */
const CALLING_MS = 3 * 3_600_000;

/** What the platform of a terminal tells, one thing after the other. */
function patrol(stack: Stack) {
  let sequence = 0;
  const tell = async (type: string, data: object, ago = 0): Promise<void> => {
    sequence += 1;
    const time = new Date(Date.parse((await stack.state()).at) - ago).toISOString();
    const event = { specversion: '1.0', id: `${PATROL}-${sequence}`, source: 'urn:yitu:example', type };
    const answer = await stack.post({ ...event, subject: PATROL, time, sequence, data });
    expect(answer.ok).toBe(true);
  };
  return {
    begins: () => tell('terminal.status_changed', { name: '巡护 旅程', online: true, onDuty: true }),
    async walks() {
      for (const lng of [103.82, 103.83]) await tell('terminal.located', { location: { lng, lat: 25.6 } });
    },
    calls: () => tell('terminal.sos_raised', {}, CALLING_MS),
  };
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
  let silence: Silence;
  let terminal: ReturnType<typeof patrol>;
  const strip = () => wall.page.locator('section[data-panel="alarms"] [data-entity]');
  const callout = () => wall.page.locator(`.map-callout [data-entity="terminal:${PATROL}"]`);
  const inState = async () => (await stack.state()).entities.terminal.find(({ id }) => id === PATROL);

  /** Does something about the terminal for a purpose, until the wall says how the log has it. */
  async function doFor(deed: 'sos' | 'track', purpose: string, told: string): Promise<void> {
    const step = { timeout: STEP_MS };
    await waitFor(
      told,
      async () => {
        // What nobody touches for a minute is let go by itself: then it is picked and asked for again.
        if ((await callout().count()) === 0) {
          await strip().first().click(step);
          await callout().waitFor(step);
        }
        const text = await callout().innerText(step);
        if (text.includes(told)) return true;
        if (text.includes('已记入日志')) await callout().locator('form [type="button"]').click(step);
        const ask = callout().locator(`[data-part="deed-${deed}"]`);
        if ((await ask.count()) > 0) await ask.click(step);
        await callout().locator('form input').fill(purpose, step);
        await callout().locator('form [type="submit"]').click(step);
        await callout().getByText('已记入日志').waitFor(step);
        return false;
      },
      WRITTEN_MS,
    );
  }

  beforeAll(async () => {
    const clock = '2026-11-20T10:00:00+08:00,20x';
    stack = await startStack({ engine: 'sqlite', args: ['--no-feeds'], env: { YITU_CLOCK: clock } });
    wall = await openViewer(stack.url);
    silence = silenceOn(wall);
    await waitFor('a live wall', async () => (await root().getAttribute('data-link')) === 'live', 180_000);
    terminal = patrol(stack);
    await terminal.begins();
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

  it('says 断流 and for how long, tells no number that nobody knows, and is live again afterwards', async () => {
    await silence.begins();
    await wall.shoot('exercise-outage');
    await silence.ends();
    await terminal.walks();
  });

  it('is an ordinary wall again when the exercise is over', async () => {
    await waitFor('the mode', async () => (await root().getAttribute('data-mode')) === 'live', 180_000);
    await waitFor('no tag', async () => (await wall.page.locator('.header .tag').count()) === 0);
    expect(wall.complaints).toEqual([]);
  });

  it('shows a call for help before everything else; it ends at the wall, for a purpose that the log keeps', async () => {
    await terminal.walks();
    await terminal.calls();
    await waitFor(
      'its row, the first of all',
      async () => (await strip().first().getAttribute('data-entity')) === `terminal:${PATROL}`,
      WRITTEN_MS,
    );
    const called = Number((await inState())?.version);
    await doFor('track', '核对求助前的位置', '近1小时轨迹 · 已记入日志');
    await waitFor('the way on the map', () => wall.page.locator('canvas.map-track').count());
    await callout().locator('form [type="button"]').click();
    await waitFor('no way any more', async () => (await wall.page.locator('canvas.map-track').count()) === 0);
    const commands: unknown[] = [];
    wall.page.on('request', (request) => {
      if (request.url().endsWith('/v1/commands')) commands.push(request.postDataJSON());
    });
    await doFor('sos', '已回电，误触', '已解除 · 已记入日志');
    expect(commands.at(-1)).toMatchObject({
      type: 'operation.sos_cleared',
      subject: `terminal:${PATROL}`,
      data: { reason: '已回电，误触' },
    });
    await waitFor('the call to be over in the state', async () => (await inState())?.sosAt === null);
    expect(Number((await inState())?.version)).toBeGreaterThan(called);
    const calling = () => wall.page.locator(`[data-panel="alarms"] [data-entity="terminal:${PATROL}"]`);
    await waitFor('its row to go', async () => (await calling().count()) === 0);
    expect(wall.complaints).toEqual([]);
  });
});
