import { FIGURE_PREFIX } from './figure.ts';
import type { MeasureId, Period, Words } from './measures.ts';

/** What is told of each algorithm over 30 days: its leads, those found true, and how many of the judged ones these are. */
export const ALGORITHM_FIGURES: readonly {
  readonly prefix: string;
  readonly name: Words;
  readonly part: MeasureId;
  /** Null: a plain sum. */
  readonly of: MeasureId | null;
}[] = [
  {
    prefix: 'algorithm.leads.',
    name: { zh: 'AI 线索 算法', en: 'leads of algorithm' },
    part: 'leadsRaised',
    of: null,
  },
  {
    prefix: 'algorithm.verified.',
    name: { zh: 'AI 线索属实 算法', en: 'leads found true of algorithm' },
    part: 'trueLeads',
    of: null,
  },
  {
    prefix: 'algorithm.precision.',
    name: { zh: 'AI 线索准确率 算法', en: 'precision of algorithm' },
    part: 'trueLeads',
    of: 'judgedLeads',
  },
];

/** Period of what is told of single algorithms. */
export const ALGORITHM_PERIOD: Period = 'D30';
/** What the ids of these numbers begin with; the algorithm's name as its source tells it, and the period, follow. */
export const ALGORITHM_FIGURE_PREFIX = `${FIGURE_PREFIX}algorithm.`;
