import type { Namespace, Socket } from 'socket.io';
import type { LogEntry } from '../contract/entry.ts';
import type { Feed } from '../contract/feeds.ts';
import type { Position } from '../contract/position.ts';
import type { Projection } from '../contract/vocabulary.ts';
import type { SnapshotReason } from '../contract/wire.ts';
import type { Changes, Quarantined, StateView } from '../fold/port.ts';
import type { Lease } from '../log/port.ts';

/** Told of every step of the state, in order. Must not throw and must not wait. */
export interface SiteListener {
  /** One entry that was just applied; `onChange` tells what it did. */
  readonly onEntry?: (entry: LogEntry) => void;
  /** Entities touched by one batch of entries; `site.view` already stands behind it. */
  readonly onChange?: (changes: Changes) => void;
  /** The state was built anew because the log is not what it was: everything known before is void. */
  readonly onReset?: (reason: SnapshotReason) => void;
}

export interface SiteHealth {
  /** Whether the follower reaches the log. */
  readonly logOk: boolean;
  /** Whether the log has no room for anything new. */
  readonly logFull: boolean;
  /** Entries of the log that are not yet in the state, as of the last look at its head. */
  readonly lag: number;
  /** True while the state is built anew aside; the old one is still served. */
  readonly rebuilding: boolean;
}

/** The folded state of the site, following the log. */
export interface Site {
  /** The state now in force; ask again after every wait, a rebuild replaces the object. */
  readonly view: StateView;
  readonly reducerVersion: number;
  /** Hash of the configuration in force in the log, null before the first. */
  readonly configHash: string | null;
  /** Place of the entry at `n` if it is among the last that were applied; saves a look into the log. */
  recent(n: number): Position | null;
  /** True as soon as the state has applied entry `n`; false when `timeoutMs` passed before. */
  positionReached(n: number, timeoutMs: number): Promise<boolean>;
  /** Returns the way to stop listening. */
  subscribe(listener: SiteListener): () => void;
  health(): SiteHealth;
  quarantine(): readonly Quarantined[];
  /** `n` of the entries of a feed without which the log would not give the present state again. */
  needed(feed: Feed): readonly number[];
  /**
   * Builds the state anew from a snapshot of `trusted` at the latest, or from the first entry, as when the log had turned
   * out to be another: the old one is served meanwhile, then everybody starts from a snapshot with the reason `diverged`.
   */
  rebuild(trusted: number): Promise<void>;
  /** Writes the present state into the log as a snapshot. @throws GatewayError `lease_lost` */
  saveSnapshot(lease?: Lease): Promise<void>;
  stop(): Promise<void>;
}

/** One compressed chunk of a snapshot, as HTTP hands it out with `Content-Encoding: gzip`. */
export interface StoredChunk {
  readonly gzip: Uint8Array;
  readonly projection: Projection;
}

/** Who may come into a namespace. */
export interface SocketDoor {
  /** Reads the handshake anew, on entry and after every change of keys. @throws {GatewayError} the refusal */
  admit(socket: Socket): void;
  /** Asked on entry, after `admit`. @throws {GatewayError} `too_many_requests` when there is no room */
  checkRoom(socket: Socket): void;
  /** Asked last: has it been here before and brings its place? Then it is not held up by a crowd of newcomers. */
  returning?(socket: Socket): boolean;
}

/** The one Socket.IO server of the gateway, for the parts that speak over it: each opens a namespace of its own. */
export interface SocketHost {
  /** Refusals reach the client as a problem document in the error's `data`. */
  open(name: string, door: SocketDoor): Namespace;
  /** Lets the connection of a client send messages that carry up to `bytes`; everybody else may send 64 kB. */
  allowBytes(socket: Pick<Socket, 'conn'>, bytes: number): void;
  /** Looks at every client again after a change of keys; who would not be let in any more is sent away. */
  recheck(): void;
}

/** The live part as the composition root sees it. */
export interface Live {
  readonly snapshots: { chunk(id: string, index: number): StoredChunk | null };
  /** Hash of a projection of the state at `site.view.position`, the same that heartbeats carry. */
  viewHash(projection: Projection): string;
  clients(): number;
  /** Closed by `stop`. */
  readonly sockets: SocketHost;
  /** Says good-bye to every client and closes their connections; the HTTP server stays the caller's. */
  stop(): Promise<void>;
}
