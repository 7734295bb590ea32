import { DatabaseSync } from 'node:sqlite';
import { newEpoch } from '../chain.ts';
import type { RecordedDraft } from '../recorded.ts';

/** Columns of a draft in the order in which they are bound; `n`, `e` and `h` come before them. */
export const DRAFT_COLUMNS = [
  'feed',
  'id',
  'source',
  'subject',
  'type',
  'v',
  'time',
  'received',
  'sequence',
  'producer',
  'epoch',
  'reality',
  'area',
  'flags',
  'data',
  'digest',
] as const satisfies readonly (keyof RecordedDraft)[];

/** An index of feeds is ordered by `n` within each, as every index is that ends at the key of the rows. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS entries (
    n INTEGER PRIMARY KEY, e TEXT NOT NULL, h TEXT NOT NULL, feed TEXT NOT NULL,
    id TEXT NOT NULL, source TEXT NOT NULL, subject TEXT NOT NULL, type TEXT NOT NULL, v INTEGER NOT NULL,
    time INTEGER NOT NULL, received INTEGER NOT NULL, sequence INTEGER,
    producer TEXT NOT NULL, epoch INTEGER NOT NULL, reality TEXT NOT NULL, area TEXT, flags TEXT NOT NULL,
    data TEXT NOT NULL, digest TEXT NOT NULL, healed INTEGER,
    UNIQUE (source, id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS entries_by_feed ON entries (feed);
  CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS epochs (
    epoch TEXT PRIMARY KEY, from_epoch TEXT NOT NULL, fork_n INTEGER NOT NULL, fork_h TEXT NOT NULL,
    started_at INTEGER NOT NULL, reason TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS snapshots (
    id TEXT PRIMARY KEY, e TEXT NOT NULL, n INTEGER NOT NULL, h TEXT NOT NULL, reducer_version INTEGER NOT NULL,
    state_hash TEXT NOT NULL, saved_at INTEGER NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL,
    body BLOB NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS leases (
    name TEXT PRIMARY KEY, holder TEXT NOT NULL, fence INTEGER NOT NULL, expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS media (
    hash TEXT PRIMARY KEY, type TEXT NOT NULL, bytes BLOB NOT NULL,
    stored_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, blurred BLOB, clear_boxes TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS dead_letters (
    key TEXT PRIMARY KEY, producer TEXT NOT NULL, code TEXT NOT NULL, detail TEXT NOT NULL, path TEXT, text TEXT,
    first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL, count INTEGER NOT NULL,
    settled_position TEXT, settled_at INTEGER
  ) STRICT;
  CREATE TABLE IF NOT EXISTS track_slots (at INTEGER PRIMARY KEY, n INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS tracks (
    terminal TEXT NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (terminal, at)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS tracks_by_slot ON tracks (at);
  CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

/**
 * Bytes of a page in a new file; one that exists keeps its own. A group commit of a thousand rows touches half as many pages
 * as with 4 kB, and a single append is as quick.
 */
const PAGE_BYTES = 8_192;

/** Pages in the write-ahead log before they are copied back: 16 MB, so that not every group commit pays for it. */
const CHECKPOINT_PAGES = 2_048;

function isLocked(error: unknown): boolean {
  return error instanceof Error && /database is locked/.test(error.message);
}

/**
 * Opens the log file, alone: the exclusive lock is the system's, so it ends with the process even when that is killed.
 * WAL with `synchronous = FULL`: a committed transaction is on disk.
 * @throws {Error} when another process has the file open.
 */
export function openDatabase(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    db.exec(`PRAGMA page_size = ${PAGE_BYTES};`);
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    db.exec('PRAGMA secure_delete = ON;');
    db.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};`);
    db.exec(`BEGIN EXCLUSIVE; ${SCHEMA} COMMIT;`);
    addMissingColumns(db);
    db.prepare(`INSERT INTO meta VALUES ('e', ?) ON CONFLICT DO NOTHING`).run(newEpoch());
    return db;
  } catch (error) {
    db.close();
    if (!isLocked(error)) throw error;
    throw new Error(
      `The log ${path} is open in another process. Stop that gateway, or give this one its own YITU_DATA_DIR.`,
      { cause: error },
    );
  }
}

/** Columns that came after the first release of their table. */
const LATER_COLUMNS = [
  ['entries', 'healed', 'INTEGER'],
  ['dead_letters', 'settled_position', 'TEXT'],
  ['dead_letters', 'settled_at', 'INTEGER'],
  ['media', 'blurred', 'BLOB'],
  ['media', 'clear_boxes', 'TEXT'],
] as const;

function addMissingColumns(db: DatabaseSync): void {
  for (const [table, column, type] of LATER_COLUMNS) {
    const known = db.prepare(`SELECT 1 FROM pragma_table_info('${table}') WHERE name = ?`).get(column);
    if (known === undefined) db.exec(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`);
  }
}

/** Runs `work` in one transaction: all of it is on disk afterwards, or none of it was done. */
export function transaction<Result>(db: DatabaseSync, work: () => Result): Result {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
