import { setTimeout as sleep } from 'node:timers/promises';
import { trendOf } from '../../../fault/soak/trend.ts';
import { startStack } from '../../../support/stack.ts';
import type { Figure, MeasureSpec, Reading, Size } from '../../core/figure.ts';
import { glObjects, watchGlObjects } from '../core/gl-objects.ts';
import { openWall } from '../core/wall.ts';

/** How fast the world runs: twenty minutes are a shift. */
const RATE = 20;
const CLOCK = `2026-11-20T08:00:00+08:00,${RATE}x`;
const MINUTES: Readonly<Record<Size, number>> = { full: 20, quick: 4, smoke: 0.2 };
const SAMPLES = 24;

/**
 * What must stay flat, and how much it may surely have risen in the judged part of the run. In its 800 s the panels turn
 * 53 times: one listener, two nodes or 60 kB left behind by each turn, or one GL object by every other, is more than this.
 */
const FLAT = {
  heap: { zh: 'JS 堆（回收后）', en: 'JS heap after collection', unit: 'MB', most: 3 },
  nodes: { zh: 'DOM 节点', en: 'DOM nodes', unit: '', most: 100 },
  listeners: { zh: '事件监听器', en: 'event listeners', unit: '', most: 50 },
  gl: { zh: 'GL 对象', en: 'GL objects', unit: '', most: 20 },
} as const;
type Kept = keyof typeof FLAT;
const KEPT = Object.keys(FLAT) as Kept[];

/** What the page held at one moment. */
export interface Look extends Readonly<Record<Kept, number>> {
  /** Hours since the first. */
  readonly at: number;
}

async function lookAt(minutes: number): Promise<readonly Look[]> {
  const stack = await startStack({ engine: 'sqlite', env: { YITU_CLOCK: CLOCK } });
  try {
    const wall = await openWall(stack.url, ({ page }) => watchGlObjects(page));
    try {
      const looks: Look[] = [];
      const began = performance.now();
      for (let sample = 0; sample <= SAMPLES; sample += 1) {
        await sleep(Math.max(0, began + (sample / SAMPLES) * minutes * 60_000 - performance.now()));
        const { heapBytes, nodes, listeners } = await wall.holding();
        const at = (performance.now() - began) / 3_600_000;
        looks.push({ at, heap: heapBytes / 1e6, nodes, listeners, gl: await glObjects(wall.page) });
      }
      return looks;
    } finally {
      await wall.close();
    }
  } finally {
    await stack.stop();
  }
}

/** What it holds at the end, and by how much a line through the judged part surely rises. */
export function readingOf(looks: readonly Look[]): Reading {
  const reading: Record<string, number> = {};
  for (const kept of KEPT) {
    const trend = trendOf(looks.map((look) => ({ at: look.at, value: look[kept], clients: 1 })));
    reading[`${kept}End`] = looks.at(-1)?.[kept] ?? Number.NaN;
    reading[`${kept}Rise`] =
      trend === null ? Number.NaN : Math.max(0, trend.slope - 2 * trend.error) * trend.hours;
  }
  return reading;
}

const measures = KEPT.flatMap((kept): MeasureSpec[] => {
  const { zh, en, unit, most } = FLAT[kept];
  return [
    { id: `${kept}End`, zh: `${zh} · 结束时`, en: `${en} at the end`, unit, better: 'less' },
    {
      id: `${kept}Rise`,
      zh: `${zh} · 可以肯定的上升`,
      en: `${en}: rise that is sure`,
      unit,
      better: 'less',
      target: { of: 'ours', most, words: `≤ ${most} ${unit}`.trim() },
    },
  ];
});

/** @param minutes length of the run where the size does not say it */
export function longRun(minutes: number | null): Figure {
  return {
    name: 'long-run',
    zh: '长时间运行',
    en: 'A long accelerated run',
    about: `整套系统以 ${RATE} 倍速运行，总览自动翻页、地图照常；取样前强制回收。前三分之一为预热，其后以直线拟合，取斜率减两倍标准误。限值按其后 800 秒约 53 次翻页定：每次翻页遗留 1 个监听器、2 个节点或 60 kB，或每两次遗留 1 个 GL 对象，即超限。`,
    against: null,
    measures,
    open: async (size) => ({
      ours: async () => readingOf(await lookAt(minutes ?? MINUTES[size])),
      close: async () => undefined,
    }),
  };
}
