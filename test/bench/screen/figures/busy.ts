import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure, Reading } from '../../core/figure.ts';
import { startMeasuredGateway } from '../../core/gateway.ts';
import { countyTraffic, populate } from '../../core/traffic.ts';
import { batches, COUNTY_TERMINALS, createWorld, inParallel } from '../../core/world.ts';
import { busyBetween, type MeasuredPage } from '../core/browser.ts';
import { ensureBuilt, openWall } from '../core/wall.ts';

/** Seconds that are measured. */
const SECONDS = { full: 45, quick: 25, smoke: 2 } as const;
/** The start is over: fonts, first pictures, first pages of lists. */
const SETTLE_S = { full: 12, quick: 10, smoke: 1 } as const;

/** Items, alarms and leads that stand from the start. */
const HAPPENINGS = 2_000;

/** Runs in the page before anything else: notes every task that kept the main thread for more than 50 ms. */
function noteLongTasks(): void {
  const tasks: number[] = [];
  Object.assign(window, { benchTasks: tasks });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
}

/** Long tasks since the last question, ms. */
const longTasks = ({ page }: MeasuredPage) =>
  page.evaluate(() => {
    const { benchTasks } = window as unknown as { benchTasks: number[] };
    return benchTasks.splice(0);
  });

/** A wall that notes its long tasks, once it is live and its map drawn. */
export const opened = (url: string) =>
  openWall(url, async ({ page }) => {
    await page.addInitScript(noteLongTasks);
  });

/** Shares of one core, percent, and the longest task, ms. */
export interface Share extends ReturnType<typeof busyBetween> {
  readonly longest: number;
}

/** What `seconds` of a wall that has settled cost. */
export async function measureWall(wall: MeasuredPage, seconds: number): Promise<Share> {
  await longTasks(wall);
  const before = await wall.work();
  await sleep(seconds * 1_000);
  const after = await wall.work();
  const longest = Math.max(0, ...(await longTasks(wall)));
  return { ...busyBetween(before, after), longest };
}

export const busy: Figure = {
  name: 'busy',
  zh: '一屏的主线程',
  en: 'Main thread of the wall, busy and idle',
  about:
    '总览 1920×1080、地图照常。主线程按 CPU 时间计，占用时长（含等待）另列。忙：1,436 台终端各 30 秒一报，另有每秒 50 个事件；闲：数据不再变化，只有时钟与心跳。网关、日志、负载同在这台机器。',
  against: null,
  measures: [
    {
      id: 'busyMain',
      zh: '忙时主线程占一个核',
      en: 'busy: main thread, of one core',
      unit: '%',
      better: 'less',
      target: { of: 'ours', most: 35, words: '< 35 %' },
    },
    {
      id: 'busyTask',
      zh: '忙时主线程不得空（含等待其他进程）',
      en: 'busy: main thread in a task, waiting included',
      unit: '%',
      better: 'less',
    },
    {
      id: 'longest',
      zh: '启动之后最长任务（忙与闲）',
      en: 'busy or idle: longest task after the start',
      unit: 'ms',
      better: 'less',
      target: { of: 'ours', by: 'every', most: 200, words: '≤ 200 ms in every run' },
    },
    { id: 'busyCpu', zh: '忙时浏览器全部进程', en: 'busy: all browser processes', unit: '%', better: 'less' },
    {
      id: 'idleMain',
      zh: '闲时主线程占一个核',
      en: 'idle: main thread, of one core',
      unit: '%',
      better: 'less',
      target: { of: 'ours', most: 2, words: '< 2 %' },
    },
    {
      id: 'idleTask',
      zh: '闲时主线程不得空（含等待其他进程）',
      en: 'idle: main thread in a task, waiting included',
      unit: '%',
      better: 'less',
    },
    { id: 'idleCpu', zh: '闲时浏览器全部进程', en: 'idle: all browser processes', unit: '%', better: 'less' },
  ],
  async open(size) {
    ensureBuilt();
    const gateway = await startMeasuredGateway({ env: { YITU_ACCESS: 'demo' } });
    const world = createWorld('screen');
    await populate(gateway, world, COUNTY_TERMINALS);
    // An idle wall still has its lists, which turn their pages.
    await inParallel(batches(world.happenings(HAPPENINGS), 500), 2, (batch) => gateway.post(batch));
    return {
      async ours(): Promise<Reading> {
        const wall = await opened(gateway.url);
        try {
          await sleep(SETTLE_S[size] * 1_000);
          const idle = await measureWall(wall, SECONDS[size]);
          const seconds = SECONDS[size] + SETTLE_S[size] + 1;
          const traffic = countyTraffic(gateway, world, { seconds, terminals: COUNTY_TERMINALS });
          await sleep(SETTLE_S[size] * 1_000);
          const loaded = await measureWall(wall, SECONDS[size]);
          await traffic;
          return {
            busyMain: loaded.main,
            busyTask: loaded.task,
            longest: Math.max(idle.longest, loaded.longest),
            busyCpu: loaded.cpu,
            idleMain: idle.main,
            idleTask: idle.task,
            idleCpu: idle.cpu,
          };
        } finally {
          await wall.close();
        }
      },
      close: () => gateway.dispose(),
    };
  },
};
