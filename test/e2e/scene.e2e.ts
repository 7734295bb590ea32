import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STYLES } from '../../screen/shell/legibility.ts';
import { THEMES } from '../../screen/shell/params.ts';
import { ROOT } from '../support/budgets/tree.ts';
import type { BuiltPage } from '../support/built-page.ts';
import {
  approvable,
  compare,
  compareKept,
  type Part,
  TOLERANCE,
  type Tolerance,
} from '../support/compare.ts';
import { waitFor } from '../support/wait.ts';
import { openScenes, type Scenes } from './scene/camera.ts';
import {
  approvedFile,
  BASEMAPS,
  FAR_SHOTS,
  LATER_PAGES,
  onPage,
  PAGED_SHOTS,
  README_SHOT,
  readmeFile,
  type Shot,
  STATE_SHOTS,
  TURNED_SHOTS,
  WALL_SHOTS,
} from './scene/matrix.ts';
import { seriousObstacles } from './scene/obstacles.ts';
import { overflows, tooSmall, wordsOnSeams } from './scene/overflow.ts';
import { startScene } from './scene/stage.ts';
import { SCENE_STATES, type SceneData } from './scene/states.ts';
import { STREETS } from './scene/streets.ts';
import { type PageTold, sharesWithoutBase, TRUTHS, told } from './scene/truths.ts';

/** Without graphics hardware edges and names of a map are computed on the processor, and each kind of it rounds in its own way. */
const MAP_TOLERANCE: Tolerance = { whole: 0.02, tile: 0.1 };
/** A wall page by page. */
const PAGED_MS = 240_000;
const PICTURES = join(ROOT, '.reports', 'screenshots', 'scenes');

const look = (name: string, asked: string): readonly [string, string] => [name, `?map=off&page=1&${asked}`];

/** What anybody must be able to use, by name, and the page's address: every state by day and night, some in English and for visitors, every later page. */
const LOOKS: readonly (readonly [string, string])[] = [
  ...SCENE_STATES.flatMap((state) =>
    THEMES.map((theme) => look(`${state}, ${theme}`, `state=${state}&theme=${theme}`)),
  ),
  ...(['live', 'silent'] as const).flatMap((state) => [
    look(`${state}, English`, `state=${state}&lang=en`),
    look(`${state}, visitor`, `state=${state}&as=visitor&wall=visit-1080p`),
  ]),
  ...LATER_PAGES.map((page): readonly [string, string] => [`page ${page}`, `?map=off&page=${page}`]),
  ['empty, page 2', '?state=empty&map=off&page=2'],
];

/** Parts of the page that say they are broken. */
const faults = (page: Page) => page.locator('[data-state="fault"], [data-map-state="fault"]').count();
const percent = (share: number) => (share * 100).toFixed(2);

describe('the overview at a standstill', () => {
  let scene: BuiltPage;
  let scenes: Scenes;
  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    scene = await startScene();
    scenes = await openScenes(scene.url);
  });
  afterAll(async () => {
    await scenes?.close();
    await scene?.stop();
  });

  /** The map of the page that stands, with its own tolerance: what the shell lays over it is judged with it. */
  async function mapPart(): Promise<Part> {
    const box = await scenes.page.locator('section.map .map-host').boundingBox();
    if (box === null) throw new Error('no map');
    return { box, tolerance: MAP_TOLERANCE };
  }

  it.each(STATE_SHOTS.map((shot) => [shot.name, shot] as const))(
    'looks as it was approved: %s',
    async (name, shot) => {
      await scenes.show(shot);
      const picture = await scenes.page.screenshot();
      writeFileSync(join(PICTURES, `${name}.png`), picture);
      expect(await overflows(scenes.page), 'cut off or covered').toEqual([]);
      if (shot.query.includes('state=fault')) expect(await faults(scenes.page)).toBeGreaterThan(0);
      const file = approvedFile(shot);
      expect(existsSync(file), `approve it: npm run shots -- --approve (${file})`).toBe(true);
      const part = shot.map ? await mapPart() : null;
      const compared = await compare(picture, readFileSync(file), TOLERANCE, part);
      const { same, share, worst, inside, difference } = compared;
      if (!same && difference !== null) writeFileSync(join(PICTURES, `${name}.difference.png`), difference);
      expect(
        {
          same,
          percent: percent(share),
          worstTile: percent(worst),
          map: inside && [inside.share, inside.worst].map(percent),
        },
        `look at .reports/screenshots/scenes/${name}*.png; approve by npm run shots -- --approve`,
      ).toMatchObject({ same: true });
    },
  );

  it('has no two approved pictures that are alike', () => {
    const hashes = STATE_SHOTS.map((shot) =>
      createHash('sha256')
        .update(readFileSync(approvedFile(shot)))
        .digest('hex'),
    );
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it.each(BASEMAPS)('stands in the README as it is: on %s', async (basemap) => {
    const [shown, approved] = [readmeFile(basemap), approvedFile({ name: README_SHOT })].map((file) =>
      readFileSync(file),
    ) as [Buffer, Buffer];
    const { same, share } = await compareKept(shown, approved, MAP_TOLERANCE);
    expect({ same, percent: percent(share) }, 'npm run shots -- --approve').toMatchObject({ same: true });
  });

  it('sees that a mark, the note or the callout of the map has gone', async () => {
    const { page } = scenes;
    const shot = { name: 'gone', width: 1920, height: 1080, query: '?state=silent&page=1', map: true };
    await scenes.show(shot);
    const [whole, part] = [await approvable(await page.screenshot()), await mapPart()];
    const seen = async () => !(await compare(await page.screenshot(), whole, TOLERANCE, part)).same;
    expect(await seen(), 'nothing gone').toBe(false);
    for (const gone of ['.map-note', '.map-callout']) {
      const element = page.locator(gone).first();
      await element.evaluate((one: HTMLElement) =>
        one.style.setProperty('visibility', 'hidden', 'important'),
      );
      expect(await seen(), gone).toBe(true);
      await element.evaluate((one: HTMLElement) => one.style.removeProperty('visibility'));
    }
    await page.route('**/data/operator.json', async (route) => {
      const data = (await (await route.fetch()).json()) as SceneData;
      const alarm = data.entities.alarm?.map((one) =>
        one.priority === 'P1' && !one.acked ? { ...one, location: null } : one,
      );
      await route.fulfill({ json: { ...data, entities: { ...data.entities, alarm } } });
    });
    await scenes.show(shot);
    expect(await seen(), 'the P1').toBe(true);
    await page.unroute('**/data/operator.json');
  });

  it.each(['live', 'stale', 'silent', 'fault'])('has every street named on its map: %s', async (state) => {
    const { page } = scenes;
    await scenes.show({ name: state, width: 1920, height: 1080, query: `?state=${state}&page=1`, map: true });
    const names = page.locator('.map-town:not(.map-village, .map-resource):visible .map-town-name');
    expect((await names.allInnerTexts()).sort()).toEqual([...STREETS].sort());
  });

  it('draws what happens around a layer of its map that cannot be read, an alarm P1 too, and says which it is', async () => {
    const { page } = scenes;
    const marks = async (state: string) => {
      const query = `?state=${state}&page=1`;
      await scenes.show({ name: state, width: 1920, height: 1080, query, map: true });
      const told = await page.locator('.map-host [data-marks]').first().getAttribute('data-marks');
      // The county is a little smaller beside another legend: alarms that look the same may be more in one number.
      return (told ?? '').split('\n').filter((mark) => /^(p1|sos|lead) /.test(mark));
    };
    const whole = await marks('live');
    expect(await marks('fault')).toEqual(whole);
    expect(whole.some((mark) => mark.startsWith('p1 '))).toBe(true);
    expect(await page.locator('.map-note').allInnerTexts()).toEqual(['村社区界读不到 · 重试中']);
    expect(await page.locator('.map-legend').innerText()).toContain('每镇街');
  });

  it('sees that a single number or row has gone', async () => {
    const { page } = scenes;
    await scenes.show({ name: 'gone', width: 1920, height: 1080, query: '?map=off&page=1', map: false });
    const whole = await approvable(await page.screenshot());
    for (const gone of ['[data-kpi="case.suspended"]', '[data-panel="alarms"] [data-entity] >> nth=2']) {
      const part = page.locator(gone).last();
      await part.evaluate((element) => element.setAttribute('style', 'visibility: hidden'));
      const { same, share } = await compare(await page.screenshot(), whole);
      expect([same, share < TOLERANCE.whole], gone).toEqual([false, true]);
      await part.evaluate((element) => element.removeAttribute('style'));
    }
  });

  const compared = new Set(STATE_SHOTS.map(({ name }) => name));
  const others = [...WALL_SHOTS.filter(({ name }) => !compared.has(name)), ...TURNED_SHOTS];
  it.each(others.map((shot) => [shot.name, shot] as const))(
    'shows nothing that is cut off or covers something: %s',
    async (name, shot) => {
      await scenes.show(shot);
      const onSeams = shot.splices === undefined ? [] : await wordsOnSeams(scenes.page, shot.splices);
      const found = [...(await overflows(scenes.page)), ...onSeams];
      if (found.length > 0) await scenes.page.screenshot({ path: join(PICTURES, `${name}.png`) });
      expect(found).toEqual([]);
    },
  );

  it.each(FAR_SHOTS.map((shot) => [shot.name, shot] as const))(
    'has nothing cut off, covered or too small from the farthest seat: %s',
    async (name, shot) => {
      await scenes.show(shot);
      const small = shot.metres === undefined ? [] : await tooSmall(scenes.page, shot.metres, shot);
      const found = [...(await overflows(scenes.page)), ...small];
      if (found.length > 0) await scenes.page.screenshot({ path: join(PICTURES, `${name}.png`) });
      expect(found).toEqual([]);
    },
  );

  it.each(PAGED_SHOTS.map((shot) => [shot.name, shot] as const))(
    'has nothing cut off, covered or too small on any page: %s',
    async (_, whole) => {
      const { metres, splices } = whole;
      await scenes.show(whole);
      const pages = await scenes.pages();
      if (whole.name === 'hall-1080p-live-dark-zh')
        expect(LATER_PAGES.at(-1), 'pages looked at by axe').toBe(pages);
      const found: string[] = [];
      for (let number = 1; number <= pages; number += 1) {
        const shot = onPage(whole, number);
        await scenes.show(shot);
        const here = [
          ...(await overflows(scenes.page)),
          ...(metres === undefined ? [] : await tooSmall(scenes.page, metres, shot)),
          // Displays meet where they meet, from every seat; the layout is made for the profile's own.
          ...(splices === undefined || /m$/.test(whole.name) ? [] : await wordsOnSeams(scenes.page, splices)),
        ];
        if (here.length > 0) await scenes.page.screenshot({ path: join(PICTURES, `${shot.name}.png`) });
        found.push(...here.map((text) => `page ${number}: ${text}`));
      }
      expect(found).toEqual([]);
    },
    PAGED_MS,
  );

  it.each(LOOKS)('has no serious obstacle for anybody: %s', async (_, query) => {
    await scenes.show({ name: query, width: 1920, height: 1080, query, map: false });
    expect(await seriousObstacles(scenes.page)).toEqual([]);
  });

  it('has no serious obstacle for anybody: the map, with what was picked and a number explained', async () => {
    const { page } = scenes;
    await scenes.show({ name: 'cards', width: 1920, height: 1080, query: '?page=1', map: true });
    await page.locator('[data-panel="alarms"] [data-entity^="alarm:"]').first().click();
    await page.locator('[data-panel="today"] [data-kpi="case.open"]').click();
    await waitFor('the callout', () => page.locator('.map-callout [data-entity^="alarm:"]').count());
    await waitFor('the explanation', () => page.locator('[data-number="case.open"] dd').count());
    expect(await seriousObstacles(page)).toEqual([]);
  });

  it('goes on around a panel that fails, every other one with its numbers', async () => {
    const { page } = scenes;
    const numbersIn = async (state: string) => {
      await scenes.show({
        name: state,
        width: 1920,
        height: 1080,
        query: `?state=${state}&map=off&page=1`,
        map: false,
      });
      const { numbers } = await told(page);
      return Object.keys(numbers).filter((id) => !id.includes('case.DISPUTES.'));
    };
    const whole = await numbersIn('live');
    expect(await numbersIn('fault')).toEqual(whole);
    expect(await page.locator('[data-state="fault"]').count()).toBe(1);
    expect(await page.locator('[data-state="fault"]').innerText()).toContain('矛盾纠纷');
  });

  describe('tells the truth (decisions D8)', () => {
    let page: PageTold;
    beforeAll(async () => {
      // Wide enough for the town board beside all of today: its shares take turns on the ordinary wall.
      const query = '?wall=led-3840x1080&map=off&page=1';
      await scenes.show({ name: 'truth', width: 3840, height: 1080, query, map: false });
      page = await told(scenes.page);
    });

    it.each(TRUTHS)('%s', (_, wrong) => {
      expect(wrong(page)).toEqual([]);
    });
    it('on a page that has numbers, rows of both lists and shares', () => {
      const { numbers, alarms, timers, rates } = page;
      expect(Object.keys(numbers).length).toBeGreaterThan(25);
      for (const some of [alarms.rows, timers.rows, rates]) expect(some.length).toBeGreaterThan(0);
    });
  });

  it('tells on no page of a wide wall a share without its numerator, denominator and period (decisions D8)', async () => {
    const { page } = scenes;
    const query = '?wall=led-3840x1080&map=off&page=1';
    const whole: Shot = { name: 'shares', width: 3840, height: 1080, query, map: false };
    await scenes.show(whole);
    const pages = await scenes.pages();
    const found: string[] = [];
    for (let number = 1; number <= pages; number += 1) {
      await scenes.show(onPage(whole, number));
      found.push(...sharesWithoutBase(await told(page)).map((text) => `page ${number}: ${text}`));
    }
    expect([pages > 1, found]).toEqual([true, []]);
  });

  it('tells on request how each style reads from the farthest seat, and what left the layout', async () => {
    const query = '?wall=hall-1080p&map=off&page=1&legibility';
    await scenes.show({ name: 'legibility', width: 1920, height: 1080, query, map: false });
    const report = scenes.page.locator('[data-part="legibility"]');
    const angles = await report.locator('tr[data-style] td:nth-child(3)').allInnerTexts();
    expect(angles.map(Number.parseFloat).filter((angle) => angle >= 16)).toHaveLength(STYLES.length);
    expect(await report.locator('[data-left]').getAttribute('data-left')).toBe(
      await scenes.page.locator('.wall').getAttribute('data-left'),
    );
    expect(await seriousObstacles(scenes.page)).toEqual([]);
  });

  it('complains about nothing but what was broken on purpose', () => {
    // Photos and calendars of items are not recorded with them: the page is answered 404 and shows none.
    const expected =
      /a number that cannot be read|404 \(Not Found\) \/v1\/(?:media|cases)\/|503 .*villages\.geojson/;
    expect(scenes.complaints.filter((text) => !expected.test(text))).toEqual([]);
  });
});
