import type { CaseRecord } from '../case.ts';
import type { Context } from '../context.ts';
import type { Counters } from '../counters.ts';
import type { Evidence } from '../measures/evidence.ts';
import type { Store } from '../store.ts';
import type { Ledger } from '../table.ts';

/** What warnings need of the fold. `n` and `context` are those of the entry that is being applied. */
export interface WarningWorld {
  readonly ledger: Ledger;
  readonly store: Store;
  readonly counters: Counters;
  readonly evidence: Evidence;
  n(): number;
  context(): Context;
  record(id: string): CaseRecord | undefined;
}
