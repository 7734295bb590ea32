import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openLog } from '../../gateway/log/open.ts';
import { START, silent } from './drafts.ts';
import { describeEventLog } from './event-log.suite.ts';
import type { Harness } from './harness.ts';

async function startSqlite(): Promise<Harness> {
  const root = await mkdtemp(join(tmpdir(), 'yitu-sqlite-'));
  let folder = 0;
  let now = START;
  const clock = { now: () => now, simulated: true, rate: 1 };
  const dataDir = () => join(root, String(folder));
  const file = () => join(dataDir(), 'sqlite', 'demo.db');
  const openHere = (options = {}) =>
    openLog({ engine: 'sqlite', site: 'demo', dataDir: dataDir(), clock, logger: silent, ...options });
  return {
    open() {
      folder++;
      return openHere();
    },
    async reopen(log, options) {
      await log.close();
      return openHere(options);
    },
    async crash(log) {
      await log.close();
      return openHere();
    },
    async lose(log) {
      await log.close();
      for (const suffix of ['', '-wal', '-shm']) await rm(`${file()}${suffix}`, { force: true });
      return openHere();
    },
    async rewind(log, n) {
      await log.close();
      const db = new DatabaseSync(file());
      const h = String(db.prepare('SELECT h FROM entries WHERE n = ?').get(n)?.h ?? '');
      db.prepare('DELETE FROM entries WHERE n > ?').run(n);
      db.prepare("UPDATE meta SET value = ? WHERE name = 'n'").run(String(n));
      db.prepare("UPDATE meta SET value = ? WHERE name = 'h'").run(h);
      db.close();
      return openHere();
    },
    takeDown: (log) => log.close(),
    async corruptSnapshot(log, id) {
      await log.close();
      const db = new DatabaseSync(file());
      db.prepare('UPDATE snapshots SET body = zeroblob(length(body)) WHERE id = ?').run(id);
      db.close();
      return openHere();
    },
    async pass(ms) {
      now += ms;
    },
    dispose: () => rm(root, { recursive: true, force: true }),
  };
}

describeEventLog('sqlite', startSqlite);
