import type { Outcome } from '../ways/outcome.ts';

/** Something with an instant, to be sent. */
export interface Timely {
  readonly at: number;
}

/** One feed as its producer runs it: what it says in a span, and how it delivers that. */
export interface Feed<T extends Timely = Timely> {
  readonly name: string;
  /** Name in progress lines. */
  readonly title: string;
  /** Where its history begins, epoch milliseconds. */
  readonly since: number;
  /** Everything to be sent for `from ≤ at < to`, in order. */
  pull(from: number, to: number): readonly T[];
  /** Resolves when all of it is acknowledged; at most a batch at once. */
  deliver(batch: readonly T[]): Promise<Outcome>;
}
