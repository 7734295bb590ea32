import type { LogEntry } from '../contract/entry.ts';
import type { Position } from '../contract/position.ts';

/** Places of the last entries, by `n`: bounded memory, so that a storm of resuming clients never asks the log. */
export interface PositionRing {
  add(entry: LogEntry): void;
  at(n: number): Position | null;
}

export function createPositionRing(size: number): PositionRing {
  const places: (Position | undefined)[] = new Array(size);
  return {
    add: ({ e, n, h }) => {
      places[n % size] = { e, n, h };
    },
    at: (n) => {
      const place = places[n % size];
      return place?.n === n ? place : null;
    },
  };
}
