import { ENTITY_KINDS, type EntityKind, type EntityOf } from '../../gateway/contract/entities.ts';
import { add64, entityHash, hex64, type Sum64, subtract64 } from '../../gateway/contract/hash.ts';
import type {
  EntityRecord,
  Frame,
  Heartbeat,
  ResumeToken,
  SnapshotChunk,
  SnapshotRef,
} from '../../gateway/contract/wire.ts';

/** Where the replica stands. `token` is handed back to the gateway to go on from here. */
export interface ReplicaPlace {
  readonly n: number;
  /** Position time 数据截至, epoch ms. */
  readonly at: number;
  readonly epoch: string;
  readonly token: ResumeToken;
}

/** Ids that one step touched, by kind. `reset`: everything may be different, every kind is listed. */
export interface ReplicaChange {
  readonly reset: boolean;
  readonly touched: ReadonlyMap<EntityKind, ReadonlySet<string>>;
}

/**
 * - `applied`: the step is in place.
 * - `elsewhere`: it starts at another place than the replica's; nothing was touched.
 * - `diverged`: the place fits and the content does not: the gateway's hash is another.
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
  stage(snapshot: SnapshotRef, epoch: string): Staging;
  frame(frame: Frame): StepResult;
  /** Takes the replica over entries that changed nothing here, and compares the hashes. */
  heartbeat(beat: Heartbeat): StepResult;
  /** Called after every step, once. Returns the way to stop listening. */
  onChange(listener: (change: ReplicaChange) => void): () => void;
}

/** Entities of all kinds with the sum of their hashes. */
interface Content {
  readonly kinds: ReadonlyMap<EntityKind, Map<string, unknown>>;
  readonly shares: Map<string, Sum64>;
  readonly sum: Sum64;
}

/** An empty replica. Free of page and framework: headless walls run this very file. */
export function createReplica(): Replica {
  const listeners = new Set<(change: ReplicaChange) => void>();
  let content = emptyContent();
  let place: ReplicaPlace | null = null;
  const tell = (change: ReplicaChange) => {
    for (const listener of listeners) listener(change);
  };
  return {
    get place() {
      return place;
    },
    collection: (kind) => entitiesOf(content, kind) as never,
    viewHash: () => hex64(content.sum),
    stage(snapshot, epoch) {
      const staged = emptyContent();
      const expect = chunkOrder(snapshot);
      return {
        add(chunk) {
          expect.next(chunk);
          for (const record of chunk.entities) put(staged, record);
        },
        commit() {
          if (!expect.complete() || hex64(staged.sum) !== snapshot.viewHash) return false;
          content = staged;
          place = { n: snapshot.n, at: snapshot.at, epoch, token: snapshot.token };
          tell({ reset: true, touched: new Map(ENTITY_KINDS.map((kind) => [kind, new Set<string>()])) });
          return true;
        },
      };
    },
    frame(frame) {
      if (place === null || frame.b !== place.n) return 'elsewhere';
      const touched = applyFrame(content, frame);
      place = { ...place, n: frame.n, at: frame.at, token: frame.tk };
      tell({ reset: false, touched });
      return 'applied';
    },
    heartbeat(beat) {
      if (place === null || beat.b !== place.n) return 'elsewhere';
      if (beat.viewHash !== hex64(content.sum)) return 'diverged';
      const moved = beat.n !== place.n;
      place = { ...place, n: beat.n, at: beat.at, token: beat.tk };
      if (moved) tell({ reset: false, touched: new Map() });
      return 'applied';
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function emptyContent(): Content {
  return {
    kinds: new Map(ENTITY_KINDS.map((kind) => [kind, new Map<string, unknown>()])),
    shares: new Map(),
    sum: { hi: 0, lo: 0 },
  };
}

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
  if (before !== undefined) subtract64(content.sum, before);
  add64(content.sum, share);
  content.shares.set(key, share);
  entitiesOf(content, kind).set(entity.id, entity);
}

function remove(content: Content, kind: EntityKind, id: string): void {
  const key = keyOf(kind, id);
  const before = content.shares.get(key);
  if (before === undefined) return;
  subtract64(content.sum, before);
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
