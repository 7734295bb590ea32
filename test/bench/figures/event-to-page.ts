import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { CloudEvent } from '../../../gateway/contract/cloudevent.ts';
import { openViewer } from '../../support/browser.ts';
import { ROOT } from '../../support/budgets/tree.ts';
import { startTestRedis } from '../../support/redis.ts';
import { waitFor } from '../../support/wait.ts';
import type { Figure, Reading, Size } from '../core/figure.ts';
import { type MeasuredGateway, startMeasuredGateway } from '../core/gateway.ts';
import { percentile } from '../core/statistics.ts';
import { countyTraffic, populate } from '../core/traffic.ts';
import { COUNTY_TERMINALS, createWorld } from '../core/world.ts';

interface Course {
  /** Items of one run. A p99 of fewer than a hundred would be the worst of them. */
  readonly items: Readonly<Record<Size, number>>;
  /** Between two items, ms: not a multiple of the gateway's tick, so that every phase of it is met. */
  readonly everyMs: number;
  /** How long an item stays before it is closed, ms. */
  readonly staysMs: number;
}

/** Never more items at once than the list of the panel has rows: the next one would wait for room, which is not delay. */
const COURSES: Record<'plain' | 'map', Course> = {
  plain: { items: { full: 200, quick: 60, smoke: 3 }, everyMs: 137, staysMs: 400 },
  map: { items: { full: 60, quick: 25, smoke: 3 }, everyMs: 537, staysMs: 1_600 },
};
const LATE_MS = 5_000;

const nowMs = () => performance.timeOrigin + performance.now();

/** Runs in the page: notes when each item first stands in the document, on the clock that this machine shares. */
function watchEntities(prefix: string): void {
  const seen: Record<string, number> = {};
  Object.assign(window, { benchSeen: seen });
  new MutationObserver(() => {
    const at = performance.timeOrigin + performance.now();
    for (const element of document.querySelectorAll<HTMLElement>(`[data-entity^="case:${prefix}"]`)) {
      const { entity = '' } = element.dataset;
      seen[entity] ??= at;
    }
  }).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-entity'],
  });
}

const seenIn = (page: Page) =>
  page.evaluate(() => (window as unknown as { benchSeen: Record<string, number> }).benchSeen);

function itemEvent(id: string, type: 'case.received' | 'case.closed', sequence: number): CloudEvent {
  const time = new Date().toISOString();
  const due = { urgency: 'U1', dueAt: new Date(Date.now() + 60_000).toISOString() };
  const data = type === 'case.closed' ? {} : { title: '井盖破损', kind: 'FACILITY', ...due };
  return {
    specversion: '1.0',
    id: `${id}-${sequence}`,
    source: 'urn:yitu:bench',
    type,
    subject: id,
    time,
    sequence,
    data,
  };
}

/** Posts items one after another and gives the time from each post to its row, ms. */
async function latencies(
  gateway: MeasuredGateway,
  page: Page,
  ids: readonly string[],
  { everyMs, staysMs }: Course,
): Promise<number[]> {
  const sentAt = new Map<string, number>();
  const closing: Promise<void>[] = [];
  for (const id of ids) {
    sentAt.set(`case:${id}`, nowMs());
    await gateway.post([itemEvent(id, 'case.received', 1)]);
    closing.push(sleep(staysMs).then(() => gateway.post([itemEvent(id, 'case.closed', 2)])));
    await sleep(everyMs);
  }
  await Promise.all(closing);
  const last = `case:${ids.at(-1)}`;
  await waitFor('the last row', async () => (await seenIn(page))[last] !== undefined, LATE_MS).catch(
    () => null,
  );
  const seen = await seenIn(page);
  // A row that never came counts as late, not as absent.
  return [...sentAt].map(([entity, sent]) => (seen[entity] ?? sent + LATE_MS) - sent);
}

const target = { of: 'ours' as const, most: 250, words: 'p99 < 250 ms' };

export const eventToPage: Figure = {
  name: 'event-to-page',
  zh: '事件到画面',
  en: 'Event to page: HTTP post to DOM of a real Chromium',
  about:
    '从 HTTP POST 发出到真实 Chromium 的 DOM 中出现该行；县域负载不断，Redis 落盘。浏览器无显卡（软件 WebGL），与网关、Redis、负载同在一台机器。一次不画地图，一次画地图。',
  against: null,
  measures: [
    { id: 'p50', zh: '中位', en: 'p50', unit: 'ms', better: 'less' },
    { id: 'p99', zh: 'p99', en: 'p99', unit: 'ms', better: 'less', target },
    {
      id: 'map50',
      zh: '软件绘制地图时中位',
      en: 'p50 with the map drawn in software',
      unit: 'ms',
      better: 'less',
    },
    {
      id: 'map99',
      zh: '软件绘制地图时 p99',
      en: 'p99 with the map drawn in software',
      unit: 'ms',
      better: 'less',
    },
  ],
  async open(size) {
    if (!existsSync(join(ROOT, 'dist', 'index.html')))
      execFileSync('npm', ['run', '--silent', 'build', '--', '--logLevel', 'warn'], {
        cwd: ROOT,
        stdio: 'ignore',
      });
    const redis = await startTestRedis();
    const gateway = await startMeasuredGateway({ redisUrl: redis.url, env: { YITU_ACCESS: 'demo' } });
    const world = createWorld('page');
    await populate(gateway, world, COUNTY_TERMINALS);
    let run = 0;
    const measure = async (query: string, course: Course): Promise<readonly number[]> => {
      const viewer = await openViewer(`${gateway.url}/?${query}`);
      const link = () => viewer.page.locator('html').getAttribute('data-link');
      await waitFor('a live wall', async () => (await link()) === 'live', 60_000);
      const prefix = `seen${++run}-`;
      await viewer.page.evaluate(watchEntities, prefix);
      const ids = Array.from({ length: course.items[size] }, (_, i) => `${prefix}${i}`);
      const seconds = (course.items[size] * course.everyMs) / 1_000;
      const traffic = countyTraffic(gateway, world, { seconds, terminals: COUNTY_TERMINALS });
      const times = await latencies(gateway, viewer.page, ids, course);
      await traffic;
      await viewer.close();
      return times;
    };
    return {
      async ours(): Promise<Reading> {
        const plain = await measure('map=off', COURSES.plain);
        const map = await measure('', COURSES.map);
        return {
          p50: percentile(plain, 0.5),
          p99: percentile(plain, 0.99),
          map50: percentile(map, 0.5),
          map99: percentile(map, 0.99),
        };
      },
      async close() {
        await gateway.dispose();
        await redis.dispose();
      },
    };
  },
};
