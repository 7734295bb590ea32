import type { EntityOf } from '../contract/entities.ts';
import { createAgenda } from './agenda.ts';
import type { Context } from './context.ts';
import type { Counters } from './counters.ts';
import { equal } from './equal.ts';
import { counts, type Heard, type TypeOf } from './event.ts';
import type { Model, ModelKind, RecordBase } from './model.ts';
import type { Series } from './series.ts';
import { compareStamps, type Stamp } from './stamp.ts';
import type { Store } from './store.ts';
import type { Ledger, Table } from './table.ts';

/** Keeps all entities of one kind up to date: what was heard, what the passing of time changes, what leaves. */
export interface Tracker<Kind extends ModelKind, Rec = unknown> {
  hear(heard: Heard<TypeOf<Kind>>): void;
  /** A command about an entity that is gone, or was never there, changes nothing. */
  operate(id: string, heard: Heard<TypeOf<'operation'>>): void;
  /** Looks at everything whose time has come. */
  wake(): void;
  /** The inside of one entity. */
  readonly record: (id: string) => Rec | undefined;
  /** Looks at everything: the rules or areas are others now, or the clock went back. */
  refresh(): void;
  image(): TrackerImage;
  load(image: TrackerImage): void;
}

export interface TrackerImage {
  /** Records with the `n` of their entity's last change; null where there is none to see. */
  readonly records: readonly (readonly [string, unknown, changedAt: number | null])[];
  readonly gone: readonly (readonly [string, Stamp])[];
}

/** What all trackers share. `n` and `context` are those of the entry that is being applied. */
export interface World {
  readonly ledger: Ledger;
  readonly store: Store;
  readonly counters: Counters;
  readonly series: Series;
  n(): number;
  context(): Context;
}

const GONE_KEPT = 20_000;

interface Outcome<Kind extends ModelKind, Rec> {
  readonly record: Rec;
  readonly entity: EntityOf[Kind] | null;
}

/**
 * Everything that can fail is computed before anything is changed, so that an entry is applied whole or not at all.
 *
 * An entity that has left: what its source said before it left is old news and ignored; something newer starts a new
 * record, which for an item stays unseen until `case.received` comes again.
 */
export function createTracker<Kind extends ModelKind, Rec extends RecordBase>(
  model: Model<Kind, Rec>,
  world: World,
): Tracker<Kind, Rec> {
  const { kind } = model;
  const { store, counters, series } = world;
  const records = world.ledger.table<Rec>(`${kind} record`);
  /** Last stamps of entities that have left. */
  const gone = world.ledger.table<Stamp>(`${kind} gone`);
  const agenda = createAgenda();

  const book = (id: string, record: Rec, entity: EntityOf[Kind] | null) => {
    const context = world.context();
    const leavesAt = model.leavesAt(record, entity, context);
    const turnsAt = entity === null ? null : model.turnsAt(record, entity, context);
    const at = Math.min(leavesAt ?? Number.POSITIVE_INFINITY, turnsAt ?? Number.POSITIVE_INFINITY);
    if (at !== Number.POSITIVE_INFINITY) agenda.schedule(id, at);
  };

  const show = (before: EntityOf[Kind] | undefined, entity: EntityOf[Kind]) => {
    if (before !== undefined && equal(before, entity)) return;
    counters.changed(kind, before, entity);
    series.changed(kind, before, entity);
    store.put(kind, entity, world.n());
  };

  const commit = (id: string, { record, entity }: Outcome<Kind, Rec>) => {
    records.put(id, record);
    if (entity === null) store.remove(kind, id, world.n());
    else show(store.get(kind, id), entity);
    book(id, record, entity);
  };

  const leave = (id: string, record: Rec) => {
    records.delete(id);
    store.remove(kind, id, world.n());
    remember(gone, id, record.top);
  };

  const look = (id: string) => {
    const record = records.get(id);
    if (record === undefined) return;
    const entity = model.build(id, record, world.context());
    const leavesAt = model.leavesAt(record, entity, world.context());
    if (leavesAt !== null && leavesAt <= world.context().now) {
      leave(id, record);
      return;
    }
    if (entity !== null) show(store.get(kind, id), entity);
    book(id, record, entity);
  };

  return {
    hear(heard) {
      const id = model.idOf(heard);
      const left = gone.get(id);
      if (left !== undefined && compareStamps(heard.stamp, left) <= 0) return;
      const before = sameLane(records.get(id), heard);
      const record = model.hear(before, heard);
      const shown = before === undefined ? undefined : store.get(kind, id);
      commit(id, versioned(model, { id, record, shown, acted: false }, world.context()));
    },
    operate(id, heard) {
      const before = records.get(id);
      const shown = store.get(kind, id);
      if (before === undefined || model.operate === undefined) return;
      refuseOverlay(before, heard);
      const record = model.operate(before, heard);
      if (record === before) return;
      commit(id, versioned(model, { id, record, shown, acted: true }, world.context()));
    },
    wake() {
      for (const id of agenda.due(world.context().now)) look(id);
    },
    refresh() {
      agenda.clear();
      for (const id of [...records.ids()]) look(id);
    },
    record: (id) => records.get(id),
    image: () => ({
      records: Array.from(records.entries(), ([id, record]) => [
        id,
        record,
        store.changedAt(kind, id) ?? null,
      ]),
      gone: [...gone.entries()],
    }),
    load(image) {
      for (const [id, stamp] of image.gone) gone.put(id, stamp);
      for (const [id, row, changedAt] of image.records) {
        const record = row as Rec;
        const entity = model.build(id, record, world.context());
        records.put(id, record);
        if (entity !== null) store.adopt(kind, entity, changedAt ?? 0);
        book(id, record, entity);
      }
    },
  };
}

interface Step<Kind extends ModelKind, Rec> {
  readonly id: string;
  readonly record: Rec;
  readonly shown: EntityOf[Kind] | undefined;
  /** A person did something: the version grows even if nothing else is seen of it. */
  readonly acted: boolean;
}

function versioned<Kind extends ModelKind, Rec extends RecordBase>(
  model: Model<Kind, Rec>,
  { id, record, shown, acted }: Step<Kind, Rec>,
  context: Context,
): Outcome<Kind, Rec> {
  const entity = model.build(id, record, context);
  if (entity === null) return { record, entity };
  if (!acted && shown !== undefined && !model.actedOn(shown, entity)) return { record, entity };
  const version = record.version + 1;
  return { record: { ...record, version }, entity: { ...entity, version } };
}

/**
 * Exercise and test stay apart from what counts: an id that is real is not touched by them,
 * and what was only an exercise makes way when the real one comes.
 */
function sameLane<Rec extends RecordBase>(record: Rec | undefined, heard: Heard): Rec | undefined {
  if (record === undefined) return undefined;
  refuseOverlay(record, heard);
  return counts(heard.entry.reality) === counts(record.origin.v.reality) ? record : undefined;
}

function refuseOverlay(record: RecordBase, { entry }: Heard): void {
  const { reality } = record.origin.v;
  if (counts(reality) && !counts(entry.reality)) {
    throw new Error(`${entry.reality} may not change ${entry.subject}, which is ${reality}`);
  }
}

function remember(gone: Table<Stamp>, id: string, top: Stamp): void {
  gone.delete(id);
  gone.put(id, top);
  if (gone.size <= GONE_KEPT) return;
  const oldest = gone.ids().next();
  if (!oldest.done) gone.delete(oldest.value);
}
