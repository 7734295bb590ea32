import { pageSizes } from '../../../support/page-size.ts';
import type { Figure, Reading } from '../../core/figure.ts';
import { startMeasuredGateway } from '../../core/gateway.ts';
import { batches, createWorld, inParallel } from '../../core/world.ts';
import { openMeasuredPage, SIZE } from '../core/browser.ts';
import { ensureBuilt } from '../core/wall.ts';

const ENTITIES = { full: 20_000, quick: 20_000, smoke: 300 } as const;
const LATE_MS = 120_000;

/** What of a page stands, by the time since navigation, ms. */
interface Standing {
  readonly numbers?: number;
  readonly timers?: number;
  readonly strip?: number;
  readonly map?: number;
}

/** Runs in the page before anything else: notes when each part first stands with something in it. */
function noteParts(): void {
  const standing: Record<string, number> = {};
  Object.assign(window, { benchStanding: standing });
  const shown = (selector: string) => /\d/.test(document.querySelector(selector)?.textContent ?? '');
  const parts: Record<string, () => boolean> = {
    numbers: () => shown('[data-panel="today"] [data-kpi="case.open"]'),
    timers: () => document.querySelector('[data-panel="timers"] [data-entity]') !== null,
    strip: () => shown('[data-panel="status-strip"] [data-kpi]'),
    map: () => document.querySelector('[data-drawn="true"]') !== null,
  };
  new MutationObserver(() => {
    for (const [part, stands] of Object.entries(parts))
      if (standing[part] === undefined && stands()) standing[part] = performance.now();
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}

async function standingOf(url: string): Promise<Standing> {
  const { page, close } = await openMeasuredPage(SIZE);
  try {
    await page.addInitScript(noteParts);
    await page.goto(url);
    await page.waitForFunction(
      () => Object.keys((window as unknown as { benchStanding: object }).benchStanding).length === 4,
      null,
      { timeout: LATE_MS },
    );
    return await page.evaluate(() => (window as unknown as { benchStanding: Standing }).benchStanding);
  } finally {
    await close();
  }
}

function eventsOf(entities: number) {
  const world = createWorld('first');
  const items = Math.floor(entities * 0.06);
  const alarms = Math.floor(entities * 0.04);
  const terminals = entities - items - alarms;
  return [
    ...Array.from({ length: items }, (_, i) => world.received(i)),
    ...Array.from({ length: alarms }, (_, i) => world.raised(i)),
    ...world.reports(terminals, terminals),
  ];
}

export const firstPaint: Figure = {
  name: 'first-paint',
  zh: '从打开到看见',
  en: 'From navigation to numbers, timers and status strip',
  about:
    '新浏览器、无缓存、本机回环；快照 20,000 个实体（18,000 台终端、1,200 个事项、800 个告警）。第一幅完整地图另计（软件 WebGL）。',
  against: null,
  measures: [
    {
      id: 'numbers',
      zh: '数字、时限、状态条都在',
      en: 'numbers, timers and status strip stand',
      unit: 'ms',
      better: 'less',
      target: { of: 'ours', most: 2_500, words: '< 2.5 s' },
    },
    { id: 'map', zh: '第一幅完整地图', en: 'first complete map picture', unit: 'ms', better: 'less' },
    { id: 'firstJs', zh: '首屏 JS', en: 'JS for the first paint, gzip', unit: 'KiB', better: 'less' },
    { id: 'allJs', zh: '全部 JS', en: 'all JS, gzip', unit: 'KiB', better: 'less' },
  ],
  async open(size) {
    ensureBuilt();
    const gateway = await startMeasuredGateway({ env: { YITU_ACCESS: 'demo' } });
    await inParallel(batches(eventsOf(ENTITIES[size]), 500), 2, (batch) => gateway.post(batch));
    return {
      async ours(): Promise<Reading> {
        const { numbers, timers, strip, map } = await standingOf(gateway.url);
        const { firstPaint: firstJs, allScripts: allJs } = pageSizes();
        const all = Math.max(numbers ?? LATE_MS, timers ?? LATE_MS, strip ?? LATE_MS);
        return { numbers: all, map: map ?? LATE_MS, firstJs, allJs };
      },
      close: () => gateway.dispose(),
    };
  },
};
