import { ENTITY_KINDS, type Entity, type EntityKind, type EntityOf } from '../contract/entities.ts';
import { createHistory, firstAfter, GONE, type History, type Mark } from './history.ts';
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
  /** Puts the entities of a kind in this order of their ids, as they stood before a restore. */
  arrange(kind: EntityKind, ids: readonly string[]): void;
  /** Restores one entity as it was changed at `n`; `load` comes after the last. */
  adopt(kind: EntityKind, entity: Entity, n: number): void;
  load(image: StoreImage): void;
}

const TOMBSTONES_KEPT = 20_000;
/** Kinds that are counted or found over time: no record can give them back. */
const KEPT_KINDS = ['warning', 'instruction', 'feed', 'kpi', 'series'] as const;

/** What is kept beside an entity; of one that was removed until somebody was told. */
interface Shown extends Mark<EntityRef> {
  entity: Entity | undefined;
  /** It changed since the last look at what changed. */
  touched: boolean;
}

interface Shelf {
  readonly kind: EntityKind;
  readonly table: Table<Entity>;
  readonly shown: Map<string, Shown>;
  readonly touched: Shown[];
}

interface State {
  readonly shelves: Readonly<Record<EntityKind, Shelf>>;
  readonly history: History<EntityRef>;
  tombstones: Tombstone[];
  /** Largest `n` of a tombstone that was forgotten. */
  horizon: number;
}

const RANK = Object.fromEntries(ENTITY_KINDS.map((kind, at) => [kind, at])) as Record<EntityKind, number>;

/** Entities that one entry has changed stand by kind and id: a restore does not know which of them was told first. */
function compareRefs(a: EntityRef, b: EntityRef): number {
  if (a.kind !== b.kind) return RANK[a.kind] - RANK[b.kind];
  return a.id < b.id ? -1 : 1;
}

export function createStore(ledger: Ledger): Store {
  const shelves = Object.fromEntries(
    ENTITY_KINDS.map((kind): [EntityKind, Shelf] => [
      kind,
      { kind, table: ledger.table<Entity>(kind), shown: new Map(), touched: [] },
    ]),
  ) as Record<EntityKind, Shelf>;
  const state: State = { shelves, history: createHistory(compareRefs), tombstones: [], horizon: 0 };
  return {
    get: <Kind extends EntityKind>(kind: Kind, id: string) =>
      shelves[kind].shown.get(id)?.entity as EntityOf[Kind] | undefined,
    all: <Kind extends EntityKind>(kind: Kind) =>
      shelves[kind].table.rows() as IterableIterator<EntityOf[Kind]>,
    changedAt: (kind, id) => changedAt(shelves[kind], id),
    put: (kind, entity, n) => touch(shelves[kind], adopt(state, shelves[kind], entity, n)),
    remove: (kind, id, n) => remove(state, { kind, id, n }),
    since: (n) => since(state, n),
    drain: () => drain(state),
    image: () => ({
      entities: KEPT_KINDS.flatMap((kind) => shelfImage(shelves[kind])),
      tombstones: [...state.tombstones],
      horizon: state.horizon,
    }),
    arrange: (kind, ids) => arrange(shelves[kind], ids),
    adopt: (kind, entity, n) => void adopt(state, shelves[kind], entity, n),
    load: (image) => load(state, image),
  };
}

function adopt({ history }: State, { kind, table, shown }: Shelf, entity: Entity, n: number): Shown {
  const { id } = entity;
  table.put(id, entity);
  const known = shown.get(id);
  const one = known ?? { ref: { kind, id }, n: GONE, entity, touched: false };
  if (known === undefined) shown.set(id, one);
  one.entity = entity;
  if (one.n === n) return one;
  one.n = n;
  history.add(one);
  return one;
}

function arrange({ table }: Shelf, ids: readonly string[]): void {
  for (const id of ids) {
    const entity = table.get(id);
    if (entity === undefined) continue;
    table.delete(id);
    table.put(id, entity);
  }
}

function touch({ touched }: Shelf, one: Shown): void {
  if (one.touched) return;
  one.touched = true;
  touched.push(one);
}

function changedAt({ shown }: Shelf, id: string): number | undefined {
  const one = shown.get(id);
  return one?.entity === undefined ? undefined : one.n;
}

function remove(state: State, change: Tombstone): void {
  const shelf = state.shelves[change.kind];
  const one = shelf.shown.get(change.id);
  if (one?.entity === undefined) return;
  shelf.table.delete(change.id);
  one.entity = undefined;
  one.n = GONE;
  touch(shelf, one);
  state.tombstones.push(change);
  if (state.tombstones.length < 2 * TOMBSTONES_KEPT) return;
  const forgotten = state.tombstones.splice(0, state.tombstones.length - TOMBSTONES_KEPT);
  state.horizon = forgotten.at(-1)?.n ?? state.horizon;
}

function since({ shelves, history, tombstones, horizon }: State, n: number): ReturnType<Store['since']> {
  if (n < horizon) return null;
  const first = firstAfter(tombstones.length, (at) => (tombstones[at] as Tombstone).n, n);
  const gone = tombstones.slice(first);
  const removed = new Map(
    gone
      .filter(({ kind, id }) => !shelves[kind].table.has(id))
      .map((past) => [`${past.kind}:${past.id}`, past]),
  );
  return { changed: history.after(n), removed: [...removed.values()].map(({ kind, id }) => ({ kind, id })) };
}

function drain({ shelves }: State): Changes {
  const changed: { kind: EntityKind; entity: Entity }[] = [];
  const removed: EntityRef[] = [];
  for (const kind of ENTITY_KINDS) {
    const { shown, touched } = shelves[kind];
    for (const one of touched) {
      one.touched = false;
      if (one.entity !== undefined) changed.push({ kind, entity: one.entity });
      else {
        removed.push(one.ref);
        shown.delete(one.ref.id);
      }
    }
    touched.length = 0;
  }
  return { changed, removed };
}

function shelfImage(shelf: Shelf) {
  return [...shelf.table.entries()].map(
    ([id, entity]) => [shelf.kind, entity, changedAt(shelf, id) ?? 0] as const,
  );
}

function load(state: State, image: StoreImage): void {
  for (const [kind, entity, n] of image.entities) adopt(state, state.shelves[kind], entity, n);
  state.history.settle();
  state.tombstones = [...image.tombstones];
  state.horizon = image.horizon;
}
