import type { Feed } from '../../contract/feeds.ts';
import type { Position } from '../../contract/position.ts';
import type { Standing } from '../continuity.ts';
import type {
  DeadLetter,
  DeadLetterPlace,
  DedupeSize,
  Erased,
  Fork,
  Lease,
  MediaRecord,
  Named,
  NewDeadLetter,
  Settlement,
  SnapshotMeta,
  TrackPiece,
  TrackSlot,
  TrimOptions,
} from '../port.ts';
import type { Recorded } from '../recorded.ts';
import type { Packed } from './pack.ts';

/** What the main thread hands to the worker when it starts it. */
export interface WorkerStart {
  readonly path: string;
}

export interface RawRead {
  readonly entries: readonly Recorded[];
  readonly head: Position;
  readonly horizon: number;
}

export interface LeaseRequest {
  readonly name: string;
  readonly holder: string;
  readonly now: number;
  readonly expiresAt: number;
}

export interface TrimStep {
  readonly removed: number;
  /** True when nothing older is left. */
  readonly done: boolean;
  /** Where the next step goes on. */
  readonly after: number;
}

/** One step of trimming a feed, from behind `after`; `spared` are those of its entries that stay. */
export interface TrimAsked extends TrimOptions {
  readonly after: number;
}

/** What an append demands: see `AppendOptions`. */
export interface Demand {
  readonly lease?: Lease | undefined;
  readonly standing?: Position | undefined;
}

/** Why nothing of a batch was written although the file is well. */
export type Refusal = 'forked' | 'lease_lost';

/** Everything that the worker does, each call in one transaction of its own unless it is an append. */
export interface Operations {
  /** Committed together with whatever else is waiting. Takes packed drafts, gives packed outcomes. */
  append(drafts: Packed, demand?: Demand): Packed;
  fence(fork: Fork, offered: string): Position;
  head(): Position;
  read(after: number, limit: number): RawRead;
  entryAt(n: number): Recorded | null;
  /** The log as a reader at `n` finds it. */
  standing(n: number): Standing;
  erase(names: readonly Named[]): readonly Erased[];
  purge(): void;
  trim(feed: Feed, beforeMs: number, options?: Partial<TrimAsked>): TrimStep;
  feedSize(feed: Feed): { readonly entries: number; readonly bytes: number };
  dedupeSize(): DedupeSize;
  find(name: Named): number | null;
  saveSnapshot(meta: SnapshotMeta, bytes: Uint8Array, lease?: Lease): void;
  listSnapshots(): readonly SnapshotMeta[];
  loadSnapshot(id: string): Uint8Array | null;
  deleteSnapshot(id: string, lease?: Lease): void;
  acquireLease(request: LeaseRequest): Lease | null;
  releaseLease(lease: Lease): void;
  putTracks(slot: TrackSlot, pieces: readonly TrackPiece[], lease?: Lease): void;
  replaceTrack(at: number, terminal: string, body: Uint8Array | null): void;
  trackSlots(): readonly TrackSlot[];
  tracksIn(at: number): readonly TrackPiece[];
  tracksOf(terminal: string, from: number, to: number): readonly Uint8Array[];
  dropTracks(beforeMs: number, lease?: Lease): number;
  putMedia(hash: string, media: MediaRecord, now: number): void;
  getMedia(hash: string, now: number): MediaRecord | null;
  deleteMedia(hash: string): void;
  expireMedia(now: number): void;
  putDeadLetter(letter: NewDeadLetter, at: number): void;
  deadLetter(key: string): DeadLetter | null;
  listDeadLetters(limit: number, after?: DeadLetterPlace): readonly DeadLetter[];
  settleDeadLetter(key: string, settled: Settlement): boolean;
  deleteDeadLetter(key: string): boolean;
  ageDeadLetters(beforeMs: number, textBeforeMs: number, atMost: number, lease?: Lease): void;
  secret(name: string): string;
  keepSecret(name: string, value: string): void;
  /** Closes the file; the worker ends after the reply. */
  close(): void;
}

export type OperationName = keyof Operations;

/** Main thread → worker. */
export type Request = {
  [Name in OperationName]: {
    readonly id: number;
    readonly op: Name;
    readonly args: Parameters<Operations[Name]>;
  };
}[OperationName];

export type AppendRequest = Extract<Request, { op: 'append' }>;

/**
 * Worker → main thread: messages are lists of these, all of one commit together. The first message is one reply with id 0,
 * which says whether the file could be opened.
 */
export type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly id: number;
      readonly ok: false;
      readonly message: string;
      readonly refusal?: Refusal | 'full';
    };
