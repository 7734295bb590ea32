import type { DatabaseSync } from 'node:sqlite';
import type { Operations } from './protocol.ts';

/** What an index entry has besides its texts: lengths, types and the row's number. */
const OVERHEAD_BYTES = 10;
const SAMPLE = 100;

/** The unique index over `(source, id)` is what remembers; its bytes on disk are estimated from the newest entries. */
export function openDedupe(db: DatabaseSync): Pick<Operations, 'dedupeSize' | 'find'> {
  const count = db.prepare('SELECT count(*) AS entries FROM entries');
  const sample = db.prepare(
    `SELECT avg(octet_length(source) + octet_length(id)) AS bytes
     FROM (SELECT source, id FROM entries ORDER BY n DESC LIMIT ${SAMPLE})`,
  );
  const named = db.prepare('SELECT n FROM entries WHERE source = ? AND id = ?');
  return {
    find: ({ source, id }) => (named.get(source, id)?.n as number | undefined) ?? null,
    dedupeSize() {
      const entries = Number(count.get()?.entries);
      const each = Number(sample.get()?.bytes ?? 0) + OVERHEAD_BYTES;
      return { entries, bytes: Math.round(entries * each) };
    },
  };
}
