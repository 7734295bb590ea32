import { ENTITY_KINDS, type Entity, type EntityKind, type EntityOf } from '../contract/entities.ts';
import type { Changes, EntityRef } from './port.ts';
import type { Ledger, Table } from './table.ts';

/** A removed entity: what a client that still shows it must be told. */
export interface Tombstone extends EntityRef {
  readonly n: number;
}

/** What the store needs to go on after a restore, without the entities that are built from records. */
export interface StoreImage {
  readonly entities: readonly (readonly [EntityKind, Entity, changedAt: number])[];
  readonly tombstones: readonly Tombstone[];
  readonly horizon: number;
}

/** All entities on the wire, with the `n` of each last change. */
export interface Store {
  get<Kind extends EntityKind>(kind: Kind, id: string): EntityOf[Kind] | undefined;
  all<Kind extends EntityKind>(kind: Kind): IterableIterator<EntityOf[Kind]>;
  put<Kind extends EntityKind>(kind: Kind, entity: EntityOf[Kind], n: number): void;
  remove(kind: EntityKind, id: string, n: number): void;
  changedAt(kind: EntityKind, id: string): number | undefined;
  since(n: number): { readonly changed: readonly EntityRef[]; readonly removed: readonly EntityRef[] } | null;
  drain(): Changes;
  image(): StoreImage;
  /** Restores one entity as it was changed at `n`; `load` comes after the last. */
  adopt(kind: EntityKind, entity: Entity, n: number): void;
  load(image: StoreImage): void;
}

const TOMBSTONES_KEPT = 20_000;
const HISTORY_SLACK = 4_096;
/** Kinds that are counted or found over time: no record can give them back. */
const KEPT_KINDS = ['warning', 'instruction', 'feed', 'kpi', 'series'] as const;

interface Shelf {
  readonly table: Table<Entity>;
  readonly changedAt: Map<string, number>;
  readonly touched: Set<string>;
}

interface State {
  readonly shelves: ReadonlyMap<EntityKind, Shelf>;
  /** Changes by ascending `n`; only the last of an entity is true, the others are dropped now and then. */
  history: Tombstone[];
  historyLimit: number;
  tombstones: Tombstone[];
  /** Largest `n` of a tombstone that was forgotten. */
  horizon: number;
}

export function createStore(ledger: Ledger): Store {
  const shelves = new Map<EntityKind, Shelf>(
    ENTITY_KINDS.map((kind) => [
      kind,
      { table: ledger.table<Entity>(kind), changedAt: new Map(), touched: new Set() },
    ]),
  );
  const state: State = { shelves, history: [], historyLimit: HISTORY_SLACK, tombstones: [], horizon: 0 };
  const shelf = (kind: EntityKind) => shelves.get(kind) as Shelf;
  return {
    get: <Kind extends EntityKind>(kind: Kind, id: string) =>
      shelf(kind).table.get(id) as EntityOf[Kind] | undefined,
    all: <Kind extends EntityKind>(kind: Kind) =>
      shelf(kind).table.rows() as IterableIterator<EntityOf[Kind]>,
    changedAt: (kind, id) => shelf(kind).changedAt.get(id),
    put: (kind, entity, n) => put(state, { kind, id: entity.id, n }, entity),
    remove: (kind, id, n) => remove(state, { kind, id, n }),
    since: (n) => since(state, n),
    drain: () => drain(state),
    image: () => ({
      entities: KEPT_KINDS.flatMap((kind) => shelfImage(kind, shelf(kind))),
      tombstones: [...state.tombstones],
      horizon: state.horizon,
    }),
    adopt: (kind, entity, n) => adopt(state, { kind, id: entity.id, n }, entity),
    load: (image) => load(state, image),
  };
}

function shelfOf(state: State, kind: EntityKind): Shelf {
  return state.shelves.get(kind) as Shelf;
}

function put(state: State, change: Tombstone, entity: Entity): void {
  const { table, changedAt, touched } = shelfOf(state, change.kind);
  table.put(change.id, entity);
  touched.add(change.id);
  if (changedAt.get(change.id) === change.n) return;
  changedAt.set(change.id, change.n);
  state.history.push(change);
  if (state.history.length > state.historyLimit) forgetOldChanges(state);
}

function remove(state: State, change: Tombstone): void {
  const { table, changedAt, touched } = shelfOf(state, change.kind);
  if (!table.has(change.id)) return;
  table.delete(change.id);
  changedAt.delete(change.id);
  touched.add(change.id);
  state.tombstones.push(change);
  if (state.tombstones.length < 2 * TOMBSTONES_KEPT) return;
  const forgotten = state.tombstones.splice(0, state.tombstones.length - TOMBSTONES_KEPT);
  state.horizon = forgotten.at(-1)?.n ?? state.horizon;
}

function forgetOldChanges(state: State): void {
  state.history = state.history.filter((past) => isLast(state, past));
  state.historyLimit = 3 * state.history.length + HISTORY_SLACK;
}

function isLast(state: State, { kind, id, n }: Tombstone): boolean {
  return shelfOf(state, kind).changedAt.get(id) === n;
}

function since(state: State, n: number): ReturnType<Store['since']> {
  if (n < state.horizon) return null;
  const changed = state.history.slice(firstAfter(state.history, n)).filter((past) => isLast(state, past));
  const gone = state.tombstones.slice(firstAfter(state.tombstones, n));
  const removed = new Map(
    gone
      .filter(({ kind, id }) => !shelfOf(state, kind).table.has(id))
      .map((past) => [`${past.kind}:${past.id}`, past]),
  );
  return { changed: changed.map(refOf), removed: [...removed.values()].map(refOf) };
}

/** Index of the first change after `n`, by halving: changes are in order of `n`. */
function firstAfter(changes: readonly Tombstone[], n: number): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle] as Tombstone).n > n) high = middle;
    else low = middle + 1;
  }
  return low;
}

function refOf({ kind, id }: Tombstone): EntityRef {
  return { kind, id };
}

function drain(state: State): Changes {
  const changed: { kind: EntityKind; entity: Entity }[] = [];
  const removed: EntityRef[] = [];
  for (const [kind, { table, touched }] of state.shelves) {
    for (const id of touched) {
      const entity = table.get(id);
      if (entity === undefined) removed.push({ kind, id });
      else changed.push({ kind, entity });
    }
    touched.clear();
  }
  return { changed, removed };
}

function shelfImage(kind: EntityKind, { table, changedAt }: Shelf) {
  return [...table.entries()].map(([id, entity]) => [kind, entity, changedAt.get(id) ?? 0] as const);
}

function adopt(state: State, change: Tombstone, entity: Entity): void {
  const { table, changedAt } = shelfOf(state, change.kind);
  table.put(change.id, entity);
  changedAt.set(change.id, change.n);
  state.history.push(change);
}

function load(state: State, image: StoreImage): void {
  for (const [kind, entity, n] of image.entities) adopt(state, { kind, id: entity.id, n }, entity);
  state.history.sort((a, b) => a.n - b.n);
  state.tombstones = [...image.tombstones];
  state.horizon = image.horizon;
  forgetOldChanges(state);
}
