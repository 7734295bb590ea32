import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Redis } from 'ioredis';
import { SOURCE } from './producer.ts';
import { SITE, type Stack } from './stack.ts';

/**
 * Ids of the show's items in the log, in its order. Reads the files and streams of the engine themselves: the product is
 * not asked whether it has lost anything.
 */
export function readLoggedIds(stack: Pick<Stack, 'redis' | 'logFile'>): Promise<readonly string[]> {
  return stack.redis === null ? readDatabase(stack.logFile) : readStream(stack.redis.port);
}

async function readStream(port: number): Promise<readonly string[]> {
  const client = new Redis({ host: '127.0.0.1', port, protocol: 2 });
  try {
    const entries = await client.xrange(`{${SITE}}:case`, '-', '+');
    return entries.flatMap(([, fields]) => {
      const value = (name: string) => fields[fields.indexOf(name) + 1] ?? '';
      return value('source') === SOURCE ? [value('id')] : [];
    });
  } finally {
    client.disconnect();
  }
}

/** The running gateway holds its database alone; a copy of the files is what it would find after a crash at this moment. */
async function readDatabase(file: string): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'yitu-show-log-'));
  try {
    const copy = join(folder, 'log.db');
    copyFileSync(file, copy);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
    const db = new DatabaseSync(copy);
    try {
      const rows = db
        .prepare(`SELECT id FROM entries WHERE source = ? AND feed = 'case' ORDER BY n`)
        .all(SOURCE);
      return rows.map(({ id }) => String(id));
    } finally {
      db.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
