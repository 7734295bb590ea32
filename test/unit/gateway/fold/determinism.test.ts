import { describe, expect, it, vi } from 'vitest';
import { createFold, restoreFold } from '../../../../gateway/fold/index.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import { entryAt } from './endless-log.ts';

vi.setConfig({ testTimeout: 1_800_000 });

/** `YITU_DETERMINISM_ENTRIES=1000000` folds a million. */
const ENTRIES = Number(process.env.YITU_DETERMINISM_ENTRIES ?? 6_000);
/** States that are written and read back on the way. */
const RESTORES = 8;

/** Folds everything; `between` may drain, hash or replace the fold after any entry. */
function run(between: (fold: Fold, n: number) => Fold): string {
  let fold = createFold();
  for (let n = 1; n <= ENTRIES; n += 1) {
    fold.apply(entryAt(n));
    fold = between(fold, n);
  }
  expect(fold.quarantine()).toEqual([]);
  return fold.stateHash();
}

/** Chunks of 1 to 2,000 entries, no two alike for long, each drained and hashed. */
function inChunks() {
  let next = 1;
  return (fold: Fold, n: number) => {
    if (n < next) return fold;
    next = n + 1 + ((n * 7919) % 2_000);
    fold.drain();
    fold.stateHash();
    return fold;
  };
}

/** Restored at places that are no round parts of anything; one restore follows right on another. */
function restored() {
  const places = Array.from({ length: RESTORES }, (_, i) =>
    Math.floor((ENTRIES * (i + 1)) / (RESTORES + 0.7)),
  );
  const chosen = new Set([...places, (places[0] ?? 0) + 1]);
  return (fold: Fold, n: number) => (chosen.has(n) ? restoreFold(fold.serialize()) : fold);
}

describe(`a log of ${ENTRIES} entries`, () => {
  it('ends in one state however it is cut, and after any restore', () => {
    const hash = run((fold) => fold);
    expect(run(inChunks())).toBe(hash);
    expect(run(restored())).toBe(hash);
  });
});
