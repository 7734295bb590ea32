import type { FigureUnit } from '../../../gateway/contract/figures.ts';
import type { ReadFigure } from '../../composables/useFigures.ts';
import { fractionWords, NO_VALUE, sampleWords } from '../../locale/numbers.ts';
import { shortDuration } from '../../locale/time.ts';
import type { Say } from '../../locale/words.ts';

/** Periods that stand side by side: a week beside the month shows whether it turns. */
export const RATE_PERIODS = ['D7', 'D30'] as const;

/** How well items are handled (domain §4), in the order of an item's life. */
const RATES = [
  'signOnTime',
  'bounceRate',
  'closeRateCohort',
  'clearance',
  'mediationSuccess',
  'levelRate',
  'reworkRate',
  'callbackRate',
  'callbackReached',
  'ratingShare',
  'repeatRate',
  'strikeOffRate',
  'recurrenceRate',
] as const;
/** Of all that was ever received, by which centres report. */
const EVER = 'closeRateCum';
const TIMES = ['respTime', 'avgHandle'] as const;
/** Shares of what is open now. */
const PRESENT = ['overdueRate', 'guaranteeCoverage', 'reviewOverdueRate'] as const;
/** How warnings are answered, and of how much use they were (decisions D6). */
const WARNING_RATES = ['warningSigned', 'warningAnswered', 'warningUseful'] as const;
const WARNING_TIMES = ['warningAnswerTime'] as const;
/** What the items received are about. */
const SUMS = [
  ['peopleInvolved', 'PERSONS'],
  ['amountInvolved', 'YUAN'],
] as const;
/** Of supporting units that were called in 吹哨, those that reported for duty 报到, and how long that took them. */
const CALLED = { share: 'reportRate', time: 'reportTime' } as const;

const MINUTE_MS = 60_000;

/** One measure of the handling of items, in each period; one of no such period has a single number. */
export interface RateRow {
  readonly word: string;
  /** What a single number is of: 此刻 or 累计; '' where the heads say it. */
  readonly span: string;
  readonly cells: readonly RateCell[];
}

export interface RateCell {
  readonly id: string;
  readonly value: number | null;
  readonly words: string;
  /** What the share is of; of a median, how many it is the middle of. */
  readonly base: string;
}

/** Every share with its numerator and denominator (decisions D8), first the one of all time, of which a wall is asked first. */
export function rateRows(read: (id: string, unit?: FigureUnit) => ReadFigure, say: Say): RateRow[] {
  const inPeriods = (id: RateId, cellOf: (id: string) => RateCell): RateRow => ({
    word: say(`rate.${id}`),
    span: '',
    cells: RATE_PERIODS.map((period) => cellOf(`figure.${id}.${period}`)),
  });
  const alone = (id: RateId, period: 'ALL' | 'NOW', span: string): RateRow => ({
    word: say(`rate.${id}`),
    span,
    cells: [share(read(`figure.${id}.${period}`, 'PERCENT'))],
  });
  const shareOf = (id: string) => share(read(id, 'PERCENT'));
  const middleOf = (id: string) => middle(read(id, 'MINUTES'), say);
  return [
    alone(EVER, 'ALL', say('rate.ever')),
    ...RATES.map((id) => inPeriods(id, shareOf)),
    ...TIMES.map((id) => inPeriods(id, middleOf)),
    inPeriods(CALLED.share, shareOf),
    inPeriods(CALLED.time, middleOf),
    ...PRESENT.map((id) => alone(id, 'NOW', say('rate.now'))),
    ...WARNING_RATES.map((id) => inPeriods(id, shareOf)),
    ...WARNING_TIMES.map((id) => inPeriods(id, middleOf)),
    ...SUMS.map(([id, unit]) => inPeriods(id, (figure) => sum(read(figure, unit)))),
  ];
}

type RateId =
  | typeof EVER
  | (typeof RATES | typeof TIMES | typeof PRESENT | typeof WARNING_RATES | typeof WARNING_TIMES)[number]
  | (typeof SUMS)[number][0]
  | (typeof CALLED)[keyof typeof CALLED];

function sum({ id, value, words }: ReadFigure): RateCell {
  return { id, value, words, base: '' };
}

function share({ id, value, words, part, of }: ReadFigure): RateCell {
  return { id, value, words, base: fractionWords(part, of) };
}

/** A length in few words: it stands beside how many it is the middle of, twice in a row. */
function middle({ id, value, of }: ReadFigure, say: Say): RateCell {
  const base = sampleWords(of);
  if (value === null || of === null || of === 0) return { id, value, words: NO_VALUE, base };
  return { id, value, words: shortDuration(value * MINUTE_MS, say), base };
}
