import type { LogEntry } from '../contract/entry.ts';
import type { Position } from '../contract/position.ts';

/** Places of the last entries, by `n`: bounded memory, so that a storm of resuming clients never asks the log. */
export interface PositionRing {
  add(entry: LogEntry): void;
  at(n: number): Position | null;
}

export function createPositionRing(size: number): PositionRing {
  const places: (Position | undefined)[] = new Array(size);
  // Every entry brings a text of its own for the epoch that nearly all of them share.
  let epoch = '';
  return {
    add: ({ e, n, h }) => {
      if (e !== epoch) epoch = e;
      places[n % size] = { e: epoch, n, h };
    },
    at: (n) => {
      const place = places[n % size];
      return place?.n === n ? place : null;
    },
  };
}
