import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure, Reading } from '../../core/figure.ts';
import { type MeasuredGateway, startMeasuredGateway } from '../../core/gateway.ts';
import { populate } from '../../core/traffic.ts';
import { COUNTY_TERMINALS, createWorld, type World } from '../../core/world.ts';
import { ensureBuilt } from '../core/wall.ts';
import { measureWall, opened } from './busy.ts';

/** As many marks that nothing may join or hide as a county has in a bad week, all of them in its town centre. */
const HIGH = 200;
const LEADS = 20;
/** Seconds that are measured, in each of which one of either comes. */
const SECONDS = { full: 30, quick: 15, smoke: 2 } as const;
const SETTLE_S = { full: 12, quick: 8, smoke: 1 } as const;

const times = <T>(count: number, of: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => of(i));

/** One further item and one further lead each second: each of them has all marks around it placed anew. */
async function comeIn(gateway: MeasuredGateway, world: World, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    await gateway.post([world.endangered(HIGH + second), world.suspected(LEADS + second)]);
    await sleep(1_000);
  }
}

export const crowded: Figure = {
  name: 'crowded',
  zh: '城区高风险密集时的主线程',
  en: 'Main thread of the wall, with many high risks in the town centre',
  about: `总览 1920×1080、地图照常；${HIGH} 件高风险事项与 ${LEADS} 条未核实 AI 线索都在城区，标记不得归并、不得隐去；每秒各新增一件。含城区放大图。`,
  against: null,
  measures: [
    {
      id: 'longest',
      zh: '启动之后最长任务',
      en: 'longest task after the start',
      unit: 'ms',
      better: 'less',
      target: { of: 'ours', by: 'every', most: 200, words: '≤ 200 ms in every run' },
    },
    { id: 'main', zh: '主线程占一个核', en: 'main thread, of one core', unit: '%', better: 'less' },
  ],
  async open(size) {
    ensureBuilt();
    const gateway = await startMeasuredGateway({ env: { YITU_ACCESS: 'demo' } });
    const world = createWorld('crowded');
    await populate(gateway, world, COUNTY_TERMINALS);
    await gateway.post([...times(HIGH, world.endangered), ...times(LEADS, world.suspected)]);
    return {
      async ours(): Promise<Reading> {
        const wall = await opened(gateway.url);
        try {
          await sleep(SETTLE_S[size] * 1_000);
          const coming = comeIn(gateway, world, SECONDS[size]);
          const { longest, main } = await measureWall(wall, SECONDS[size]);
          await coming;
          return { longest, main };
        } finally {
          await wall.close();
        }
      },
      close: () => gateway.dispose(),
    };
  },
};
