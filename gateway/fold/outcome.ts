import type { EntityOf } from '../contract/entities.ts';
import type { Context } from './context.ts';
import type { Model, ModelKind, RecordBase } from './model.ts';

/** A record and the entity that it gives; null while it gives none. */
export interface Outcome<Kind extends ModelKind, Rec> {
  readonly record: Rec;
  readonly entity: EntityOf[Kind] | null;
}

/** The record with what building its entity found, and the entity. */
export function settled<Kind extends ModelKind, Rec extends RecordBase>(
  model: Model<Kind, Rec>,
  { id, record }: { readonly id: string; readonly record: Rec },
  context: Context,
): Outcome<Kind, Rec> {
  const entity = model.build(id, record, context);
  if (entity === null || model.settle === undefined) return { record, entity };
  return model.settle(record, entity, context);
}

interface Step<Kind extends ModelKind, Rec> {
  readonly id: string;
  readonly record: Rec;
  readonly shown: EntityOf[Kind] | undefined;
  /** A person did something: the version grows even if nothing else is seen of it. */
  readonly acted: boolean;
}

/** The record after a step, with the entity; its version grows when a person could act on what changed. */
export function versioned<Kind extends ModelKind, Rec extends RecordBase>(
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
