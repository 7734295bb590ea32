import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourcesReply } from '../../gateway/contract/source-replies.ts';
import type { StateReply } from '../../gateway/contract/state-reply.ts';
import { openViewer, type Viewer } from '../support/browser.ts';
import { listenForSounds } from '../support/listen-for-sounds.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { waitFor } from '../support/wait.ts';
import { boardFaults, mapFaults } from './scene/map-truths.ts';
import { LEAD_WAITED_MS, NAMED, namedLead } from './scene/named-lead.ts';
import {
  alarmsIn,
  numberAfter,
  numberOf,
  type PageTold,
  sharesWithoutBase,
  TRUTHS,
  told,
  rowsOf as toned,
} from './scene/truths.ts';

/**
 * An event with an id of its own. No item of the demonstration is overdue for as long: it stands on the first page of the
 * timers, on which day and however late the test looks.
 */
const manhole = (id: string, title = '井盖破损') => ({
  specversion: '1.0',
  id,
  source: 'urn:yitu:example',
  type: 'case.received',
  subject: id,
  time: '2026-01-05T15:19:00+08:00',
  sequence: 1,
  data: {
    title,
    kind: 'FACILITY',
    channel: 'GRID_APP',
    location: { lng: 103.82, lat: 25.6 },
    urgency: 'U1',
    dueAt: '2026-01-05T15:49:00+08:00',
  },
});

const number = (viewer: Viewer, kpi: string) =>
  viewer.page
    .locator(`[data-kpi="${kpi}"]`)
    .first()
    .innerText()
    .then((text) => Number(text.replace(/[,\s]/g, '')));
const LEVELS = ['HIGH', 'MEDIUM', 'LOW', 'UNDETERMINED', 'NONE'] as const;

/** What a page counts: numbers as they stand in panels and on the map's legend alike, and the rows of its lists. */
function countsOf(page: PageTold): Readonly<Record<string, number>> {
  const { timers, alarms } = page;
  return {
    open: numberOf(page, 'case.open'),
    overdue: numberOf(page, 'case.overdue'),
    overdueRows: toned(timers, 'overdue') + numberAfter(timers, '另有 超期'),
    dueSoonRows: toned(timers, 'due-soon') + numberAfter(timers, '临期'),
    unacked: numberOf(page, 'alarm.unacked'),
    unackedRows: alarmsIn(alarms).waiting + numberAfter(alarms, '另有 未确认'),
    ...Object.fromEntries(LEVELS.map((level) => [level, numberOf(page, `case.open.${level}`)])),
  };
}

/** The same counts as the interface has them. */
function countsIn({ counts: { case: items, alarm } }: StateReply): Readonly<Record<string, number>> {
  const { open, overdue, dueSoon, byLevel } = items;
  const { unacked } = alarm;
  return {
    ...{ open, overdue, overdueRows: overdue, dueSoonRows: dueSoon, unacked, unackedRows: unacked },
    ...Object.fromEntries(LEVELS.map((level) => [level, byLevel[level]])),
  };
}

/** Of either form that the interface tells instants in, ms. */
const instant = (told: unknown) => (typeof told === 'number' ? told : Date.parse(String(told)));

/** Rows of a page that are not in the state, or came after the last event of their feed. */
function newest({ timers, alarms }: PageTold, { entities }: StateReply): string[] {
  const came = new Map<string, number>([
    ...entities.case.map((one) => [`case:${one.id}`, instant(one.receivedAt)] as const),
    ...entities.alarm.map((one) => [`alarm:${one.id}`, instant(one.raisedAt)] as const),
  ]);
  const last = new Map(entities.feed.map((feed) => [feed.id, instant(feed.lastEventAt)]));
  return [...timers.rows, ...alarms.rows]
    .map(({ ref }) => ref)
    .filter((ref) => {
      const [feed = ''] = ref.split(':');
      return !((came.get(ref) ?? Number.NaN) <= (last.get(feed) ?? Number.NaN));
    });
}

function raise(text: string): never {
  throw new Error(text);
}

/** Waits until nothing is wrong; what still is stands in the error. */
const none = (what: string, wrong: () => Promise<readonly string[]>) =>
  waitFor(
    `no ${what}`,
    async () => {
      const found = await wrong();
      return found.length === 0 ? true : raise(found.slice(0, MOST_TOLD).join('\n'));
    },
    START_MS,
  );
const MOST_TOLD = 12;

/** Ids that no earlier try of a test has posted. */
let posted = 0;
const freshId = () => {
  posted += 1;
  return `journey-${posted}`;
};

/** A start of everything on a slow machine. */
const START_MS = 180_000;

const link = (viewer: Viewer) => viewer.page.locator('html').getAttribute('data-link');

/** How often an item stands in the list of disposal timers. */
const rowsOf = (viewer: Viewer, entity: string) =>
  viewer.page.locator(`[data-panel="timers"] [data-entity="${entity}"]`).count();

describe.each(['sqlite', 'redis'] as const)('a newcomer’s first journey on %s', (engine) => {
  let stack: Stack;
  let wall: Viewer;
  let first = '';

  beforeAll(async () => {
    stack = await startStack({ engine });
    wall = await openViewer(stack.url, { width: 1920, height: 1080, prepare: listenForSounds });
    await waitFor('a live wall', async () => (await link(wall)) === 'live', START_MS);
  });
  afterAll(async () => {
    await wall?.close();
    await stack?.stop();
  });

  /** A second page of the browser, at the first page of the panels that holds this one. */
  async function pageWith(panel: string, address: (at: number) => string) {
    const page = await wall.page.context().newPage();
    for (let at = 2; (await page.locator(`section[data-panel="${panel}"]`).count()) === 0; at += 1) {
      await page.goto(address(at));
      await waitFor('the page', () => page.locator('section.panel[data-state="live"]').count(), START_MS);
    }
    return { page, close: () => page.close() };
  }

  it('prints the links, the curl and, where it serves, the redis-cli line', () => {
    expect(stack.output()).toContain(`大屏  Wall     ${stack.url}/`);
    expect(stack.output()).toContain(`${stack.url}/?as=visitor`);
    expect(stack.output()).toContain(`curl -s ${stack.url}/v1/events`);
    expect(stack.output().includes('redis-cli')).toBe(engine === 'redis');
  });

  it('is full at once', async () => {
    await waitFor('open items', async () => (await number(wall, 'case.open')) > 200, START_MS);
  });

  const isKnown = ({ lastEventAt }: SourcesReply['sources'][number]) => lastEventAt !== null;

  it('hears every source that it should, and says so: 断流 and 应报未报 are counted, not guessed', async () => {
    await waitFor(
      'every expected source to be heard',
      async () => {
        const { sources } = (await (await fetch(`${stack.url}/v1/sources`)).json()) as SourcesReply;
        const expected = sources.filter(({ name }) => name !== null);
        const whole = expected.filter(({ street }) => street === null);
        // Out of its hours a source is quiet though it is heard: the journey is made at any time of day.
        const heard = expected.filter(({ state }) => state === 'LIVE' || state === 'QUIET');
        return whole.length === 6 && heard.length === expected.length && heard.every(isKnown);
      },
      START_MS,
    );
    await waitFor(
      'nothing unreported on the wall',
      async () => (await number(wall, 'feed.unreported')) === 0,
      START_MS,
    );
  });

  it('puts a posted item on the wall within a second', async () => {
    first = freshId();
    const answer = await stack.post(manhole(first, '井盖破损 · 旅程'));
    expect(answer.status).toBe(201);
    await waitFor('the row', () => wall.page.locator(`[data-entity="case:${first}"]`).count());
  });

  it('moves by itself', async () => {
    const before = await wall.page.locator('html').getAttribute('data-position');
    await waitFor(
      'a later position',
      async () => (await wall.page.locator('html').getAttribute('data-position')) !== before,
    );
  });

  it('shows in lists, legend, numbers and interface the same at one position, and nothing newer than its feed', async () => {
    await waitFor(
      'one position on the wall and in /v1/state',
      async () => {
        const state = await stack.state();
        const page = await told(wall.page);
        const later = newest(page, state);
        return JSON.stringify(countsOf(page)) === JSON.stringify(countsIn(state)) && later.length === 0
          ? true
          : raise(JSON.stringify([countsOf(page), countsIn(state), later]));
      },
      START_MS,
    );
  });

  it.each(TRUTHS)('tells the truth (decisions D8): %s', async (what, wrong) => {
    await none(what, async () => wrong(await told(wall.page)));
  });

  it('names nobody for a lead that nobody has verified, in its lane, on the map and in its callout', async () => {
    const id = freshId();
    const at = Date.parse((await stack.state()).at) - LEAD_WAITED_MS;
    const answer = await stack.post(namedLead(id, new Date(at).toISOString()));
    expect(answer.status).toBe(201);
    const { page, close } = await pageWith('leads', (at) => `${stack.url}/?page=${at}`);
    try {
      const there = (selector: string) => () => page.locator(selector).count();
      const row = `[data-panel="leads"] [data-entity="video:${id}"]`;
      await waitFor('its row', there(row), START_MS);
      await waitFor('its mark', there(`[data-marks*="lead video:${id}"]`), START_MS);
      await page.locator(row).click();
      await waitFor('its callout', there(`.map-callout [data-entity="video:${id}"]`), START_MS);
      const words = await page.locator('body').innerText();
      for (const name of NAMED) expect(words).not.toContain(name);
      const { leads } = await told(page);
      expect(leads.map(({ ref }) => ref)).toContain(`video:${id}`);
      expect(leads.filter(({ quiet }) => !quiet)).toEqual([]);
    } finally {
      await close();
    }
  });

  it('draws every entity of the state that has a place, with its kind and level, and nothing else', async () => {
    await waitFor('the map', () => wall.page.locator('section.map[data-drawn="true"]').count(), START_MS);
    await none('other marks', async () => mapFaults(wall.page, await stack.state()));
  });

  it('tells of every street what the state has of it', async () => {
    const { page, close } = await pageWith('towns', (at) => `${stack.url}/?map=off&page=${at}`);
    try {
      await none('other numbers', async () => boardFaults(page, await stack.state()));
      await none('other shares', async () => sharesWithoutBase(await told(page)));
    } finally {
      await close();
    }
  });

  it('survives a killed gateway: nothing missing, nothing twice', async () => {
    const before = Number(await wall.page.locator('html').getAttribute('data-position'));
    // One map for the life of the page: what is marked now is still there once the wall is live again.
    const canvas = wall.page.locator('.map-engine canvas').first();
    await canvas.evaluate((element) => element.setAttribute('data-stood-before', ''));
    await stack.killGateway();
    await waitFor(
      'the gateway again',
      () =>
        fetch(`${stack.url}/readyz`).then(
          (answer) => answer.ok,
          () => false,
        ),
      START_MS,
    );
    await waitFor(
      'a later position on the wall',
      async () => Number(await wall.page.locator('html').getAttribute('data-position')) > before + 5,
      START_MS,
    );
    await waitFor('the wall to be live again', async () => (await link(wall)) === 'live', START_MS);
    expect(await wall.page.locator('.map-engine canvas[data-stood-before]').count()).toBe(1);
    const second = freshId();
    expect((await stack.post(manhole(first, '井盖破损 · 旅程'))).status).toBe(200);
    expect((await stack.post(manhole(second, '井盖破损 · 之后'))).status).toBe(201);
    await waitFor('the second row', () => wall.page.locator(`[data-entity="case:${second}"]`).count());
    await waitFor('the first row', async () => (await rowsOf(wall, `case:${first}`)) > 0);
    expect(await rowsOf(wall, `case:${first}`)).toBe(1);
    const state = await stack.state();
    expect(state.entities.case.filter(({ id }) => id === first || id === second)).toHaveLength(2);
  });

  it('asks no other origin for anything, and complains about nothing', async () => {
    await wall.shoot(`journey-${engine}`);
    expect(wall.origins()).toEqual([new URL(stack.url).origin]);
    expect(
      wall.complaints.filter(
        (text) => !/net::ERR_(CONNECTION|EMPTY|SOCKET)|WebSocket connection|503|ECONNRESET/.test(text),
      ),
    ).toEqual([]);
  });

  it('shows a visitor totals and nothing else', async () => {
    const visitor = await openViewer(`${stack.url}/?as=visitor`);
    try {
      await waitFor('a live visitor wall', async () => (await link(visitor)) === 'live', START_MS);
      await waitFor('the totals', async () => (await number(visitor, 'case.open')) > 200, START_MS);
      expect(
        await visitor.page
          .locator('[data-entity^="case:"], [data-entity^="alarm:"], [data-entity^="terminal:"]')
          .count(),
      ).toBe(0);
      expect(await visitor.page.locator('body').innerText()).not.toContain('旅程');
      await visitor.shoot(`visitor-${engine}`);
    } finally {
      await visitor.close();
    }
  });
});

describe('the command', () => {
  it('says that one runs already, and which port is taken', async () => {
    const first = await startStack({ engine: 'sqlite' });
    try {
      const second = startStack({ engine: 'sqlite', dataDir: first.dataDir });
      await expect(second).rejects.toThrow(/已在运行.*already running/s);
      const busy = startStack({ engine: 'sqlite', port: first.port });
      await expect(busy).rejects.toThrow(
        new RegExp(`端口 ${first.port} 已被占用.*PORT=${first.port + 1}`, 's'),
      );
    } finally {
      await first.stop();
    }
  });

  it.each(['sqlite', 'redis'] as const)('stops cleanly and goes on where it was, on %s', async (engine) => {
    const first = await startStack({ engine });
    const { position } = await first.state();
    expect((await first.post(manhole('kept-1'))).status).toBe(201);
    await first.stop(true);
    expect(first.output()).toContain('已停止');
    const again = await startStack({ engine, dataDir: first.dataDir });
    try {
      const state = await again.state();
      expect(state.epoch).toBe(position.split(':')[0]);
      expect(state.entities.case.map((item) => item.id)).toContain('kept-1');
      expect((await again.post(manhole('kept-1'))).status).toBe(200);
    } finally {
      await again.stop();
    }
  });
});
