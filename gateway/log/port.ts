import type { DraftEntry, LogEntry } from '../contract/entry.ts';
import type { Feed } from '../contract/feeds.ts';
import type { Position } from '../contract/position.ts';
import type { Durability } from '../contract/vocabulary.ts';

/** What became of one draft: `position` is the new entry's, or the original's for a duplicate or conflict. */
export interface AppendOutcome {
  readonly status: 'new' | 'duplicate' | 'conflict';
  readonly position: Position;
}

/** What became of a batch. */
export interface AppendResult {
  /** One outcome per draft, in the order of the batch. */
  readonly outcomes: readonly AppendOutcome[];
  /** Level that every new entry of this batch has reached; never more than is known. */
  readonly durability: Durability;
}

/** A piece of the log, with the head and horizon of the same instant. */
export interface ReadResult {
  /**
   * Entries with `n > after`, ascending, dense above `horizon`, with data of older schema versions brought into today's
   * shape. An entry that cannot be (a newer version, an unknown type, unreadable data) comes as it is: its `v` is larger
   * than `EVENT_TYPES[type].version`, or its `type` is not in `EVENT_TYPES`. The fold quarantines it.
   */
  readonly entries: readonly LogEntry[];
  readonly head: Position;
  /** Largest `n` that trimming may have removed; holes at or below it are normal, above it they are faults. */
  readonly horizon: number;
}

/** The log is not what the reader was following: it is gone, went backwards, or another one stands in its place. */
export type Discontinuity = 'epoch' | 'diverged';

/** What a follower tells its owner. */
export interface FollowHandlers {
  /** Called with consecutive batches, one at a time; the next waits for the promise. A batch that threw comes again. */
  readonly onEntries: (entries: readonly LogEntry[]) => void | Promise<void>;
  /** The follower stops after this; the owner rebuilds from `head()` and follows again. */
  readonly onDiscontinuity: (reason: Discontinuity) => void;
  /** Reachability of the engine as the reader sees it. */
  readonly onHealth: (ok: boolean) => void;
}

/** A running follower. */
export interface Follower {
  /** Resolves when the last handler has finished and the reader's connection is closed. */
  stop(): Promise<void>;
}

/** A stored fold: where it stands, what wrote it, how large it is. `savedAt` in ms, `bytes` as stored. */
export interface SnapshotMeta {
  readonly id: string;
  readonly position: Position;
  readonly reducerVersion: number;
  readonly stateHash: string;
  readonly savedAt: number;
  readonly bytes: number;
}

/** The right to be the only one who does something, for a while. */
export interface Lease {
  readonly name: string;
  readonly holder: string;
  /** Grows with every new holder: a late writer with an older fence is refused. */
  readonly fence: number;
}

/** What a gateway says of its state, for the other gateways of the log. */
export interface Witness {
  /** Name of one run of a gateway. */
  readonly gateway: string;
  readonly reducerVersion: number;
  /** State hashes after single entries, by `n`, ascending. */
  readonly marks: readonly (readonly [n: number, stateHash: string])[];
}

/** A picture with its content type; instants in ms of the gateway's clock. */
export interface MediaRecord {
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly storedAt: number;
  readonly expiresAt: number;
}

/** How many ids the log remembers so that nothing is in it twice, and what that costs: bytes of memory or disk, estimated. */
export interface DedupeSize {
  readonly entries: number;
  readonly bytes: number;
}

/** An event that was refused, with the reason; instants in ms of the gateway's clock. */
export interface DeadLetter {
  /** Hash of producer, code and scrubbed text: a repeated fault is one record that counts. */
  readonly key: string;
  readonly producer: string;
  readonly code: string;
  readonly detail: string;
  readonly path: string | null;
  /** Scrubbed and capped; null when the content must not be kept. */
  readonly text: string | null;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly count: number;
  /** Where its event stands in the log since somebody sent it again; null while the letter is open. */
  readonly settled: Settlement | null;
}

/** What ended a dead letter: the place of its event as `e:n:h`, and when. */
export interface Settlement {
  readonly position: string;
  readonly at: number;
}

/** A refused event as the door hands it over. */
export type NewDeadLetter = Omit<DeadLetter, 'firstSeen' | 'lastSeen' | 'count' | 'settled'>;

/** A place in the order of dead letters: everything after it was last seen earlier, or then has a smaller key. */
export type DeadLetterPlace = Pick<DeadLetter, 'lastSeen' | 'key'>;

/**
 * The one interface of both engines. Order is one per site: every entry gets the next dense `n`.
 *
 * Delivery guarantee: an append that resolved is in the log once, at its position, at the named durability.
 * An append that rejected with `log_unavailable` promises nothing and may be repeated: it is idempotent by
 * `(source, id)` for as long as the original entry is kept.
 */
export interface EventLog {
  readonly engine: 'redis' | 'sqlite';
  readonly site: string;

  /** Atomic over the batch; at most 64 drafts, all of which are judged in order. @throws GatewayError `log_unavailable` */
  append(batch: readonly DraftEntry[]): Promise<AppendResult>;
  head(): Promise<Position>;
  /**
   * `limit` entries at most; fewer only at the head.
   * @throws GatewayError `log_unavailable`, also for a hole that trimming did not make
   */
  read(after: number, limit: number): Promise<ReadResult>;
  /** The entry at exactly `n`, or null when trimmed or not written yet. */
  entryAt(n: number): Promise<LogEntry | null>;
  /** Delivers everything after `after`, then whatever is appended. Survives loss of the connection. */
  follow(after: Position, handlers: FollowHandlers): Follower;

  /** Removes a feed's oldest entries up to the first received at or after `beforeMs`, with their dedupe marks. Returns how many. */
  trim(feed: Feed, beforeMs: number): Promise<number>;

  /** An id is remembered for as long as its entry is kept, so this is bounded by the retention. */
  dedupeSize(): Promise<DedupeSize>;

  saveSnapshot(meta: Omit<SnapshotMeta, 'id' | 'bytes'>, bytes: Uint8Array): Promise<SnapshotMeta>;
  /** Newest first. */
  listSnapshots(): Promise<readonly SnapshotMeta[]>;
  /** Null when missing or when its checksum does not fit: the caller falls back to the next. */
  loadSnapshot(id: string): Promise<Uint8Array | null>;
  deleteSnapshot(id: string): Promise<void>;

  /**
   * The lease if it is free, expired or already the holder's; else null. Renew by acquiring again. `ttlMs` are real
   * milliseconds, of the server's clock in Redis and of the gateway's (scaled by its rate) in sqlite.
   */
  acquireLease(name: string, holder: string, ttlMs: number): Promise<Lease | null>;
  releaseLease(lease: Lease): Promise<void>;

  /** Leaves this gateway's words in place of its former ones and returns those of the others on this log. */
  exchangeWitness(mine: Witness): Promise<readonly Witness[]>;

  putMedia(hash: string, media: MediaRecord): Promise<void>;
  getMedia(hash: string, now: number): Promise<MediaRecord | null>;

  /** Adds or counts up by `key`; a settled letter that comes again is open again. */
  putDeadLetter(letter: NewDeadLetter, at: number): Promise<void>;
  deadLetter(key: string): Promise<DeadLetter | null>;
  /** Newest `lastSeen` first, settled ones included; `after` goes on behind a place. Only an empty answer is the end. */
  listDeadLetters(limit: number, after?: DeadLetterPlace): Promise<readonly DeadLetter[]>;
  /** False when there is no such letter (any more). */
  settleDeadLetter(key: string, settled: Settlement): Promise<boolean>;
  /** False when there is no such letter (any more). */
  deleteDeadLetter(key: string): Promise<boolean>;
  /** Forgets letters last seen before, the oldest beyond `atMost`, and the text of those older than `textBeforeMs`. */
  ageDeadLetters(beforeMs: number, textBeforeMs: number, atMost: number): Promise<void>;

  /** A random secret of the site, made once and shared by every gateway on this log (resume tokens). */
  secret(name: string): Promise<string>;

  /** What the engine can promise now. */
  durability(): Durability;
  /** False while the engine cannot be reached. */
  healthy(): boolean;
  close(): Promise<void>;
}
