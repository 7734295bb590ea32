import type { AlarmEntity } from '../../gateway/contract/entities.ts';
import type { Say } from '../locale/words.ts';

/** What a device measured, in words: `18%LEL`, with its limit `18%LEL（限 10%LEL）`; '' without a reading. */
export function readingWords(
  reading: AlarmEntity['reading'],
  say: Say,
  options: { readonly limit: boolean },
): string {
  if (reading === null) return '';
  const { value, limit, unit } = reading;
  if (!options.limit || limit === undefined) return say('alarm.reading', { value, unit });
  return say('alarm.limit', { value, limit, unit });
}
