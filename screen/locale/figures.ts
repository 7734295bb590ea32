import type { FigureUnit } from '../../gateway/contract/figures.ts';
import { groupDigits, NO_VALUE } from './numbers.ts';
import { durationWords } from './time.ts';
import type { Say } from './words.ts';

const MINUTE_MS = 60_000;

/** A number as the gateway tells it; `of`: what stands behind a share or a duration. */
export interface Told {
  readonly value: number;
  readonly of?: number;
}

/** A number with its unit: `96.2%`, also `95.0%`, so that no digit comes and goes; `2天3小时`; a share or a duration of nothing is `—`, never 0. */
export function figureWords(told: Told | null, say: Say, unit: FigureUnit | (string & {}) = 'COUNT'): string {
  if (told === null) return NO_VALUE;
  const { value, of } = told;
  if (unit === 'PERCENT') return of === 0 ? NO_VALUE : `${value.toFixed(1)}%`;
  if (unit === 'MINUTES')
    return of === 0
      ? NO_VALUE
      : durationWords(value * MINUTE_MS, say, { seconds: value < 10 && !Number.isInteger(value) });
  if (unit === 'YUAN') return say('amount.yuan', { n: groupDigits(value) });
  return groupDigits(value);
}
