import type { DraftEntry, LogEntry } from '../contract/entry.ts';
import type { Feed } from '../contract/feeds.ts';
import type { Position } from '../contract/position.ts';
import type { PictureBox } from '../contract/video.ts';
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

/** What an append demands of the log besides its own drafts. Checked in the same atomic step that writes. */
export interface AppendOptions {
  /** Refused with `lease_lost` when somebody else has held the lease since: a late holder writes nothing. */
  readonly lease?: Lease | undefined;
  /**
   * A place that the log must still hold, asked again for every try: the latest that the caller knows of. Refused with
   * `LogForked` when it does not, so that nothing is written behind a loss that nobody has noticed.
   */
  readonly standing?: (() => Position | null) | undefined;
}

/** One life of the log. A new one begins when entries were lost or the log went back: what `from` had after the fork is gone. */
export interface EpochRecord {
  readonly epoch: string;
  /** The epoch before; empty for the first. */
  readonly from: string;
  /** Last place that both epochs share, as far as known: everything of `from` with a larger `n` is void unless the log holds it. */
  readonly forkN: number;
  readonly forkH: string;
  /** ms, by the clock of the engine's machine. */
  readonly startedAt: number;
  /** `new` for the first; `lost` when the log had no entries left; `meta` when only its head had to be read back. */
  readonly reason: 'new' | 'meta' | 'lost' | 'diverged';
}

/** A loss as the gateway that noticed it describes it. */
export interface Fork {
  /** The latest place it knew, which the log does not hold any more. */
  readonly known: Position;
  /** The last place it knows that the log still holds; `n = 0` when there is none. */
  readonly fork: Position;
  readonly reason: 'lost' | 'diverged';
}

/** What became of entries that were offered again. */
export interface HealResult {
  /** One per entry, in order: appended again, there already, or there with another payload (kept as it is). */
  readonly outcomes: readonly {
    readonly status: 'healed' | 'present' | 'conflict';
    readonly position: Position;
  }[];
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

/** An entry by the name that its producer gave it. */
export interface Named {
  readonly source: string;
  readonly id: string;
}

/** An entry that is a tombstone now. */
export interface Erased extends Named {
  readonly n: number;
  readonly feed: Feed;
}

/** What holds trimming back besides the age of the entries. */
export interface TrimOptions {
  /** Largest `n` that may go: the oldest snapshot that a start needs stands there. */
  readonly upTo?: number | undefined;
  /** `n` of entries that stay whatever their age. */
  readonly spared?: ReadonlySet<number> | undefined;
  /** Most entries that go. */
  readonly atMost?: number | undefined;
  /** Refused with `lease_lost` when somebody else has held the lease since. */
  readonly lease?: Lease | undefined;
}

/**
 * A picture with its content type; instants in ms of the gateway's clock. `blurred` (WebP) is what everybody is shown;
 * `clearBoxes` are the parts of it that are not blurred, null when none ever may be.
 */
export interface MediaRecord {
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly blurred: Uint8Array;
  readonly clearBoxes: readonly PictureBox[] | null;
  readonly storedAt: number;
  readonly expiresAt: number;
}

/** A stretch of the log whose tracks are kept: its first instant, ms of the gateway's clock, and its last entry. */
export interface TrackSlot {
  readonly at: number;
  readonly n: number;
}

/** The track of one terminal in a slot, packed. */
export interface TrackPiece {
  readonly terminal: string;
  readonly body: Uint8Array;
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

  /**
   * Atomic over the batch; at most 64 drafts, all of which are judged in order.
   * @throws GatewayError `log_unavailable`, `log_full`, `lease_lost`; `LogForked` (which is `log_unavailable`)
   */
  append(batch: readonly DraftEntry[], options?: AppendOptions): Promise<AppendResult>;
  /**
   * Appends again what the log lost and a gateway still has, at most 64 entries: each new one gets the next `n` and keeps
   * its first `n` as `healedFrom`. Idempotent by `(source, id)`, so that several gateways may heal at once.
   * @throws LogForked when the log does not hold `from`; GatewayError `log_unavailable`, `log_full`
   */
  heal(lost: readonly LogEntry[], from: Position): Promise<HealResult>;
  /**
   * Opens a new epoch for a log that lost what `known` names, in one step with a look whether that is still so: of
   * several gateways the first opens it and the others agree. Resolves with the head; does nothing to a log that holds
   * the place, that was fenced already, or that never had the epoch of the place.
   */
  fence(fork: Fork): Promise<Position>;
  /** Every epoch of this log that is known, oldest first. */
  epochs(): Promise<readonly EpochRecord[]>;
  /** Whether the very entry of this place is in the log, or was trimmed from it and no fork lies before it. */
  holds(position: Position): Promise<boolean>;
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

  /**
   * Turns the named entries into tombstones: place, chain hash, source and id stay (a re-send stays a duplicate), data
   * and area go, and the flag `erased` comes. Resolves with those that were found. Idempotent.
   */
  erase(names: readonly Named[]): Promise<readonly Erased[]>;
  /**
   * Rewrites the engine's files, so that nothing of what was erased or deleted is left on the disk. May go on behind.
   * Resolves with the addresses of replicas whose files could not be rewritten: what they still hold goes with their next
   * own rewriting.
   */
  purge(): Promise<readonly string[]>;

  /**
   * Removes a feed's oldest entries up to the first received at or after `beforeMs`, with their dedupe marks; what is
   * spared and a configuration (`system.configured`) always stay. Returns how many. @throws GatewayError `lease_lost`
   */
  trim(feed: Feed, beforeMs: number, options?: TrimOptions): Promise<number>;

  /** `n` of the entry that a producer gave this name; null when it is not, or no longer, in the log. */
  find(name: Named): Promise<number | null>;

  /** Entries of a feed, and about how many bytes they take in the engine. */
  feedSize(feed: Feed): Promise<{ readonly entries: number; readonly bytes: number }>;
  /** An id is remembered for as long as its entry is kept, so this is bounded by the retention. */
  dedupeSize(): Promise<DedupeSize>;

  /** @throws GatewayError `lease_lost` */
  saveSnapshot(
    meta: Omit<SnapshotMeta, 'id' | 'bytes'>,
    bytes: Uint8Array,
    lease?: Lease,
  ): Promise<SnapshotMeta>;
  /** Newest first. */
  listSnapshots(): Promise<readonly SnapshotMeta[]>;
  /** Null when missing or when its checksum does not fit: the caller falls back to the next. */
  loadSnapshot(id: string): Promise<Uint8Array | null>;
  /** @throws GatewayError `lease_lost` */
  deleteSnapshot(id: string, lease?: Lease): Promise<void>;

  /**
   * The lease if it is free, expired or already the holder's; else null. Renew by acquiring again. `ttlMs` are real
   * milliseconds, of the server's clock in Redis and of the gateway's (scaled by its rate) in sqlite.
   */
  acquireLease(name: string, holder: string, ttlMs: number): Promise<Lease | null>;
  releaseLease(lease: Lease): Promise<void>;

  /** Leaves this gateway's words in place of its former ones and returns those of the others on this log. */
  exchangeWitness(mine: Witness): Promise<readonly Witness[]>;

  /** Replaces what is kept of a slot, for `keepMs` by the server's clock at most. @throws GatewayError `lease_lost` */
  putTracks(
    slot: TrackSlot,
    pieces: readonly TrackPiece[],
    options: { readonly keepMs: number; readonly lease?: Lease | undefined },
  ): Promise<void>;
  /** Puts another track of a terminal into a slot that is kept, or none. */
  replaceTrack(at: number, terminal: string, body: Uint8Array | null): Promise<void>;
  /** Oldest first. */
  trackSlots(): Promise<readonly TrackSlot[]>;
  /** Every track of a slot, in any order. */
  tracksIn(at: number): Promise<readonly TrackPiece[]>;
  /** What is kept of one terminal in the slots that begin in `[from, to]`, oldest first. */
  tracksOf(terminal: string, from: number, to: number): Promise<readonly Uint8Array[]>;
  /** Forgets the slots that began before; how many went. @throws GatewayError `lease_lost` */
  dropTracks(beforeMs: number, lease?: Lease): Promise<number>;

  /** Keeps a picture until its `expiresAt`; `now` by the caller's clock. */
  putMedia(hash: string, media: MediaRecord, now: number): Promise<void>;
  getMedia(hash: string, now: number): Promise<MediaRecord | null>;
  deleteMedia(hash: string): Promise<void>;
  /** Drops the bytes of every picture that has expired at `now`. */
  expireMedia(now: number): Promise<void>;

  /** Adds or counts up by `key`; a settled letter that comes again is open again. */
  putDeadLetter(letter: NewDeadLetter, at: number): Promise<void>;
  deadLetter(key: string): Promise<DeadLetter | null>;
  /** Newest `lastSeen` first, settled ones included; `after` goes on behind a place. Only an empty answer is the end. */
  listDeadLetters(limit: number, after?: DeadLetterPlace): Promise<readonly DeadLetter[]>;
  /** False when there is no such letter (any more). */
  settleDeadLetter(key: string, settled: Settlement): Promise<boolean>;
  /** False when there is no such letter (any more). */
  deleteDeadLetter(key: string): Promise<boolean>;
  /**
   * Forgets letters last seen before, the oldest beyond `atMost`, and the text of those older than `textBeforeMs`.
   * @throws GatewayError `lease_lost`
   */
  ageDeadLetters(beforeMs: number, textBeforeMs: number, atMost: number, lease?: Lease): Promise<void>;

  /** A random secret of the site, made once and shared by every gateway on this log (resume tokens). */
  secret(name: string): Promise<string>;
  /** Puts back a secret that a log which lost everything would make anew. */
  keepSecret(name: string, value: string): Promise<void>;

  /** What the engine can promise now. */
  durability(): Durability;
  /** Replicas follow the server and no append waits for one: a failover may lose what was acknowledged. False if unknown. */
  unguarded(): boolean;
  /** False while the engine cannot be reached. */
  healthy(): boolean;
  close(): Promise<void>;
}

/** What became of the log while this gateway ran. */
export interface LogCare {
  /** Losses that this gateway noticed, entries that it gave back, entries that nobody here remembered. */
  readonly heals: number;
  readonly healed: number;
  readonly lost: number;
  /** When the last loss was noticed, ms of the gateway's clock. */
  readonly healedAt: number | null;
  /** True while nothing can be appended because there is no room. */
  readonly full: boolean;
}

/** A log that notices its own losses and heals them; see `healing-log.ts`. */
export interface HealingLog extends EventLog {
  care(): LogCare;
}
