import type { DatabaseSync } from 'node:sqlite';
import type { Erased } from '../port.ts';
import type { Operations } from './protocol.ts';
import { transaction } from './schema.ts';

/** Tombstones in place. Freed bytes are overwritten (`secure_delete`); `purge` empties the write-ahead log as well. */
export function openErasing(db: DatabaseSync): Pick<Operations, 'erase' | 'purge'> {
  const bury = db.prepare(
    `UPDATE entries SET data = '{}', area = NULL, flags = 'erased' WHERE source = ? AND id = ?
     RETURNING source, id, n, feed`,
  );
  return {
    erase: (names) =>
      transaction(db, () =>
        names.flatMap(({ source, id }) =>
          bury.all(source, id).map((row) => ({ ...row }) as unknown as Erased),
        ),
      ),
    purge() {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    },
  };
}
