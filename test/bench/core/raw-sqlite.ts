import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { DraftEntry } from '../../../gateway/contract/entry.ts';
import { recordDraft } from '../../../gateway/log/recorded.ts';
import { DRAFT_COLUMNS } from '../../../gateway/log/sqlite/schema.ts';

/** A bare table with the columns of the log and nothing else of it: no counter, chain, index of feeds, thread. */
export interface RawTable {
  insert(rows: readonly (readonly SQLInputValue[])[]): void;
  close(): void;
}

/** Opens it as durable as the log is: WAL, every commit flushed. */
export function openRawTable(path: string): RawTable {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  db.exec(`PRAGMA wal_autocheckpoint = 4096;
    CREATE TABLE entries (n INTEGER PRIMARY KEY, e TEXT, h TEXT, ${DRAFT_COLUMNS.join(', ')}, UNIQUE (source, id));`);
  const statement: StatementSync = db.prepare(
    `INSERT INTO entries (e, h, ${DRAFT_COLUMNS.join(', ')})
     VALUES (?, ?, ${DRAFT_COLUMNS.map(() => '?').join(', ')}) ON CONFLICT (source, id) DO NOTHING`,
  );
  return {
    insert(rows) {
      db.exec('BEGIN IMMEDIATE');
      for (const row of rows) statement.run(...row);
      db.exec('COMMIT');
    },
    close: () => db.close(),
  };
}

/** The values of one row, as long as the real ones. */
export function rawRow(draft: DraftEntry): SQLInputValue[] {
  const recorded = recordDraft(draft);
  return ['abcdefgh', '0123456789abcdef', ...DRAFT_COLUMNS.map((column) => recorded[column])];
}
