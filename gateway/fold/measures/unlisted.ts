import { FIGURES, type FigureDefinition } from '../../contract/figures.ts';
import type { MeasureId } from '../../contract/measures.ts';
import type { Ledger } from '../table.ts';
import { createDays, type Days, type DaysImage, SPREAD } from './days.ts';
import type { Figure, Sums } from './figures.ts';
import type { Moment } from './moments.ts';

/** Proofs of each kind that are kept of what has left: a flood of alarms pushes out no item. Our proposal. */
export const PROOFS_KEPT = 60_000;
/** Days that a figure without a longer period can ask for: a month, and the weeks that a change is compared with. */
const SHORT_DAYS = 40;
const LONG: ReadonlySet<string> = new Set(
  FIGURES.filter(({ periods }) => periods.includes('YEAR') || periods.includes('ALL')).flatMap(
    ({ numerator, denominator }) => (denominator === null ? [numerator] : [numerator, denominator]),
  ),
);

/**
 * What proofs that were let go of had added to the days that are still kept apart: sums by day, in the place of entries that
 * can be listed no more.
 */
export interface Unlisted extends Sums {
  add(moments: readonly Moment[], areasOf: (moment: Moment) => readonly string[]): void;
  /** How many entries stand behind a figure of which this is the part that is no longer listed. */
  entries(definition: FigureDefinition, figure: Figure, asked: Asked): number;
  moveTo(today: number): void;
  cutAt(utcOffsetMs: number): void;
  image(): UnlistedImage;
  load(image: UnlistedImage, utcOffsetMs: number): void;
}

interface Asked {
  readonly area: string;
  readonly first: number;
  readonly last: number;
}

export interface UnlistedImage {
  readonly sums: DaysImage;
  readonly entries: DaysImage;
}

export function createUnlisted(ledger: Ledger): Unlisted {
  const sums = createDays(ledger, 'unlisted sum');
  /** How many moments each sum is of: some add more than one. */
  const entries = createDays(ledger, 'unlisted entries');
  const both: readonly Days[] = [sums, entries];
  let today = 0;
  return {
    sum: sums.sum,
    spread: sums.spread,
    add(moments, areasOf) {
      for (const moment of moments) {
        const [measure, at] = moment;
        const day = sums.dayOf(at);
        if (day < sums.oldest() || (day < today - SHORT_DAYS && !LONG.has(measure))) continue;
        sums.add(moment, areasOf(moment), 1);
        if (!SPREAD.has(measure)) entries.add([measure, at, 1], areasOf(moment), 1);
      }
    },
    entries: ({ take, numerator }, { of }, { area, first, last }) =>
      take === 'SUM' || take === 'CHANGE' ? entries.sum(numerator as MeasureId, area, first, last) : of,
    moveTo(day) {
      today = day;
      for (const each of both) each.moveTo(day);
    },
    cutAt(utcOffsetMs) {
      for (const each of both) each.cutAt(utcOffsetMs);
    },
    image: () => ({ sums: sums.image(), entries: entries.image() }),
    load(image, utcOffsetMs) {
      sums.load(image.sums, utcOffsetMs);
      entries.load(image.entries, utcOffsetMs);
    },
  };
}

/** Two lots of sums as one. */
export function together(a: Sums, b: Sums): Sums {
  return {
    sum: (...asked) => a.sum(...asked) + b.sum(...asked),
    spread(...asked) {
      const counts = new Map(a.spread(...asked));
      for (const [value, count] of b.spread(...asked)) counts.set(value, (counts.get(value) ?? 0) + count);
      return [...counts].sort(([one], [other]) => one - other);
    },
  };
}
