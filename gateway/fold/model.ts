import type { EntityOf } from '../contract/entities.ts';
import type { LogEntry } from '../contract/entry.ts';
import type { Flag, Reality } from '../contract/vocabulary.ts';
import type { Context, Setting } from './context.ts';
import type { Heard, TypeOf } from './event.ts';
import { type Cell, compareStamps, type Stamp, type Teller } from './stamp.ts';

/** Kinds of entity that come from a producer and live by a model. */
export type ModelKind = 'case' | 'alarm' | 'terminal' | 'video' | 'indicator';

/** Kinds that numbers are counted from: those, and what the fold and its people make of them. */
export type CountedKind = ModelKind | 'warning' | 'instruction';

/** What every record keeps: the inside of an entity, from which the entity on the wire is built. */
export interface RecordBase {
  /** Source and reality of the entity's first event (decisions D12). */
  readonly origin: Cell<{ readonly source: string; readonly reality: Reality }>;
  /** Latest stamp heard: what is not newer than this is old news once the entity has left. */
  readonly top: Stamp;
  readonly topBy: Teller;
  readonly version: number;
  /** `receivedAt` of the last entry about it. */
  readonly heardAt: number;
  /** Some event of it carried the flag `clock_skew`. */
  readonly skewed: boolean;
}

/** Base of a record after one more event of its producer. */
export function baseAfter(before: RecordBase | undefined, { entry, stamp }: Heard): RecordBase {
  const { source, reality, time, receivedAt: heardAt } = entry;
  const skewed = entry.flags.includes('clock_skew');
  if (before === undefined) {
    const origin = { v: { source, reality }, s: stamp };
    return { origin, top: stamp, topBy: { source, at: time }, version: 0, heardAt, skewed };
  }
  const first = compareStamps(stamp, before.origin.s) < 0;
  const isOld = compareStamps(before.top, stamp) > 0;
  return {
    origin: first ? { v: { source, reality }, s: stamp } : before.origin,
    top: isOld ? before.top : stamp,
    topBy: isOld ? before.topBy : { source, at: time },
    version: before.version,
    heardAt,
    skewed: skewed || before.skewed,
  };
}

/** Fields of `Tracked`, all but the flags. */
export function trackedBy(id: string, record: RecordBase, flags: readonly Flag[]) {
  const { source, reality } = record.origin.v;
  return { id, source, reality, version: record.version, flags };
}

/** A record with the entity that it gives. */
interface Settled<Kind extends ModelKind, Rec> {
  readonly record: Rec;
  readonly entity: EntityOf[Kind];
}

/**
 * One kind of entity: how events change its record, and what a record looks like from outside at an instant.
 * All functions are pure; an exception leaves everything as it was.
 */
export interface Model<Kind extends ModelKind, Rec extends RecordBase> {
  readonly kind: Kind;
  /** One source alone tells of an entity: sources number what they tell, and name things, each for itself. */
  readonly owned?: true;
  /**
   * Does it tell of something that is there, and not of what became of it? Then it is heard also of an entity that has left
   * under a greater number: a source that numbers anew from below is not to be deaf for ever.
   */
  isAnew?(heard: Heard<TypeOf<Kind>>): boolean;
  /** Id of the entity that an entry is about. */
  idOf(heard: Heard<TypeOf<Kind>>): string;
  hear(record: Rec | undefined, heard: Heard<TypeOf<Kind>>): Rec;
  /** A person's command about a known entity. */
  operate?(record: Rec, heard: Heard<TypeOf<'operation'>>): Rec;
  /** The entity as it stands now; null while what was heard is not enough to show it. */
  build(id: string, record: Rec, context: Context): EntityOf[Kind] | null;
  /** Keeps in the record what a look at an entity, or a command about it, finds; both as they are when that is nothing. */
  settle?(record: Rec, entity: EntityOf[Kind], context: Context): Settled<Kind, Rec>;
  /** What of the record is kept after it has left, so that it can come back whole; without it nothing is. */
  bygone?(record: Rec): Rec;
  /** When it leaves the live state; null while it stays. */
  leavesAt(record: Rec, entity: EntityOf[Kind] | null, context: Context): number | null;
  /** First instant after now at which `build` gives something else by the passing of time alone; null for never. */
  turnsAt(record: Rec, entity: EntityOf[Kind], context: Context): number | null;
  /** Did an entry change something that a person could act on? Then the version grows. */
  actedOn(before: EntityOf[Kind], after: EntityOf[Kind]): boolean;
  /** Other rules came into force: keeps in the record what they must not change. `context` is the new one. */
  resettle?(record: Rec, shown: EntityOf[Kind], configured: Configured, context: Context): Rec;
}

/** A change of configuration, with what was in force before it. */
export interface Configured {
  readonly heard: Heard<'system.configured'>;
  readonly former: Setting;
}

/** Seat of a command (`data.by.seat`), or the entry's source where none was recorded. */
export function seatOf(entry: LogEntry): string {
  const by = entry.data.by;
  const seat = typeof by === 'object' && by !== null ? (by as Record<string, unknown>).seat : undefined;
  return typeof seat === 'string' && seat !== '' ? seat : entry.source;
}
