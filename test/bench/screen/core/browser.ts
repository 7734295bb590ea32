import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { BROWSER_FLAGS } from '../../../support/browser.ts';
import { chromiumPath } from '../../../support/system-packages.ts';

/** Work done since the page or the browser began. */
export interface Work {
  readonly at: number;
  /** CPU of the page's main thread, ms. */
  readonly mainMs: number;
  /** Time in which it was in a task, waiting for another process or for a core included, ms. */
  readonly taskMs: number;
  /** CPU of all browser processes together, ms. */
  readonly cpuMs: number;
}

/** What the page holds after a full garbage collection. */
export interface Holding {
  readonly heapBytes: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** A page in a browser of its own that can be looked into. */
export interface MeasuredPage {
  readonly page: Page;
  work(): Promise<Work>;
  holding(): Promise<Holding>;
  close(): Promise<void>;
}

/** A browser that starts beside other work takes its time; nothing that is measured waits for this. */
const OPENED_MS = 120_000;

export const SIZE = { width: 1920, height: 1080 } as const;

/** Opens an empty page in Chromium with software WebGL. @throws when there is no Chromium */
export async function openMeasuredPage(size: {
  readonly width: number;
  readonly height: number;
}): Promise<MeasuredPage> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error('chromium is missing: npm test installs it');
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: [...BROWSER_FLAGS, '--js-flags=--expose-gc'],
    timeout: OPENED_MS,
  });
  const page = await browser.newPage({ viewport: size });
  page.setDefaultTimeout(OPENED_MS);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'timeTicks' });
  const whole = await browser.newBrowserCDPSession();
  return {
    page,
    work: async () => ({ ...(await mainOf(session)), cpuMs: await cpuOf(whole) }),
    holding: () => holdingOf(session),
    close: () => closeAll(browser),
  };
}

async function mainOf(session: CDPSession): Promise<Omit<Work, 'cpuMs'>> {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN) * 1_000;
  return { at: of('Timestamp'), mainMs: of('ThreadTime'), taskMs: of('TaskDuration') };
}

async function cpuOf(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1_000, 0);
}

/** What a page holds once what nobody needs any more is gone. */
export async function holdingOf(session: CDPSession): Promise<Holding> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { heapBytes: usedSize, nodes, listeners: jsEventListeners };
}

async function closeAll(browser: Browser): Promise<void> {
  await browser.close();
}

/** Shares of one core between two looks, percent. */
export function busyBetween(before: Work, after: Work): Readonly<Record<'main' | 'task' | 'cpu', number>> {
  const share = (key: 'mainMs' | 'taskMs' | 'cpuMs') =>
    ((after[key] - before[key]) / (after.at - before.at)) * 100;
  return { main: share('mainMs'), task: share('taskMs'), cpu: share('cpuMs') };
}
