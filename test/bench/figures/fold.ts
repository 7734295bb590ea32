import { GATEWAY_NODE_OPTIONS } from '../../../gateway/cli/node-options.ts';
import type { FoldOrder, FoldRates } from '../clients/folding.ts';
import type { Figure } from '../core/figure.ts';
import { startProcess } from '../core/process.ts';
import { COUNTY_TERMINALS } from '../core/world.ts';

const FOLDING = new URL('../clients/folding.ts', import.meta.url);

const ENTRIES = {
  full: { terminal: 120_000, case: 40_000 },
  quick: { terminal: 60_000, case: 20_000 },
  // Below, what a table costs is less than the clock of a thread can tell.
  smoke: { terminal: 30_000, case: 20_000 },
} as const;

const target = (least: number) => ({
  of: 'ours' as const,
  least,
  words: `≥ ${least.toLocaleString('en')}/s`,
});

export const fold: Figure = {
  name: 'fold',
  zh: '归并速度',
  en: 'Fold entries per second',
  about: `${COUNTY_TERMINALS} 台终端轮流上报位置；事项含受理与后续步骤、告警，全部计入指标与时限。单线程，每 5 秒一拍，先跑一遍预热。独立进程，Node 选项与网关相同（${GATEWAY_NODE_OPTIONS.join(' ')}）。机器忙时看每 CPU 秒。`,
  against: '同一条目只读入校验后按编号并入一张表：后来的字段盖过先前的，不计指标、时限与等级。',
  measures: [
    { id: 'terminal', zh: '位置', en: 'positions', unit: '条/秒', better: 'more', target: target(100_000) },
    { id: 'case', zh: '事项', en: 'items', unit: '条/秒', better: 'more', target: target(20_000) },
    {
      id: 'terminalCpu',
      zh: '位置 · 每 CPU 秒',
      en: 'positions per CPU second of the thread',
      unit: '条',
      better: 'more',
    },
    {
      id: 'caseCpu',
      zh: '事项 · 每 CPU 秒',
      en: 'items per CPU second of the thread',
      unit: '条',
      better: 'more',
    },
  ],
  async open(size) {
    const folding = startProcess(FOLDING, { nodeOptions: GATEWAY_NODE_OPTIONS });
    const rates = async (by: FoldOrder['by']) => ({
      ...(await folding.ask<FoldRates>({ ...ENTRIES[size], by } satisfies FoldOrder, 'folded')),
    });
    return {
      ours: () => rates('fold'),
      baseline: () => rates('table'),
      close: () => folding.kill(),
    };
  },
};
