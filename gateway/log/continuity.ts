import type { DraftEntry } from '../contract/entry.ts';
import type { Position } from '../contract/position.ts';
import { chainHash } from './chain.ts';
import type { Discontinuity, EpochRecord } from './port.ts';

/** What a log says of itself where a reader stands. */
export interface Standing {
  readonly head: Position;
  readonly horizon: number;
  /** Place of the entry at the reader's `n`; null when there is none. */
  readonly atReader: Position | null;
  readonly epochs: readonly EpochRecord[];
}

/**
 * Whether the log that stands there is the one that a reader at `at` was following. Epoch and chain hash of the very
 * entry decide: the hash covers every entry before it. A trimmed entry cannot be compared; there the epochs have to do,
 * of which none may have forked before the reader. A reader at `n = 0` without an epoch has followed nothing yet.
 */
export function discontinuity(
  at: Position,
  { head, horizon, atReader, epochs }: Standing,
): Discontinuity | null {
  const goesOn = (from: Position, to: string) => lineage(from, to, epochs) === 'current';
  if (at.n === 0) return at.e === '' || goesOn(at, head.e) ? null : 'epoch';
  const fault = at.e === head.e ? 'diverged' : 'epoch';
  if (atReader !== null) return atReader.h === at.h && goesOn(atReader, at.e) ? null : fault;
  return at.n <= horizon && at.n <= head.n && goesOn(at, head.e) ? null : fault;
}

/**
 * How the epochs lead from a place to another epoch: without a fork before the place, with one (it was `fenced` off), or
 * not at all (it is of an `other` log). Each epoch follows one other, and the fence closes the one that is open.
 */
export function lineage(
  from: Position,
  to: string,
  epochs: readonly EpochRecord[],
): 'current' | 'fenced' | 'other' {
  let { e } = from;
  for (let step = 0; e !== to; step++) {
    const next = epochs.find((record) => record.from === e);
    if (next === undefined || step > epochs.length) return 'other';
    if (from.n > next.forkN) return 'fenced';
    e = next.epoch;
  }
  return 'current';
}

type Chained = Pick<DraftEntry, 'digest' | 'source' | 'id'> & Position;

/** Whether an entry comes directly behind a place: in its chain, and not only by number. A fence breaks no chain. */
export function follows(after: Position, entry: Chained): boolean {
  return entry.n === after.n + 1 && chainHash(after.h, entry) === entry.h;
}

/** The same within one epoch. */
export function continues(after: Position, entry: Chained): boolean {
  return after.e === entry.e && follows(after, entry);
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
