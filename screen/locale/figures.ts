import type { FigureUnit } from '../../gateway/contract/figures.ts';
import { groupDigits, NO_VALUE } from './numbers.ts';
import { durationWords } from './time.ts';
import type { Say } from './words.ts';

const MINUTE_MS = 60_000;

/** A number as the gateway tells it; `part` of `of`: what stands behind a share or a duration. */
export interface Told {
  readonly value: number;
  readonly part?: number;
  readonly of?: number;
}

/** A number with its unit: `96.2%`, also `95.0%`, so that no digit comes and goes; `2天3小时`; a share or a duration of nothing is `—`, never 0. */
export function figureWords(told: Told | null, say: Say, unit: FigureUnit | (string & {}) = 'COUNT'): string {
  if (told === null) return NO_VALUE;
  const { value, of } = told;
  if (unit === 'PERCENT') return of === 0 ? NO_VALUE : shareWords(told);
  if (unit === 'MINUTES')
    return of === 0
      ? NO_VALUE
      : durationWords(value * MINUTE_MS, say, { seconds: value < 10 && !Number.isInteger(value) });
  if (unit === 'YUAN') return say('amount.yuan', { n: groupDigits(value) });
  return groupDigits(value);
}

/** From its fraction, which stands beside it: a share that was rounded to hundredths before would be rounded twice. */
function shareWords({ value, part, of }: Told): string {
  const thousandths = part === undefined || of === undefined ? value * 10 : (part / of) * 1_000;
  return `${(Math.round(thousandths) / 10).toFixed(1)}%`;
}
