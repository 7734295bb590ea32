import type { FigureUnit } from '../../../gateway/contract/figures.ts';
import type { ReadFigure } from '../../composables/useFigures.ts';
import { groupDigits, NO_VALUE } from '../../locale/numbers.ts';
import { shortDuration } from '../../locale/time.ts';
import type { Say } from '../../locale/words.ts';

/** Periods that stand side by side: a week beside the month shows whether it turns. */
export const RATE_PERIODS = ['D7', 'D30'] as const;

/** How well items are handled (domain §4), in the order of an item's life. */
const RATES = [
  'signOnTime',
  'bounceRate',
  'closeRateCohort',
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
/** Shares of what is open now. */
const PRESENT = ['overdueRate', 'guaranteeCoverage', 'reviewOverdueRate'] as const;
const TIMES = ['respTime', 'avgHandle'] as const;
/** Of supporting units that were called in 吹哨, those that reported for duty 报到, and how long that took them. */
const CALLED = { share: 'reportRate', time: 'reportTime' } as const;

const MINUTE_MS = 60_000;

/** One measure of the handling of items, in each period; of the present a number of its own stands in the last column. */
export interface RateRow {
  readonly word: string;
  readonly cells: readonly RateCell[];
}

export interface RateCell {
  readonly id: string;
  readonly value: number | null;
  readonly words: string;
  /** What the share is of; of a median, how many it is the middle of. */
  readonly base: string;
}

/** Every share with its numerator and denominator (decisions D8); those of the present under the words 此刻. */
export function rateRows(read: (id: string, unit?: FigureUnit) => ReadFigure, say: Say): RateRow[] {
  const shares = (rate: (typeof RATES)[number] | typeof CALLED.share): RateRow => ({
    word: say(`rate.${rate}`),
    cells: RATE_PERIODS.map((period) => share(read(`figure.${rate}.${period}`, 'PERCENT'))),
  });
  const times = (time: (typeof TIMES)[number] | typeof CALLED.time): RateRow => ({
    word: say(`rate.${time}`),
    cells: RATE_PERIODS.map((period) => middle(read(`figure.${time}.${period}`, 'MINUTES'), say)),
  });
  return [
    ...RATES.map(shares),
    ...TIMES.map(times),
    shares(CALLED.share),
    times(CALLED.time),
    ...PRESENT.map((rate) => ({
      word: say(`rate.${rate}`),
      cells: [share(read(`figure.${rate}.NOW`, 'PERCENT'))],
    })),
  ];
}

function share({ id, value, words, part, of }: ReadFigure): RateCell {
  return { id, value, words, base: isSome(of) ? `${groupDigits(part)}/${groupDigits(of)}` : '' };
}

/** A length in few words: it stands beside how many it is the middle of, twice in a row. */
function middle({ id, value, of }: ReadFigure, say: Say): RateCell {
  if (value === null || !isSome(of)) return { id, value, words: NO_VALUE, base: '' };
  return { id, value, words: shortDuration(value * MINUTE_MS, say), base: `n=${groupDigits(of)}` };
}

function isSome(of: number | null): of is number {
  return of !== null && of > 0;
}
