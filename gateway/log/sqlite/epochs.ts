import type { DatabaseSync } from 'node:sqlite';
import type { EpochRecord } from '../port.ts';

/** The lives of the log in this file. */
export interface Epochs {
  all(): readonly EpochRecord[];
  begin(record: Omit<EpochRecord, 'startedAt'>): void;
  /** Tells the first epoch what it took the place of. */
  rename(first: string, from: string): void;
}

export function openEpochs(db: DatabaseSync): Epochs {
  const list = db.prepare(
    `SELECT epoch, from_epoch AS "from", fork_n AS forkN, fork_h AS forkH, started_at AS startedAt, reason
     FROM epochs ORDER BY rowid`,
  );
  const add = db.prepare(
    `INSERT INTO epochs VALUES (?, ?, ?, ?, CAST(unixepoch('subsec') * 1000 AS INTEGER), ?) ON CONFLICT DO NOTHING`,
  );
  const rename = db.prepare(`UPDATE epochs SET from_epoch = ?, reason = 'lost' WHERE epoch = ?`);
  let known: readonly EpochRecord[] | null = null;
  return {
    all() {
      known ??= list.all().map((row) => ({ ...row }) as unknown as EpochRecord);
      return known;
    },
    begin({ epoch, from, forkN, forkH, reason }) {
      known = null;
      add.run(epoch, from, forkN, forkH, reason);
    },
    rename(first, from) {
      known = null;
      rename.run(from, first);
    },
  };
}
