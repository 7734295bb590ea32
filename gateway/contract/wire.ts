import type { Command } from './commands.ts';
import { ENTITY_KINDS, type EntityKind, type EntityOf } from './entities.ts';
import type { Problem } from './errors.ts';
import type { EventType } from './event-types.ts';
import type { CommandReply } from './http.ts';
import type { Projection } from './vocabulary.ts';

/** Version of this protocol; a client of another version gets `bye` with `incompatible`. */
export const PROTOCOL = 1;

/** Socket.IO namespace of walls and consoles. */
export const LIVE_NAMESPACE = '/live';

/** Frames that may be on their way to one client before it has acknowledged any; then it is caught up by state. */
export const CREDIT_FRAMES = 8;

/** Heartbeat period, ms; a wall is stale after three missed. */
export const HEARTBEAT_MS = 2_000;

/** Kinds of entity that each projection's frames and snapshots may carry at all; of the others not even an id is told. */
export const PROJECTED_KINDS: Readonly<Record<Projection, readonly EntityKind[]>> = {
  operator: ENTITY_KINDS,
  visitor: ['feed', 'kpi', 'series'],
};

/** The kind whose changes may be sent later than everything else: only the latest of each entity matters. */
export const POSITION_KIND: EntityKind = 'terminal';

/** A frame with this many records, or one whose positions lag, is acknowledged at once: the gateway paces what it sends by it. */
export const ACK_AT_ONCE_RECORDS = 4;

/**
 * `[n, type, kind, id, at, healedFrom?]`: a fact that is never conflated, by the entry's `n`, the entity that it is
 * about and the entry's `receivedAt`. `healedFrom`: the `n` under which it stood before the log lost it.
 */
export type DistinctEvent = readonly [
  n: number,
  type: EventType,
  kind: EntityKind,
  id: string,
  at: number,
  healedFrom?: number,
];

/** A client's place, signed by the gateway: opaque to the client, which only hands it back. */
export type ResumeToken = string;

/** Socket.IO handshake `auth`. */
export interface LiveAuth {
  readonly proto: number;
  /** Bearer key; absent in demo access. */
  readonly token?: string;
  /** Ask for less than the key allows. */
  readonly as?: 'visitor';
  readonly client?: { readonly kind: 'wall' | 'headless'; readonly build: string };
  readonly resume?: ResumeToken;
}

/** Why a client gets a snapshot instead of what it missed. */
export type SnapshotReason = 'new' | 'trimmed' | 'diverged' | 'epoch' | 'schema' | 'scope';

/** Where a snapshot is: immutable chunks at `url/0` … `url/(chunks-1)`, each a `SnapshotChunk`. */
export interface SnapshotRef {
  readonly url: string;
  readonly chunks: number;
  /** Of all chunks, uncompressed. */
  readonly bytes: number;
  readonly n: number;
  /** `receivedAt` of entry `n`. */
  readonly at: number;
  readonly viewHash: string;
  readonly token: ResumeToken;
}

/** One chunk of a snapshot; all chunks have the same `n`. */
export interface SnapshotChunk {
  readonly chunk: number;
  readonly of: number;
  readonly n: number;
  readonly entities: readonly EntityRecord[];
}

/** `[kind, entity]`; the entity is complete, never a diff. */
export type EntityRecord = { [Kind in EntityKind]: readonly [Kind, EntityOf[Kind]] }[EntityKind];

/** Simulated time (`YITU_CLOCK`): the wall must say so. */
export interface ClockState {
  readonly simulated: boolean;
  readonly rate: number;
}

/** First word of the gateway on every connection. */
export interface Hello {
  readonly proto: number;
  readonly session: string;
  readonly gateway: string;
  readonly site: string;
  readonly projection: Projection;
  readonly serverNow: number;
  readonly clock: ClockState;
  readonly epoch: string;
  /** Head of the log at this moment. */
  readonly n: number;
  /** `live`: nothing was missed · `resume`: what was missed follows as one frame · `snapshot`: fetch it, then send `ready`. */
  readonly mode: 'live' | 'resume' | 'snapshot';
  readonly reason?: SnapshotReason;
  readonly snapshot?: SnapshotRef;
  readonly limits: { readonly tickMs: number; readonly credit: number; readonly heartbeatMs: number };
}

/**
 * One atomic step from exactly `b` to `n`: all feeds as they were when entry `n` was the last, in every frame. Clients at the
 * same `n` show the same, at whichever gateway; at one moment two may stand apart, by the time between two frames and what
 * their gateways lag behind the log: nothing holds the quicker one back. First `x` is removed, then `u` is put; no id stands in both.
 * A client whose place is not `b` applies nothing and sends `resync`.
 *
 * `a` holds every distinct event with `b < n' <= n` that the projection may know of, ascending; `p` is the `n` of the
 * last such event before `a[0]`, 0 when the gateway does not know it: a client that has not seen `p` has a gap.
 * With `l`, positions (`POSITION_KIND`) are complete only up to `l`; the rest follows. `tk` says so too.
 */
export interface Frame {
  readonly b: number;
  readonly n: number;
  /** Position time 数据截至: `receivedAt` of entry `n`. */
  readonly at: number;
  readonly u: readonly EntityRecord[];
  readonly x: readonly (readonly [EntityKind, string])[];
  readonly a?: readonly DistinctEvent[];
  readonly p?: number;
  readonly l?: number;
  readonly tk: ResumeToken;
}

/**
 * Sign of life of the gateway. By itself it goes, instead of the heartbeat, to a client that loads a snapshot or waits
 * to be caught up: where the others stand would tell it nothing.
 */
export interface Pulse {
  readonly serverNow: number;
  readonly clock: ClockState;
  /** False while the gateway cannot reach its log: what is shown is true but may be behind. */
  readonly logOk: boolean;
  /** Present while the log has no room: what is shown is true, but nothing new is taken in. */
  readonly logFull?: true;
}

/**
 * Every `HEARTBEAT_MS`, also when nothing changes. From `b` to `n` nothing changed that this projection sees: a client
 * at exactly `b` is now at `n`, any other stays where it is. `viewHash` is of the client's projection at `n`.
 * A client whose positions lag stays at `b` and compares `coreHash`, which is of everything but positions.
 */
export interface Heartbeat extends Pulse {
  readonly b: number;
  readonly n: number;
  readonly at: number;
  readonly viewHash: string;
  /** Sent while somebody's positions lag. */
  readonly coreHash?: string;
  readonly tk: ResumeToken;
}

/** A discontinuity that the server saw: drop nothing yet, fetch the snapshot aside, then swap. */
export interface Reset {
  readonly reason: SnapshotReason;
  readonly epoch: string;
  readonly snapshot: SnapshotRef;
}

/**
 * Last word before the server closes. `again` false: stop trying and say why. With `unauthorized` the client may no
 * longer show what it has; `again` then means that the key is good for another view.
 */
export interface Bye {
  readonly code: 'shutdown' | 'slow' | 'unauthorized' | 'incompatible' | 'starting';
  readonly retryAfterMs: number;
  readonly again: boolean;
}

/** Socket.IO events to the client. */
export interface ServerToClient {
  hello: (message: Hello) => void;
  frame: (message: Frame) => void;
  hb: (message: Heartbeat) => void;
  pulse: (message: Pulse) => void;
  reset: (message: Reset) => void;
  bye: (message: Bye) => void;
}

/** Socket.IO events from the client. */
export interface ClientToServer {
  /** The snapshot of `n` is in place; frames from `n` on may follow. */
  ready: (message: { readonly n: number }) => void;
  /** Every frame up to position `n` has come; sent for several that were applied at once, and for each that did not fit. */
  ack: (message: { readonly n: number }) => void;
  /** The client's place did not fit a frame. */
  resync: (message: { readonly token: ResumeToken | null }) => void;
  /** For the clock offset: answered at once. */
  time: (reply: (answer: { readonly serverNow: number; readonly clock: ClockState }) => void) => void;
  cmd: (command: Command, reply: (answer: CommandReply | Problem) => void) => void;
}
