import { afterEach, describe, expect, it } from 'vitest';
import type { CaseEntity } from '../../gateway/contract/entities.ts';
import type { CaseReply } from '../../gateway/contract/state-reply.ts';
import { openViewer, type Viewer } from '../support/browser.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { waitFor } from '../support/wait.ts';

const at = (text: string) => `${text}+08:00`;

/** Longer than a whole story lasts. */
const STORY_MS = 300_000;

/** `/v1/cases/:id`: an item with its history. */
type Item = CaseReply &
  Pick<CaseEntity, 'village' | 'location' | 'people' | 'amount' | 'photos' | 'outcome' | 'facts'>;

let stack: Stack | null = null;
let wall: Viewer | null = null;

afterEach(async () => {
  await wall?.close();
  await stack?.stop();
  [stack, wall] = [null, null];
});

interface Story {
  readonly stack: Stack;
  readonly id: string;
  /** The item as the gateway tells it now, with its history. */
  item(): Promise<Item>;
  /** Waits until the item is there. */
  known(): Promise<Item>;
  /** Waits until it is so late in the story. */
  past(instant: string): Promise<unknown>;
  /** Waits for a state and answers the item in it. */
  until(state: CaseEntity['state']): Promise<Item>;
}

/** Begins the story; the browser is there before it, and its wall has come to life once, since the story waits for nobody. */
async function tell(scenario: string, clock: string, id: string): Promise<Story> {
  const viewer = await openViewer('about:blank');
  wall = viewer;
  const started = await startStack({
    engine: 'sqlite',
    args: ['--scenario', scenario],
    env: { YITU_CLOCK: clock },
  });
  stack = started;
  await goLive(viewer, `${started.url}/?page=1`);
  const item = async () => (await fetch(`${started.url}/v1/cases/${id}`)).json() as Promise<Item>;
  const until = (state: CaseEntity['state']) =>
    waitFor(
      `${id} ${state}`,
      async () => {
        const now = await item();
        return now.state === state ? now : null;
      },
      STORY_MS,
    );
  const known = () =>
    waitFor(
      id,
      async () => {
        const now = await item();
        return now.kind === undefined ? null : now;
      },
      STORY_MS,
    );
  const past = (instant: string) =>
    waitFor(
      instant,
      async () => {
        const { ms } = (await (await fetch(`${started.url}/v1/time`)).json()) as { ms: number };
        return ms >= Date.parse(instant);
      },
      STORY_MS,
    );
  return { stack: started, id, item, known, until, past };
}

async function goLive({ page }: Viewer, url: string): Promise<void> {
  await page.goto(url);
  await waitFor(
    'a live wall',
    async () => (await page.locator('html').getAttribute('data-link')) === 'live',
    STORY_MS,
  );
}

/** A wall narrowed to the item's village, with the item picked. */
async function look({ stack: { url }, id }: Story, village: string | null): Promise<Viewer> {
  const viewer = wall;
  if (viewer === null) throw new Error('there is no browser');
  await goLive(viewer, `${url}/?area=${village}&page=1`);
  await pick(viewer, id);
  return viewer;
}

const row = (viewer: Viewer, id: string) =>
  viewer.page.locator(`[data-panel="timers"] [data-entity="case:${id}"]`);
const callout = (viewer: Viewer, id: string) => viewer.page.locator(`aside[data-entity="case:${id}"]`);

/** Picks the item anew: a wall lets go of a selection after a minute. One that was closed meanwhile has no row to be picked by. */
async function pick(viewer: Viewer, id: string): Promise<void> {
  const listed = async () => (await row(viewer, id).count()) > 0;
  const shown = async () => (await callout(viewer, id).count()) > 0;
  await waitFor('the row of the item, or its callout', async () => (await listed()) || (await shown()));
  if (!(await listed())) return;
  if (await shown()) await row(viewer, id).click();
  await waitFor('nothing to be picked', async () => !(await shown()));
  await row(viewer, id).click();
  await waitFor('its callout', shown);
}

/** Waits until one page of the callout says all of something, and answers all it says. */
function says(viewer: Viewer, id: string, ...words: readonly string[]): Promise<string> {
  return waitFor(
    `“${words.join('” and “')}” in the callout`,
    async () => {
      const text = await callout(viewer, id).innerText();
      return words.every((one) => text.includes(one)) ? text : null;
    },
    STORY_MS,
  );
}

/** Waits until so many pictures are there and drawn: each is fetched by itself. */
const photos = (viewer: Viewer, id: string, count: number) =>
  waitFor(
    `${count} pictures`,
    async () => {
      const sizes = await callout(viewer, id)
        .locator('img')
        .evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth));
      return sizes.length === count && sizes.every((width) => width > 0);
    },
    STORY_MS,
  );

const historyOf = ({ facts = [] }: Item) => facts.map(({ type, note }) => `${type} ${note ?? ''}`);

describe('the stories the wall was made for', () => {
  it('井盖: reported with place and photo, dispatched by the catalogue, replaced the next day, closed in time', async () => {
    const story = await tell('manhole', '2026-11-19T11:00:00+08:00,800x', 'SX261119-901');
    const { id } = story;
    const viewer = await look(story, (await story.known()).village);
    const working = await story.until('IN_PROGRESS');
    expect(working).toMatchObject({ title: '井盖破损', kind: 'FACILITY', level: null, urgency: 'U4' });
    expect(working.holder).toBe('住建局');
    expect(working.receivedAt).toBe(at('2026-11-19T15:19:00'));
    expect(working.dueAt).toBe(at('2026-11-23T18:00:00'));
    expect([working.location, working.verdict]).toEqual([expect.anything(), 'ONTIME']);
    expect(working.photos).toHaveLength(1);

    await pick(viewer, id);
    await says(viewer, id, '住建局 · 处置');
    await photos(viewer, id, 1);
    await viewer.shoot('story-manhole-1-working');
    await story.past(at('2026-11-20T04:00:00'));
    await pick(viewer, id);

    const closed = await story.until('CLOSED');
    expect(closed.closedAt).toBe(at('2026-11-20T10:30:00'));
    expect(closed).toMatchObject({ sla: 'DONE_ON_TIME', verdict: 'ONTIME', outcome: 'RESOLVED' });
    expect(closed.photos).toHaveLength(2);
    expect(historyOf(closed).join('\n')).toMatch(
      /case\.received .*位置与照片[\s\S]*case\.verified .*道路井盖 → 住建局[\s\S]*case\.dispatched .*2个工作日[\s\S]*case\.signed[\s\S]*case\.started[\s\S]*case\.fedback .*照片回传[\s\S]*case\.calledback[\s\S]*case\.closed/,
    );
    expect(historyOf(closed).join('\n')).toContain('operation.verified 座席核对');
    const told = await says(viewer, id, '已办结 · 按时');
    expect(told).toContain('井盖破损');
    await photos(viewer, id, 2);
    await viewer.shoot('story-manhole-2-closed');
    expect(viewer.complaints).toEqual([]);
  });

  it('欠薪: 3.3万元 owed, 1.5 paid at the table, 1.8 promised, watched until it is paid', async () => {
    const story = await tell('wages', '2026-11-19T05:00:00+08:00,1000x', 'SX261119-901');
    const { id } = story;
    const received = await story.known();
    expect(received).toMatchObject({ title: '欠薪纠纷', kind: 'DISPUTE', people: 6 });
    const viewer = await look(story, received.village);
    const promised = await story.until('FULFILMENT');
    expect(promised.amount).toEqual({ owed: 33_000, paid: 15_000, promised: 18_000 });
    expect(promised.level).toBe('MEDIUM');
    await pick(viewer, id);
    // The card's pages take turns: its money stands on the first.
    const owed = await says(viewer, id, '承诺 1.8万元');
    expect(owed).toContain('履约跟踪');
    expect(owed).toMatch(/应付 3\.3万元\s+已付 1\.5万元 · 承诺 1\.8万元/);
    await viewer.shoot('story-wages-1-fulfilment');
    await story.past(at('2026-11-20T06:00:00'));
    await pick(viewer, id);
    await waitFor(
      'the reminder of the promise',
      async () => historyOf(await story.item()).some((line) => line.includes('履约提醒')),
      STORY_MS,
    );

    const closed = await story.until('CLOSED');
    expect(closed.amount).toEqual({ owed: 33_000, paid: 33_000, promised: 0 });
    expect(closed.closedAt).toBe(at('2026-11-20T16:00:00'));
    expect(closed).toMatchObject({
      verdict: 'ONTIME',
      outcome: 'RESOLVED',
      dueAt: at('2026-11-26T18:00:00'),
    });
    expect(historyOf(closed).join('\n')).toMatch(
      /case\.dispatched[\s\S]*case\.fedback .*1\.5万元.*1\.8万元[\s\S]*case\.calledback[\s\S]*case\.fulfilment_started[\s\S]*到账[\s\S]*case\.closed/,
    );
    const told = await says(viewer, id, '已办结 · 按时', '已付 3.3万元');
    expect(told).toMatch(/应付 3\.3万元\s+已付 3\.3万元/);
    await viewer.shoot('story-wages-2-closed');
    expect(viewer.complaints).toEqual([]);
  });
});
