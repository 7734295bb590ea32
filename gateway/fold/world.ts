import type { Context } from './context.ts';
import type { Counters } from './counters.ts';
import type { LikeIndex } from './life/like-index.ts';
import type { Evidence } from './measures/evidence.ts';
import type { Recurrences } from './risk/recurrences.ts';
import type { Series } from './series.ts';
import type { Sources } from './sources.ts';
import type { Store } from './store.ts';
import type { Ledger } from './table.ts';
import type { Warnings } from './warning/index.ts';

/** What all trackers share. `n` and `context` are those of the entry that is being applied. */
export interface World {
  readonly ledger: Ledger;
  readonly store: Store;
  readonly counters: Counters;
  readonly series: Series;
  readonly evidence: Evidence;
  readonly warnings: Pick<Warnings, 'changed' | 'alarmBegan'>;
  readonly recurrences: Recurrences;
  readonly watched: LikeIndex;
  readonly sources: Pick<Sources, 'renumbered'>;
  n(): number;
  context(): Context;
}
