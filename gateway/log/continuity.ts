import type { Position } from '../contract/position.ts';
import type { Discontinuity } from './port.ts';

/** What a log says of itself where a reader stands. */
export interface Standing {
  readonly head: Position;
  readonly horizon: number;
  /** Chain hash of the entry at the reader's `n`; null when there is none. */
  readonly hashAtReader: string | null;
}

/**
 * Whether the log that stands there is the one that a reader at `at` was following. A trimmed entry cannot be compared:
 * there the epoch and the head have to do. A reader at `n = 0` without an epoch has followed nothing yet.
 */
export function discontinuity(at: Position, log: Standing): Discontinuity | null {
  if (at.n === 0 && at.e === '') return null;
  if (at.e !== log.head.e) return 'epoch';
  if (at.n === 0) return null;
  if (at.n > log.head.n) return 'diverged';
  if (log.hashAtReader === null) return at.n <= log.horizon ? null : 'diverged';
  return log.hashAtReader === at.h ? null : 'diverged';
}

/**
 * The leading entries that may be delivered after `after`: dense above the horizon, so that no reader passes a hole
 * which trimming did not make. Entries come in ascending `n`.
 */
export function densePrefix<Entry extends { readonly n: number }>(
  after: number,
  horizon: number,
  entries: readonly Entry[],
): readonly Entry[] {
  let expected = Math.max(after, horizon) + 1;
  const hole = entries.findIndex((entry) => {
    if (entry.n <= horizon) return false;
    return entry.n !== expected++;
  });
  return hole < 0 ? entries : entries.slice(0, hole);
}
