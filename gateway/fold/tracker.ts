import type { CaseEntity, EntityOf } from '../contract/entities.ts';
import { type Agenda, createAgenda } from './agenda.ts';
import type { Context } from './context.ts';
import type { Counters } from './counters.ts';
import { equal } from './equal.ts';
import { counts, type Heard, type TypeOf } from './event.ts';
import type { LikeIndex } from './life/like-index.ts';
import type { Evidence } from './measures/evidence.ts';
import type { Configured, Model, ModelKind, RecordBase } from './model.ts';
import type { Recurrences } from './risk/recurrences.ts';
import type { Series } from './series.ts';
import { compareStamps, type Stamp } from './stamp.ts';
import type { Store } from './store.ts';
import type { Ledger, Table } from './table.ts';
import type { Warnings } from './warning/index.ts';

/** Keeps all entities of one kind up to date: what was heard, what the passing of time changes, what leaves. */
export interface Tracker<Kind extends ModelKind, Rec = RecordBase> {
  hear(heard: Heard<TypeOf<Kind>>): void;
  /** A command about an entity that is gone, or was never there, changes nothing. */
  operate(id: string, heard: Heard<TypeOf<'operation'>>): void;
  /** Changes the inside of one entity by what another one, or a rule of the desk, means for it. */
  adjust(id: string, change: (record: Rec) => Rec): void;
  /** Looks at everything whose time has come. */
  wake(): void;
  /** When something's time comes next; null for never. */
  nextAt(): number | null;
  /** Looks at these: something else that they depend on has changed. */
  look(ids: Iterable<string>): void;
  /** The same of one by what was heard of another: the version grows when a person could act on what it changes. */
  heed(id: string): void;
  /** The inside of one entity. */
  readonly record: (id: string) => Rec | undefined;
  readonly records: () => Iterable<Rec>;
  /** The entity as it will stand at an instant ahead if nothing is told until then. */
  readonly ahead: (id: string, at: number) => EntityOf[Kind] | null;
  /** Looks at everything: the clock went back, or (with the entry that said so) other rules or areas are in force. */
  refresh(configured?: Configured): void;
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
  readonly evidence: Evidence;
  readonly warnings: Pick<Warnings, 'changed'>;
  readonly recurrences: Recurrences;
  readonly watched: LikeIndex;
  n(): number;
  context(): Context;
}

const GONE_KEPT = 20_000;

interface Outcome<Kind extends ModelKind, Rec> {
  readonly record: Rec;
  readonly entity: EntityOf[Kind] | null;
}

interface Inside<Kind extends ModelKind, Rec extends RecordBase> {
  readonly model: Model<Kind, Rec>;
  readonly world: World;
  readonly records: Table<Rec>;
  /** Last stamps of entities that have left. */
  readonly gone: Table<Stamp>;
  readonly agenda: Agenda;
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
  const { ledger, store } = world;
  const records = ledger.table<Rec>(`${kind} record`);
  const gone = ledger.table<Stamp>(`${kind} gone`);
  const inside: Inside<Kind, Rec> = { model, world, records, gone, agenda: createAgenda() };
  return {
    hear: (heard) => hear(inside, heard),
    operate: (id, heard) => operate(inside, id, heard),
    adjust: (id, change) => adjust(inside, id, change),
    wake() {
      for (const id of inside.agenda.due(world.context().now)) look(inside, id);
    },
    nextAt: inside.agenda.next,
    look(ids) {
      for (const id of ids) look(inside, id);
    },
    heed: (id) => heed(inside, id),
    refresh(configured) {
      inside.agenda.clear();
      for (const id of [...records.ids()]) {
        if (configured !== undefined) resettle(inside, id, configured);
        look(inside, id);
      }
    },
    record: (id) => records.get(id),
    ahead(id, at) {
      const record = records.get(id);
      return record === undefined ? null : model.build(id, record, { ...world.context(), now: at });
    },
    records: () => records.rows(),
    image: () => ({
      records: Array.from(records.entries(), ([id, record]) => [
        id,
        record,
        store.changedAt(kind, id) ?? null,
      ]),
      gone: [...gone.entries()],
    }),
    load: (image) => load(inside, image),
  };
}

function hear<Kind extends ModelKind, Rec extends RecordBase>(
  inside: Inside<Kind, Rec>,
  heard: Heard<TypeOf<Kind>>,
): void {
  const { model, world, records, gone } = inside;
  const id = model.idOf(heard);
  const left = gone.get(id);
  if (left !== undefined && compareStamps(heard.stamp, left) <= 0) return;
  const before = sameLane(records.get(id), heard);
  const shown = before === undefined ? undefined : world.store.get(model.kind, id);
  const record = model.hear(before, heard);
  commit(inside, id, versioned(model, { id, record, shown, acted: false }, world.context()), heard);
}

function operate<Kind extends ModelKind, Rec extends RecordBase>(
  inside: Inside<Kind, Rec>,
  id: string,
  heard: Heard<TypeOf<'operation'>>,
): void {
  const { model, world, records } = inside;
  const before = records.get(id);
  if (before === undefined || model.operate === undefined) return;
  refuseOverlay(before, heard);
  const after = model.operate(before, heard);
  if (after === before) return;
  const record = settled(model, { id, record: after }, world.context()).record;
  const shown = world.store.get(model.kind, id);
  commit(inside, id, versioned(model, { id, record, shown, acted: true }, world.context()), heard);
}

function adjust<Kind extends ModelKind, Rec extends RecordBase>(
  inside: Inside<Kind, Rec>,
  id: string,
  change: (record: Rec) => Rec,
): void {
  const { model, world, records } = inside;
  const before = records.get(id);
  const record = before === undefined ? undefined : change(before);
  if (record === undefined || record === before) return;
  const shown = world.store.get(model.kind, id);
  commit(inside, id, versioned(model, { id, record, shown, acted: false }, world.context()));
}

function heed<Kind extends ModelKind, Rec extends RecordBase>(inside: Inside<Kind, Rec>, id: string): void {
  const { model, world, records } = inside;
  const record = records.get(id);
  const shown = world.store.get(model.kind, id);
  if (record === undefined || shown === undefined) return;
  const outcome = versioned(model, { id, record, shown, acted: false }, world.context());
  if (outcome.entity !== null && !equal(shown, outcome.entity)) commit(inside, id, outcome);
}

function commit<Kind extends ModelKind, Rec extends RecordBase>(
  inside: Inside<Kind, Rec>,
  id: string,
  { record, entity }: Outcome<Kind, Rec>,
  heard?: Heard,
): void {
  const { model, world, records } = inside;
  const { kind } = model;
  const shown = world.store.get(kind, id);
  records.put(id, record);
  if (heard !== undefined) world.evidence.heard(kind, id, heard.entry);
  if (entity === null) world.store.remove(kind, id, world.n());
  else {
    show(inside, id, entity);
    world.evidence.changed(kind, shown, entity);
  }
  book(inside, id, { record, entity });
}

/** True when anything was to be seen of it. */
function show<Kind extends ModelKind, Rec extends RecordBase>(
  { model: { kind }, world }: Inside<Kind, Rec>,
  id: string,
  entity: EntityOf[Kind],
): boolean {
  const { store, counters, series, recurrences, warnings, watched, n } = world;
  const before = store.get(kind, id);
  if (before !== undefined && equal(before, entity)) return false;
  counters.changed(kind, before, entity);
  series.changed(kind, before, entity);
  recurrences.changed(kind, before, entity);
  if (kind === 'case') watched.changed(before as CaseEntity | undefined, entity as CaseEntity);
  store.put(kind, entity, n());
  warnings.changed(kind, before, entity);
  return true;
}

/** Books the next look at an entity: when it turns by itself, or leaves. */
function book<Kind extends ModelKind, Rec extends RecordBase>(
  { model, world, agenda }: Inside<Kind, Rec>,
  id: string,
  { record, entity }: Outcome<Kind, Rec>,
): void {
  const context = world.context();
  const leavesAt = model.leavesAt(record, entity, context);
  const turnsAt = entity === null ? null : model.turnsAt(record, entity, context);
  const at = Math.min(leavesAt ?? Number.POSITIVE_INFINITY, turnsAt ?? Number.POSITIVE_INFINITY);
  if (at !== Number.POSITIVE_INFINITY) agenda.schedule(id, at);
}

function resettle<Kind extends ModelKind, Rec extends RecordBase>(
  { model, world, records }: Inside<Kind, Rec>,
  id: string,
  configured: Configured,
): void {
  const record = records.get(id);
  const shown = world.store.get(model.kind, id);
  if (record === undefined || shown === undefined || model.resettle === undefined) return;
  const kept = model.resettle(record, shown, configured, world.context());
  if (kept !== record) records.put(id, kept);
}

/** Brings one entity up to the present time and rules, or lets it go. */
function look<Kind extends ModelKind, Rec extends RecordBase>(inside: Inside<Kind, Rec>, id: string): void {
  const { model, world, records, gone } = inside;
  const found = records.get(id);
  if (found === undefined) return;
  const context = world.context();
  const { record, entity } = settled(model, { id, record: found }, context);
  if (record !== found) records.put(id, record);
  const shown = world.store.get(model.kind, id);
  // Counted as it is now also when it leaves in the same step: after a pause of the clock both may be due at once.
  if (entity !== null && show(inside, id, entity)) world.evidence.changed(model.kind, shown, entity);
  const leavesAt = model.leavesAt(record, entity, context);
  if (leavesAt !== null && leavesAt <= context.now) {
    records.delete(id);
    const last = world.store.get(model.kind, id);
    if (last !== undefined) world.counters.gone(model.kind, last, world.n());
    if (model.kind === 'case') world.watched.changed(last as CaseEntity | undefined, undefined);
    world.store.remove(model.kind, id, world.n());
    if (entity !== null) remember(gone, id, record.top);
    world.evidence.left(model.kind, id);
    return;
  }
  book(inside, id, { record, entity });
}

/** The record with what building its entity found, and the entity. */
function settled<Kind extends ModelKind, Rec extends RecordBase>(
  model: Model<Kind, Rec>,
  { id, record }: { readonly id: string; readonly record: Rec },
  context: Context,
): Outcome<Kind, Rec> {
  const entity = model.build(id, record, context);
  if (entity === null || model.settle === undefined) return { record, entity };
  const kept = model.settle(record, entity, context);
  return kept === record ? { record, entity } : { record: kept, entity: model.build(id, kept, context) };
}

function load<Kind extends ModelKind, Rec extends RecordBase>(
  inside: Inside<Kind, Rec>,
  image: TrackerImage,
): void {
  const { model, world, records, gone } = inside;
  for (const [id, stamp] of image.gone) gone.put(id, stamp);
  for (const [id, row, changedAt] of image.records) {
    const record = row as Rec;
    const entity = model.build(id, record, world.context());
    records.put(id, record);
    if (entity !== null) world.store.adopt(model.kind, entity, changedAt ?? 0);
    book(inside, id, { record, entity });
  }
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
