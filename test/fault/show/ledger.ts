import type { Position } from '../../../gateway/contract/position.ts';

/** Where an event was acknowledged; `at` is the producer's own clock, ms. */
export interface Acknowledgement extends Pick<Position, 'e' | 'n'> {
  readonly at: number;
}

/** What the producer knows: everything it has posted, and everything that it was promised. */
export interface Ledger {
  readonly posted: ReadonlySet<string>;
  readonly acknowledged: ReadonlyMap<string, Acknowledgement>;
  /** Events that were told to be new a second time although nobody had cut the log in between. */
  readonly twice: ReadonlySet<string>;
  post(id: string): void;
  /** Notes the answer to one event: 201 new, 200 known already. True when it breaks an earlier promise: it had been acknowledged, and is new. */
  acknowledge(
    id: string,
    answer: { readonly status: 200 | 201; readonly position: Position; at: number },
  ): boolean;
  /** The show itself has cut the log: what was new before may rightly be new again. */
  cut(): void;
  /** Ids that became new at or after `at`, oldest first. */
  since(at: number): readonly string[];
}

export function createLedger(): Ledger {
  const posted = new Set<string>();
  const acknowledged = new Map<string, Acknowledgement>();
  const twice = new Set<string>();
  const fresh = new Set<string>();
  return {
    posted,
    acknowledged,
    twice,
    post: (id) => void posted.add(id),
    acknowledge(id, { status, position: { e, n }, at }) {
      const before = acknowledged.get(id);
      const known = status === 200 && before !== undefined;
      acknowledged.set(id, { e, n, at: known ? before.at : at });
      if (status === 200) return false;
      if (fresh.has(id)) twice.add(id);
      fresh.add(id);
      return before !== undefined;
    },
    cut: () => fresh.clear(),
    since: (at) => [...acknowledged].filter(([, ack]) => ack.at >= at).map(([id]) => id),
  };
}
