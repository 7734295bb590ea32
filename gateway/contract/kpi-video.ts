import type { KpiDefinition } from './kpi.ts';
import { VIDEO_CLASSES } from './video.ts';

const byClass = VIDEO_CLASSES.flatMap((name): KpiDefinition[] => [
  {
    id: `video.${name}.leads`,
    zh: `${name} 未核实`,
    counts: `leads of class ${name} that nobody has judged`,
  },
  {
    id: `video.${name}.verifiedToday`,
    zh: `${name} 今日核实`,
    counts: `leads of class ${name} judged true today`,
  },
  {
    id: `video.${name}.falseToday`,
    zh: `${name} 今日误报`,
    counts: `leads of class ${name} judged false today`,
  },
]);

/** Numbers of AI leads: nothing but what a person has judged counts as found; patrol by video is a channel of items. */
export const VIDEO_KPIS: readonly KpiDefinition[] = [
  { id: 'video.leads', zh: 'AI线索 未核实', counts: 'video leads that nobody has judged' },
  { id: 'video.verifiedToday', zh: 'AI线索 今日核实', counts: 'video leads judged true today' },
  { id: 'video.falseToday', zh: 'AI线索 今日误报', counts: 'video leads judged false today' },
  { id: 'video.duplicateToday', zh: 'AI线索 今日重复', counts: 'video leads judged duplicate today' },
  {
    id: 'video.handledToday',
    zh: 'AI线索 今日转事项',
    counts:
      'video leads of which an item was made today, or that were joined to one, whenever they were judged',
  },
  ...byClass,
  {
    id: 'patrol.foundToday',
    zh: '视频巡查 今日发现',
    counts: 'items that people watching video reported today',
  },
  {
    id: 'patrol.handledToday',
    zh: '视频巡查 今日处置',
    counts: 'of the items found by patrol, those closed today',
  },
];

/**
 * Leads judged today by algorithm: precision is true ÷ (true + false), both printed beside it. The ids end with the
 * algorithm's name as its source tells it.
 */
export const ALGORITHM_PREFIXES = { TRUE: 'algorithm.true.', FALSE: 'algorithm.false.' } as const;
