import type { EventType } from './event-types.ts';
import type { Feed } from './feeds.ts';
import type { Position } from './position.ts';
import type { Flag, Reality } from './vocabulary.ts';

/** One validated, scrubbed event on its way into the log. Instants are epoch milliseconds. */
export interface DraftEntry {
  readonly feed: Feed;
  readonly type: EventType;
  /** Version of the data schema it was written with. */
  readonly v: number;
  readonly id: string;
  readonly source: string;
  readonly subject: string;
  /** When it happened. */
  readonly time: number;
  readonly receivedAt: number;
  readonly sequence: number | null;
  readonly producerEpoch: number;
  readonly reality: Reality;
  /** Registration that sent it; `gateway` for its own entries. */
  readonly producer: string;
  /** Smallest area of the region that holds the location, found at the door; null if unknown or outside. */
  readonly area: string | null;
  readonly flags: readonly Flag[];
  readonly data: Readonly<Record<string, unknown>>;
  /** Hash of what the producer sent (after scrubbing, before anything was stamped): equal for a true re-send. */
  readonly digest: string;
}

/** An entry of the log: a draft with its place. */
export interface LogEntry extends DraftEntry, Position {
  /** Original `n` of an entry that was appended again after the log had lost it. */
  readonly healedFrom?: number;
}
