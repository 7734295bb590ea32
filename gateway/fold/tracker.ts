import type { CaseEntity, EntityOf } from '../contract/entities.ts';
import { type Agenda, createAgenda } from './agenda.ts';
import { type Bygone, type BygoneImage, createBygone } from './bygone.ts';
import { equal } from './equal.ts';
import { counts, type Heard, type TypeOf } from './event.ts';
import { refuseForeign, refuseOverlay, sameLane } from './lanes.ts';
import type { Configured, Model, ModelKind, RecordBase } from './model.ts';
import { type Outcome, settled, versioned } from './outcome.ts';
import { compareStamps, isRenumbered } from './stamp.ts';
import type { Table } from './table.ts';
import type { World } from './world.ts';

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
  /** What is kept of one that has left the live state; true where it is only known that it was there. */
  readonly past: (id: string) => Rec | true | undefined;
  readonly records: () => Iterable<Rec>;
  /** Ids of all that there is a record of, in the order in which they were first heard of. */
  readonly ids: () => readonly string[];
  /** Ids of which something that counts was told, but not enough to show them. */
  readonly unseen: () => ReadonlySet<string>;
  /** The entity as it will stand at an instant ahead if nothing is told until then. */
  readonly ahead: (id: string, at: number) => EntityOf[Kind] | null;
  /** Looks at everything: the clock went back, or (with the entry that said so) other rules or areas are in force. */
  refresh(configured?: Configured): void;
  image(): TrackerImage;
  load(image: TrackerImage): void;
}

export interface TrackerImage extends BygoneImage {
  /** Records with the `n` of their entity's last change; null where there is none to see. */
  readonly records: readonly (readonly [string, unknown, changedAt: number | null])[];
}

interface Inside<Kind extends ModelKind, Rec extends RecordBase> {
  readonly model: Model<Kind, Rec>;
  readonly world: World;
  readonly records: Table<Rec>;
  readonly bygone: Bygone<Rec>;
  readonly unseen: Set<string>;
  readonly agenda: Agenda;
}

/**
 * Everything that can fail is computed before anything is changed, so that an entry is applied whole or not at all.
 *
 * An entity that has left: what its source said before it left is old news and ignored; at something newer it is there
 * again as if it had not left, where the model keeps what that takes. Else a new record begins, which for an item stays
 * unseen until `case.received` comes again. Once it has left, an id of an owned kind is free for another source.
 */
export function createTracker<Kind extends ModelKind, Rec extends RecordBase>(
  model: Model<Kind, Rec>,
  world: World,
): Tracker<Kind, Rec> {
  const { kind } = model;
  const { ledger, store } = world;
  const records = ledger.table<Rec>(`${kind} record`);
  const bygone = createBygone<Rec>(kind, ledger);
  const unseen = new Set<string>();
  const inside: Inside<Kind, Rec> = { model, world, records, bygone, unseen, agenda: createAgenda() };
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
    past: (id) => bygone.record(id) ?? (bygone.last(id) === undefined ? undefined : true),
    ahead(id, at) {
      const record = records.get(id);
      return record === undefined ? null : model.build(id, record, { ...world.context(), now: at });
    },
    records: () => records.rows(),
    ids: () => [...records.ids()],
    unseen: () => unseen,
    image: () => ({
      records: Array.from(records.entries(), ([id, record]) => [
        id,
        record,
        store.changedAt(kind, id) ?? null,
      ]),
      ...bygone.image(),
    }),
    load: (image) => load(inside, image),
  };
}

function hear<Kind extends ModelKind, Rec extends RecordBase>(
  inside: Inside<Kind, Rec>,
  heard: Heard<TypeOf<Kind>>,
): void {
  const { model, world, records, bygone } = inside;
  const id = model.idOf(heard);
  const left = bygone.last(id);
  const owned = model.owned === true;
  const isHeirs = owned && left?.source !== heard.entry.source;
  const known = records.get(id) ?? left;
  const isAnew = known !== undefined && isRenumbered(heard, known);
  let startsAnew = false;
  if (left !== undefined && !isHeirs && compareStamps(heard.stamp, left.top) <= 0) {
    if (!isAnew || model.isAnew?.(heard) !== true) {
      if (isAnew) world.sources.renumbered(heard.entry);
      return;
    }
    startsAnew = true;
  }
  const past = records.has(id) ? undefined : bygone.record(id);
  const inLane = sameLane(past ?? records.get(id), heard);
  const before = owned ? ownOf(inside, { id, record: inLane }, heard) : inLane;
  const back = before !== undefined && before === past;
  const was = back ? model.build(id, before, world.context()) : world.store.get(model.kind, id);
  const shown = before === undefined ? undefined : (was ?? undefined);
  const record = model.hear(before, heard);
  const outcome = versioned(model, { id, record, shown, acted: false }, world.context());
  if (startsAnew) bygone.back(id);
  if (back) comeBack(inside, id, shown);
  commit(inside, id, outcome, heard);
  if (isAnew) world.sources.renumbered(heard.entry);
  if (back && isDue(inside, outcome)) look(inside, id);
}

/**
 * The record for an entry of its source. What was told of an id that is not to be seen yet holds it for nobody: else a word
 * about nothing would keep an alarm of another source off the wall.
 * @throws {Error} when the entity is another source's
 */
function ownOf<Kind extends ModelKind, Rec extends RecordBase>(
  { model, world }: Inside<Kind, Rec>,
  { id, record }: { readonly id: string; readonly record: Rec | undefined },
  heard: Heard,
): Rec | undefined {
  if (record === undefined || record.origin.v.source === heard.entry.source) return record;
  if (world.store.get(model.kind, id) === undefined) return undefined;
  return refuseForeign(record, heard);
}

/** What was told of it is no reason for it to stay. */
function isDue<Kind extends ModelKind, Rec extends RecordBase>(
  { model, world }: Inside<Kind, Rec>,
  { record, entity }: Outcome<Kind, Rec>,
): boolean {
  const leavesAt = model.leavesAt(record, entity, world.context());
  return leavesAt !== null && leavesAt <= world.context().now;
}

/** It is there as if it had not left. */
function comeBack<Kind extends ModelKind, Rec extends RecordBase>(
  { model: { kind }, world, bygone }: Inside<Kind, Rec>,
  id: string,
  entity: EntityOf[Kind] | undefined,
): void {
  bygone.back(id);
  if (entity === undefined) return;
  world.counters.back(kind, entity);
  world.series.back(kind, entity);
  if (kind === 'case') world.watched.changed(undefined, entity as CaseEntity);
  world.store.put(kind, entity, world.n());
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
    tell(world, kind, shown, entity);
  }
  book(inside, id, { record, entity });
}

/** True when anything was to be seen of it. */
function show<Kind extends ModelKind, Rec extends RecordBase>(
  { model: { kind }, world }: Inside<Kind, Rec>,
  id: string,
  entity: EntityOf[Kind],
): boolean {
  const { store, counters, series, recurrences, watched, n } = world;
  const before = store.get(kind, id);
  if (before !== undefined && equal(before, entity)) return false;
  counters.changed(kind, before, entity);
  series.changed(kind, before, entity);
  recurrences.changed(kind, before, entity);
  if (kind === 'case') watched.changed(before as CaseEntity | undefined, entity as CaseEntity);
  store.put(kind, entity, n());
  return true;
}

/** Figures and rules of warnings look into the record too: it may have changed where nothing is to be seen of it. */
function tell<Kind extends ModelKind>(
  { evidence, warnings }: World,
  kind: Kind,
  before: EntityOf[Kind] | undefined,
  after: EntityOf[Kind],
): void {
  evidence.changed(kind, before, after);
  warnings.changed(kind, after);
}

/** Books the next look at an entity: when it turns by itself, or leaves. */
function book<Kind extends ModelKind, Rec extends RecordBase>(
  { model, world, agenda, unseen }: Inside<Kind, Rec>,
  id: string,
  { record, entity }: Outcome<Kind, Rec>,
): void {
  const context = world.context();
  if (entity === null && counts(record.origin.v.reality)) unseen.add(id);
  else unseen.delete(id);
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
  const { model, world, records, bygone, unseen } = inside;
  const found = records.get(id);
  if (found === undefined) return;
  const context = world.context();
  const { record, entity } = settled(model, { id, record: found }, context);
  if (record !== found) records.put(id, record);
  const shown = world.store.get(model.kind, id);
  // Counted as it is now also when it leaves in the same step: after a pause of the clock both may be due at once.
  if (entity !== null && show(inside, id, entity)) tell(world, model.kind, shown, entity);
  if (isDue(inside, { record, entity })) {
    records.delete(id);
    const last = world.store.get(model.kind, id);
    if (last !== undefined) {
      world.counters.gone(model.kind, last, world.n());
      if (model.bygone !== undefined) world.series.gone(model.kind, last);
    }
    if (model.kind === 'case') world.watched.changed(last as CaseEntity | undefined, undefined);
    world.store.remove(model.kind, id, world.n());
    const { top, topBy, origin } = record;
    if (entity !== null)
      bygone.left(id, { top, topBy, source: origin.v.source }, model.bygone?.(record) ?? null);
    unseen.delete(id);
    world.evidence.left(model.kind, id);
    return;
  }
  book(inside, id, { record, entity });
}

function load<Kind extends ModelKind, Rec extends RecordBase>(
  inside: Inside<Kind, Rec>,
  image: TrackerImage,
): void {
  const { model, world, records, bygone } = inside;
  bygone.load(image);
  for (const [id, row, changedAt] of image.records) {
    const record = row as Rec;
    const entity = model.build(id, record, world.context());
    records.put(id, record);
    if (entity !== null) world.store.adopt(model.kind, entity, changedAt ?? 0);
    book(inside, id, { record, entity });
  }
}
