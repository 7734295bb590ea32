import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitsOf, cutCommits } from '../../../fault/show/harm.ts';

describe('a write-ahead log that loses its last commits', () => {
  let folder = '';
  let file = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'yitu-harm-'));
    file = join(folder, 'log.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Writes 10 rows, a commit each, and leaves the files as a killed process does. */
  function killedAfterTenRows(): string {
    const db = new DatabaseSync(file);
    db.exec('PRAGMA journal_mode = WAL; CREATE TABLE rows (n INTEGER)');
    for (let n = 1; n <= 10; n += 1) db.exec(`INSERT INTO rows VALUES (${n})`);
    const [left, wal] = [readFileSync(file), readFileSync(`${file}-wal`)];
    db.close();
    writeFileSync(file, left);
    writeFileSync(`${file}-wal`, wal);
    return `${file}-wal`;
  }
  function rows(): number {
    const db = new DatabaseSync(file);
    const { count } = db.prepare('SELECT count(*) AS count FROM rows').get() as { count: number };
    db.close();
    return count;
  }

  it('goes back by exactly those commits', () => {
    const wal = killedAfterTenRows();
    expect(cutCommits(wal, 3)).toBeGreaterThan(0);
    expect(rows()).toBe(7);
  });

  it('is whole when nothing is cut', () => {
    const wal = killedAfterTenRows();
    expect(cutCommits(wal, 0)).toBe(0);
    expect(rows()).toBe(10);
  });

  it('has no commits when it is empty', () => {
    expect(commitsOf(new Uint8Array())).toEqual([]);
  });
});
