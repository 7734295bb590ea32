import { ENTITY_KINDS, type EntityKind, type EntityOf } from '../../gateway/contract/entities.ts';
import { add64, entityHash, hex64, type Sum64, subtract64 } from '../../gateway/contract/hash.ts';
import {
  type EntityRecord,
  type Frame,
  type Heartbeat,
  POSITION_KIND,
  type ResumeToken,
  type SnapshotChunk,
  type SnapshotRef,
} from '../../gateway/contract/wire.ts';
import { createEventTail, type ReplicaEvents } from './event-tail.ts';

/** Where the replica stands. `token` is handed back to the gateway to go on from here. */
export interface ReplicaPlace {
  readonly n: number;
  /** Position time 数据截至, epoch ms. */
  readonly at: number;
  readonly epoch: string;
  readonly token: ResumeToken;
  /** Positions are complete only up to here; absent: up to `n`. */
  readonly behind?: number;
}

/** Ids that one step touched, by kind. `reset`: everything may be different, every kind is listed. */
export interface ReplicaChange {
  readonly reset: boolean;
  readonly touched: ReadonlyMap<EntityKind, ReadonlySet<string>>;
}

/**
 * - `applied`: the step is in place.
 * - `elsewhere`: it starts at another place than the replica's; nothing was touched.
 * - `diverged`: the place fits and the content does not: the gateway's hash is another, or an event never came.
 */
export type StepResult = 'applied' | 'elsewhere' | 'diverged';

/** A snapshot on its way: invisible until it is complete and right. */
export interface Staging {
  /** Chunks come in order, each once. @throws RangeError for a chunk of another snapshot or out of order */
  add(chunk: SnapshotChunk): void;
  /** Swaps the whole content at once. False, and nothing touched, when the hash does not fit. */
  commit(): boolean;
}

/** The wall's copy of the state: never rebuilt piece by piece, only swapped whole or taken from exactly `b` to `n`. */
export interface Replica {
  /** Null until the first snapshot. */
  readonly place: ReplicaPlace | null;
  collection<Kind extends EntityKind>(kind: Kind): ReadonlyMap<string, EntityOf[Kind]>;
  viewHash(): string;
  readonly events: ReplicaEvents;
  stage(snapshot: SnapshotRef, epoch: string): Staging;
  frame(frame: Frame): StepResult;
  /** Takes the replica over entries that changed nothing here, and compares the hashes. */
  heartbeat(beat: Heartbeat): StepResult;
  /** Drops everything: what is shown may not be shown any more. */
  clear(): void;
  /** Called after every step, once. Returns the way to stop listening. */
  onChange(listener: (change: ReplicaChange) => void): () => void;
}

/** Entities of all kinds with the sum of their hashes. */
interface Content {
  readonly kinds: ReadonlyMap<EntityKind, Map<string, unknown>>;
  readonly shares: Map<string, Sum64>;
  readonly core: Sum64;
  readonly positions: Sum64;
}

/** An empty replica. Free of page and framework: headless walls run this very file. */
export function createReplica(): Replica {
  const listeners = new Set<(change: ReplicaChange) => void>();
  let content = emptyContent();
  let place: ReplicaPlace | null = null;
  const events = createEventTail();
  const tell = (change: ReplicaChange) => {
    for (const listener of listeners) listener(change);
  };
  return {
    get place() {
      return place;
    },
    collection: (kind) => entitiesOf(content, kind) as never,
    viewHash: () => hashOf(content),
    events,
    stage(snapshot, epoch) {
      const staged = emptyContent();
      const expect = chunkOrder(snapshot);
      return {
        add(chunk) {
          expect.next(chunk);
          for (const record of chunk.entities) put(staged, record);
        },
        commit() {
          if (!expect.complete() || hashOf(staged) !== snapshot.viewHash) return false;
          content = staged;
          place = { n: snapshot.n, at: snapshot.at, epoch, token: snapshot.token };
          events.startAfter(snapshot.n);
          tell(everything());
          return true;
        },
      };
    },
    frame(frame) {
      if (place === null || frame.b !== place.n) return 'elsewhere';
      if (!events.follows(frame)) return 'diverged';
      const touched = applyFrame(content, frame);
      const { n, at, tk: token, l: behind } = frame;
      place = { epoch: place.epoch, n, at, token, ...(behind === undefined ? {} : { behind }) };
      tell({ reset: false, touched });
      events.take(frame);
      return 'applied';
    },
    heartbeat(beat) {
      if (place === null || beat.b !== place.n) return 'elsewhere';
      if (place.behind !== undefined) return coreFits(content, beat) ? 'applied' : 'diverged';
      if (beat.viewHash !== hashOf(content)) return 'diverged';
      const moved = beat.n !== place.n;
      place = { ...place, n: beat.n, at: beat.at, token: beat.tk };
      if (moved) tell({ reset: false, touched: new Map() });
      return 'applied';
    },
    clear() {
      content = emptyContent();
      place = null;
      tell(everything());
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function everything(): ReplicaChange {
  return { reset: true, touched: new Map(ENTITY_KINDS.map((kind) => [kind, new Set<string>()])) };
}

function emptyContent(): Content {
  return {
    kinds: new Map(ENTITY_KINDS.map((kind) => [kind, new Map<string, unknown>()])),
    shares: new Map(),
    core: { hi: 0, lo: 0 },
    positions: { hi: 0, lo: 0 },
  };
}

function hashOf({ core, positions }: Content): string {
  const sum = { ...core };
  add64(sum, positions);
  return hex64(sum);
}

/** While positions lag they cannot be compared, everything else can. */
function coreFits({ core }: Content, { coreHash }: Heartbeat): boolean {
  return coreHash === undefined || coreHash === hex64(core);
}

const sumOf = (content: Content, kind: EntityKind) =>
  kind === POSITION_KIND ? content.positions : content.core;

function entitiesOf(content: Content, kind: EntityKind): Map<string, unknown> {
  const entities = content.kinds.get(kind);
  if (entities === undefined) throw new RangeError(`this page knows no entities of kind ${kind}`);
  return entities;
}

const keyOf = (kind: EntityKind, id: string) => `${kind}\n${id}`;

function put(content: Content, [kind, entity]: EntityRecord): void {
  const key = keyOf(kind, entity.id);
  const share = entityHash(kind, entity.id, entity);
  const before = content.shares.get(key);
  const sum = sumOf(content, kind);
  if (before !== undefined) subtract64(sum, before);
  add64(sum, share);
  content.shares.set(key, share);
  entitiesOf(content, kind).set(entity.id, entity);
}

function remove(content: Content, kind: EntityKind, id: string): void {
  const key = keyOf(kind, id);
  const before = content.shares.get(key);
  if (before === undefined) return;
  subtract64(sumOf(content, kind), before);
  content.shares.delete(key);
  entitiesOf(content, kind).delete(id);
}

/** First what is gone, then what is there. */
function applyFrame(content: Content, frame: Frame): Map<EntityKind, Set<string>> {
  const touched = new Map<EntityKind, Set<string>>();
  const touch = (kind: EntityKind, id: string) => {
    const ids = touched.get(kind) ?? new Set();
    touched.set(kind, ids.add(id));
  };
  for (const [kind, id] of frame.x) {
    remove(content, kind, id);
    touch(kind, id);
  }
  for (const record of frame.u) {
    put(content, record);
    touch(record[0], record[1].id);
  }
  return touched;
}

function chunkOrder({ chunks, n }: SnapshotRef) {
  let expected = 0;
  return {
    next(chunk: SnapshotChunk): void {
      if (chunk.chunk !== expected || chunk.of !== chunks || chunk.n !== n) {
        throw new RangeError(
          `chunk ${chunk.chunk} of ${chunk.of} does not follow chunk ${expected - 1} of ${chunks}`,
        );
      }
      expected += 1;
    },
    complete: () => expected === chunks,
  };
}
