import { EVENT_TYPES, type EventType } from './event-types.ts';

/** Rewrites data of one schema version as data of the next. Pure, total over valid data of its version. */
export type Upcast = (data: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/**
 * For each type, the step from version 1 to 2, from 2 to 3, … Additions that are optional need no step;
 * a renamed, split or newly required field does, so that a log of any age can be read.
 */
export type Upcasts = Readonly<Partial<Record<EventType, readonly Upcast[]>>>;

/** The steps in force. */
export const UPCASTS: Upcasts = {};

/**
 * Data of a recorded entry in today's shape.
 * @throws {RangeError} when the entry was written by a newer version than this one knows.
 */
export function upcast(
  type: EventType,
  version: number,
  data: Record<string, unknown>,
  upcasts: Upcasts = UPCASTS,
): Record<string, unknown> {
  const steps = upcasts[type] ?? [];
  const current = steps.length + 1;
  if (version > current) {
    throw new RangeError(
      `${type} was recorded with schema version ${version}; this gateway knows up to ${current}`,
    );
  }
  return steps.slice(version - 1).reduce((older, step) => step(older), data);
}

/** A type's version and its number of upcasts must agree; the list of types where they do not. */
export function unevenUpcasts(upcasts: Upcasts = UPCASTS): EventType[] {
  const types = Object.keys(EVENT_TYPES) as EventType[];
  return types.filter((type) => EVENT_TYPES[type].version !== (upcasts[type]?.length ?? 0) + 1);
}
