import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type BuiltPage, startBuiltPage } from '../../../support/built-page.ts';
import type { Figure, MeasureSpec, Reading, Size, Target } from '../../core/figure.ts';
import { type MeasuredPage, openMeasuredPage, SIZE, type Work } from '../core/browser.ts';
import type { PointsPage } from '../page/main.ts';

type Count = '10k' | '50k';

interface Effort {
  readonly points: number;
  readonly updates: number;
  /** Longer than the slowest side needs for one move, so that none are drawn together. */
  readonly everyMs: number;
}

const EFFORTS: Readonly<Record<Size, Record<Count, Effort>>> = {
  full: {
    '10k': { points: 10_000, updates: 6, everyMs: 2_000 },
    '50k': { points: 50_000, updates: 2, everyMs: 8_000 },
  },
  quick: {
    '10k': { points: 10_000, updates: 4, everyMs: 2_000 },
    '50k': { points: 50_000, updates: 1, everyMs: 8_000 },
  },
  smoke: {
    '10k': { points: 200, updates: 2, everyMs: 300 },
    '50k': { points: 400, updates: 1, everyMs: 300 },
  },
};
/** Pictures are still being drawn when the page says that it stands: it is quiet when a second costs less than this. */
const QUIET_MS = 15;
const QUIET_WITHIN_S: Readonly<Record<Size, number>> = { full: 20, quick: 20, smoke: 1 };

const PAGE = fileURLToPath(new URL('../page', import.meta.url));

declare const pointsPage: PointsPage;

/** What a second costs in which nothing moves; the least of all where it does not become quiet. */
async function quietSecond(
  work: MeasuredPage['work'],
  withinS: number,
): Promise<Pick<Work, 'taskMs' | 'cpuMs'>> {
  let least = { taskMs: Number.POSITIVE_INFINITY, cpuMs: Number.POSITIVE_INFINITY };
  for (let second = 0; second < withinS && least.taskMs > QUIET_MS; second += 1) {
    const from = await work();
    await sleep(1_000);
    const to = await work();
    const share = 1_000 / (to.at - from.at);
    const cost = { taskMs: (to.taskMs - from.taskMs) * share, cpuMs: (to.cpuMs - from.cpuMs) * share };
    if (cost.taskMs < least.taskMs) least = cost;
  }
  return least;
}

/** One way of drawing with so many points: main thread and CPU of all browser processes for one move, ms. */
async function costOf(
  server: BuiltPage,
  side: string,
  effort: Effort & { readonly quietWithinS: number },
): Promise<{ main: number; cpu: number }> {
  const { points, updates, everyMs, quietWithinS } = effort;
  const { page, work, close } = await openMeasuredPage(SIZE);
  try {
    await page.goto(server.url);
    await page.waitForFunction('window.pointsPage !== undefined');
    await page.evaluate(([name, count]) => pointsPage.open(name, count), [side, points] as const);
    await page.evaluate((ms) => pointsPage.run(2, ms), everyMs);
    const idle = await quietSecond(work, quietWithinS);
    const from = await work();
    await page.evaluate(([n, ms]) => pointsPage.run(n, ms), [updates, everyMs] as const);
    const to = await work();
    const seconds = (to.at - from.at) / 1_000;
    const each = (key: 'taskMs' | 'cpuMs') => (to[key] - from[key] - idle[key] * seconds) / updates;
    return { main: each('taskMs'), cpu: each('cpuMs') };
  } finally {
    await close();
  }
}

async function readingOf(server: BuiltPage, side: string, size: Size): Promise<Reading> {
  const reading: Record<string, number> = {};
  for (const [count, effort] of Object.entries(EFFORTS[size])) {
    const { main, cpu } = await costOf(server, side, { ...effort, quietWithinS: QUIET_WITHIN_S[size] });
    reading[`main${count}`] = main;
    reading[`cpu${count}`] = cpu;
  }
  return reading;
}

function measures(target: Target): MeasureSpec[] {
  return (['10k', '50k'] as const).flatMap((count): MeasureSpec[] => {
    const points = count === '10k' ? '10,000' : '50,000';
    const main = {
      id: `main${count}`,
      zh: `${points} 点一次移动 · 主线程`,
      en: `one move of ${points} points: main thread`,
      unit: 'ms',
      better: 'less' as const,
    };
    const cpu = {
      id: `cpu${count}`,
      zh: `${points} 点一次移动 · 浏览器全部进程`,
      en: `one move of ${points} points: CPU of all browser processes`,
      unit: 'ms',
      better: 'less' as const,
    };
    return [count === '10k' ? { ...main, target } : main, cpu];
  });
}

interface Against {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly side: string;
  readonly against: string;
  readonly target: Target;
}

function pointsFigure({ name, zh, en, side, against, target }: Against): Figure {
  return {
    name,
    zh,
    en,
    about:
      '同一底图、同一视野、同样的点全部移动；减去空闲时的耗用。主线程按占用时长计（含等待）。我方是产品自己的终端图层。软件 WebGL，无显卡数字。',
    against,
    measures: measures(target),
    async open(size) {
      const server = await startBuiltPage({ root: PAGE });
      return {
        ours: () => readingOf(server, 'ours', size),
        baseline: () => readingOf(server, side, size),
        close: () => server.stop(),
      };
    },
  };
}

export const pointsL7 = pointsFigure({
  name: 'points-l7',
  zh: '移动的终端 · 对 L7 setData',
  en: 'Moving terminals beside plain L7 setData',
  side: 'l7',
  against: 'L7 2.29.1 PointLayer circle，每次 setData 全部点',
  target: { of: 'ratio', most: 0.05, words: '≤ 1/20' },
});

export const pointsSource = pointsFigure({
  name: 'points-source',
  zh: '移动的终端 · 对底图 GeoJSON 源',
  en: 'Moving terminals beside the base map’s own GeoJSON source',
  side: 'source',
  against: 'maplibre-gl 5.24.1 GeoJSON 源 setData，circle 图层',
  target: { of: 'ratio', most: 1, words: '< 1 ×' },
});
