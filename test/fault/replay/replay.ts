import { createFold, restoreFold } from '../../../gateway/fold/index.ts';
import type { Fold } from '../../../gateway/fold/port.ts';
import type { Random } from '../core/random.ts';
import { longLog } from './long-log.ts';

/** What a fold says of itself at some places of a log. */
export interface Trace {
  /** `n` and `stateHash` at each place. */
  readonly hashes: readonly (readonly [n: number, stateHash: string])[];
  readonly quarantined: number;
  readonly restored: number;
}

export interface TraceOptions {
  readonly seed: number;
  readonly entries: number;
  /** Places at which the state is compared. */
  readonly places: number;
  /** Null: one fold from the first entry to the last. Else it is drained and saved and restored wherever chance wants. */
  readonly chance: Random | null;
  /** About how many restores at most: each costs as much as the state is large by then. */
  readonly restores?: number;
}

/** Entries between two restores, on average, at least. */
const STRETCH = 1_500;

/** Folds the log of a seed, in one go or in random pieces. */
export function trace({ seed, entries, places, chance, restores = 0 }: TraceOptions): Trace {
  const every = Math.floor(entries / places);
  const stretch = Math.max(STRETCH, entries / restores);
  const hashes: (readonly [number, string])[] = [];
  let fold: Fold = createFold();
  let restored = 0;
  for (const entry of longLog(seed, entries)) {
    fold.apply(entry);
    if (entry.n % every === 0) hashes.push([entry.n, fold.stateHash()]);
    if (chance === null) continue;
    if (chance.chance(0.01)) fold.drain();
    if (!chance.chance(1 / stretch)) continue;
    fold = restoreFold(fold.serialize());
    restored += 1;
  }
  return { hashes, quarantined: fold.quarantine().length, restored };
}
