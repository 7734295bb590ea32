import type { Feed } from '../../contract/feeds.ts';
import type { Position } from '../../contract/position.ts';
import type { Standing } from '../continuity.ts';
import type {
  AppendOutcome,
  DeadLetter,
  DeadLetterPlace,
  DedupeSize,
  Lease,
  MediaRecord,
  NewDeadLetter,
  Settlement,
  SnapshotMeta,
} from '../port.ts';
import type { Recorded, RecordedDraft } from '../recorded.ts';

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
}

/** Everything that the worker does, each call in one transaction of its own unless it is an append. */
export interface Operations {
  /** Committed together with whatever else is waiting. */
  append(drafts: readonly RecordedDraft[]): readonly AppendOutcome[];
  head(): Position;
  read(after: number, limit: number): RawRead;
  entryAt(n: number): Recorded | null;
  /** The log as a reader at `n` finds it. */
  standing(n: number): Standing;
  trim(feed: Feed, beforeMs: number): TrimStep;
  dedupeSize(): DedupeSize;
  saveSnapshot(meta: SnapshotMeta, bytes: Uint8Array): void;
  listSnapshots(): readonly SnapshotMeta[];
  loadSnapshot(id: string): Uint8Array | null;
  deleteSnapshot(id: string): void;
  acquireLease(request: LeaseRequest): Lease | null;
  releaseLease(lease: Lease): void;
  putMedia(hash: string, media: MediaRecord): void;
  getMedia(hash: string, now: number): MediaRecord | null;
  putDeadLetter(letter: NewDeadLetter, at: number): void;
  deadLetter(key: string): DeadLetter | null;
  listDeadLetters(limit: number, after?: DeadLetterPlace): readonly DeadLetter[];
  settleDeadLetter(key: string, settled: Settlement): boolean;
  deleteDeadLetter(key: string): boolean;
  ageDeadLetters(beforeMs: number, textBeforeMs: number, atMost: number): void;
  secret(name: string): string;
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

/** Worker → main thread. The first reply has id 0 and says whether the file could be opened. */
export type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string };
