import { setTimeout as sleep } from 'node:timers/promises';
import { loseContexts } from '../../../support/lose-contexts.ts';
import type { Figure, MeasureSpec, Reading, Size } from '../../core/figure.ts';
import { type MeasuredGateway, startMeasuredGateway } from '../../core/gateway.ts';
import { populate } from '../../core/traffic.ts';
import { batches, COUNTY_TERMINALS, createWorld, inParallel } from '../../core/world.ts';
import { ensureBuilt, openWall } from '../core/wall.ts';

const BASEMAPS = ['maplibre', 'mapbox'] as const;
type Basemap = (typeof BASEMAPS)[number];

/** The start is over: what loads with the first picture is there. */
const SETTLE_S: Readonly<Record<Size, number>> = { full: 8, quick: 5, smoke: 1 };
const HAPPENINGS = 2_000;
const LATE_MS = 120_000;

interface Times {
  readonly firstMs: number;
  readonly healedMs: number;
}

async function timesOn(gateway: MeasuredGateway, size: Size): Promise<Times> {
  const wall = await openWall(gateway.url);
  try {
    const firstMs = await wall.page.evaluate(() => performance.now());
    await sleep(SETTLE_S[size] * 1_000);
    return { firstMs, healedMs: await wall.page.evaluate(loseContexts, { of: 'canvas', withinMs: LATE_MS }) };
  } finally {
    await wall.close();
  }
}

async function countyOn(basemap: Basemap): Promise<MeasuredGateway> {
  const gateway = await startMeasuredGateway({ env: { YITU_ACCESS: 'demo', YITU_BASEMAP: basemap } });
  const world = createWorld(basemap);
  await populate(gateway, world, COUNTY_TERMINALS);
  await inParallel(batches(world.happenings(HAPPENINGS), 500), 2, (batch) => gateway.post(batch));
  return gateway;
}

const measures = BASEMAPS.map(
  (basemap): MeasureSpec => ({
    id: basemap,
    zh: `${basemap} 恢复`,
    en: `${basemap}: from the loss to a whole map`,
    unit: 'ms',
    better: 'less',
    target: { of: 'ours', most: 5_000, words: '< 5 s' },
  }),
);

export const heal: Figure = {
  name: 'heal',
  zh: '地图失去 WebGL 上下文后恢复',
  en: 'From a lost WebGL context to the next complete map',
  about:
    '两种底图各一次：总览打开、地图画完并静置后，用 WEBGL_lose_context 收走页面的全部上下文，到下一幅完整地图为止。1,436 台终端，另有事项与告警。',
  against: '同一页面从打开到第一幅完整地图。',
  measures,
  async open(size) {
    ensureBuilt();
    const counties = new Map<Basemap, MeasuredGateway>();
    for (const basemap of BASEMAPS) counties.set(basemap, await countyOn(basemap));
    let first: Record<string, number> = {};
    return {
      async ours() {
        const healed: Record<string, number> = {};
        first = {};
        for (const [basemap, gateway] of counties) {
          const { firstMs, healedMs } = await timesOn(gateway, size);
          first[basemap] = firstMs;
          healed[basemap] = healedMs;
        }
        return healed;
      },
      baseline: async (): Promise<Reading> => first,
      async close() {
        for (const gateway of counties.values()) await gateway.dispose();
      },
    };
  },
};
