import type { MeasureId, Period, Words } from './measures.ts';

/** A figure that is told of each one of a kind over 30 days: its id is the prefix and the name of the one. */
export interface NamedFigure {
  readonly prefix: string;
  readonly name: Words;
  readonly part: MeasureId;
  /** Null: a plain sum. */
  readonly of: MeasureId | null;
  /** Who is heard of in one of these is told too: a known 0. */
  readonly among?: readonly MeasureId[];
  readonly note: Words;
}

const OF_ALGORITHM: Words = { zh: '只计本算法的线索', en: 'leads of this algorithm only' };
const OF_ROW: Words = {
  zh: '只计对应本条目的事项；办结离屏后仍计',
  en: 'items of this row only; they stay counted when they are closed and have left the wall',
};

/** Of each algorithm: its leads, those found true, and how many of the judged ones these are. */
const ALGORITHM_FIGURES: readonly NamedFigure[] = [
  {
    prefix: 'algorithm.leads.',
    name: { zh: 'AI 线索 算法', en: 'leads of algorithm' },
    part: 'leadsRaised',
    of: null,
    note: OF_ALGORITHM,
  },
  {
    prefix: 'algorithm.verified.',
    name: { zh: 'AI 线索属实 算法', en: 'leads found true of algorithm' },
    part: 'trueLeads',
    of: null,
    among: ['leadsRaised', 'judgedLeads'],
    note: OF_ALGORITHM,
  },
  {
    prefix: 'algorithm.precision.',
    name: { zh: 'AI 线索准确率 算法', en: 'precision of algorithm' },
    part: 'trueLeads',
    of: 'judgedLeads',
    note: OF_ALGORITHM,
  },
];

/** Of each row of the duty catalogue 确权清单: hand-backs, each on its day, and how many of its dispatched items saw one. */
const CATALOGUE_FIGURES: readonly NamedFigure[] = [
  {
    prefix: 'catalogue.handBacks.',
    name: { zh: '责任清单条目退回次数', en: 'hand-backs, catalogue row' },
    part: 'handBacks',
    of: null,
    note: OF_ROW,
  },
  {
    prefix: 'catalogue.bounceRate.',
    name: { zh: '责任清单条目退回率', en: 'handed back, catalogue row' },
    part: 'bounced',
    of: 'dispatched',
    note: OF_ROW,
  },
];

/** All figures that are told of single ones. */
export const NAMED_FIGURES: readonly NamedFigure[] = [...ALGORITHM_FIGURES, ...CATALOGUE_FIGURES];

/** Period of what is told of single ones. */
export const NAMED_PERIOD: Period = 'D30';
