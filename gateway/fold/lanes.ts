import { counts, type Heard } from './event.ts';
import type { RecordBase } from './model.ts';

/**
 * Exercise and test stay apart from what counts: an id that is real is not touched by them,
 * and what was only an exercise makes way when the real one comes.
 */
export function sameLane<Rec extends RecordBase>(record: Rec | undefined, heard: Heard): Rec | undefined {
  if (record === undefined) return undefined;
  refuseOverlay(record, heard);
  return counts(heard.entry.reality) === counts(record.origin.v.reality) ? record : undefined;
}

/** @throws {Error} when what does not count would change what does */
export function refuseOverlay(record: RecordBase, { entry }: Heard): void {
  const { reality } = record.origin.v;
  if (counts(reality) && !counts(entry.reality)) {
    throw new Error(`${entry.reality} may not change ${entry.subject}, which is ${reality}`);
  }
}

/**
 * Two sources that use one id speak of two things, and their numbering says nothing of each other's: the id is of the one
 * that was heard first, for as long as the entity is live.
 * @throws {Error} always: another source speaks of it
 */
export function refuseForeign({ origin }: RecordBase, { entry }: Heard): never {
  const { feed, source, subject } = entry;
  throw new Error(`${source} may not tell of ${feed} ${subject}, which is of ${origin.v.source}`);
}
