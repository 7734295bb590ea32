import { MAX_BATCH } from './chain.ts';

/** @throws {RangeError} when a caller hands over more than one append takes: a fault of the program. */
export function assertBatch(batch: readonly unknown[]): void {
  if (batch.length > MAX_BATCH) {
    throw new RangeError(`An append takes at most ${MAX_BATCH} drafts, not ${batch.length}.`);
  }
}
