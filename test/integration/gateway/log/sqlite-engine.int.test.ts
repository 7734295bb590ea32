import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLog } from '../../../../gateway/log/open.ts';
import { drafts, numbers, range, START, silent } from '../../../conformance/drafts.ts';

const WRITER = fileURLToPath(new URL('../../../support/append-until-killed.ts', import.meta.url));
const clock = { now: () => START, simulated: true, rate: 1 };

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'yitu-sqlite-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const open = () => openLog({ engine: 'sqlite', site: 'demo', dataDir, clock, logger: silent });

/** Runs a process that appends; resolves with its acknowledged numbers once there are enough. */
async function startWriter(enough: number) {
  const writer = spawn(process.execPath, [WRITER, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  writer.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const acknowledged = () => text.split('\n').filter(Boolean).map(Number);
  while (acknowledged().length < enough) await once(writer.stdout, 'data');
  return { writer, acknowledged };
}

it('holds everything acknowledged by a process that was killed, and nothing twice', async () => {
  const { writer, acknowledged } = await startWriter(20);
  writer.kill('SIGKILL');
  await once(writer, 'exit');
  const log = await open();
  const { n } = await log.head();
  expect(n).toBeGreaterThanOrEqual(Math.max(...acknowledged()));
  expect(numbers((await log.read(0, n + 1)).entries)).toEqual(range(1, n));
  await log.close();
});

it('refuses a log that another process has open, and says what to do', async () => {
  const { writer } = await startWriter(1);
  await expect(open()).rejects.toThrow(/open in another process.*YITU_DATA_DIR/);
  writer.kill('SIGKILL');
  await once(writer, 'exit');
});

it('names a file that is no log any more, and the way out', async () => {
  const log = await open();
  await log.close();
  await writeFile(join(dataDir, 'sqlite', 'demo.db'), 'no database at all '.repeat(1_000));
  await expect(open()).rejects.toThrow(/demo\.db cannot be opened.*Restore it/);
});

it('refuses a second handle in the same process too', async () => {
  const log = await open();
  await expect(open()).rejects.toThrow(/open in another process/);
  await log.close();
});

it('leaves the event loop free while it writes', async () => {
  const log = await open();
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await Promise.all(range(0, 99).map((i) => log.append(drafts(i * 50 + 1, i * 50 + 50))));
  clearInterval(timer);
  expect(turns).toBeGreaterThan(3);
  expect((await log.head()).n).toBe(5_000);
  await log.close();
});

it('goes on with a file of the first release, which knew no settled letters', async () => {
  await (await open()).close();
  const file = new DatabaseSync(join(dataDir, 'sqlite', 'demo.db'));
  for (const column of ['settled_position', 'settled_at'])
    file.exec(`ALTER TABLE dead_letters DROP COLUMN ${column}`);
  file.exec(`INSERT INTO dead_letters VALUES ('a', 'p', 'invalid_event', 'why', NULL, NULL, 1, 2, 3)`);
  file.close();
  const log = await open();
  expect(await log.deadLetter('a')).toMatchObject({ count: 3, settled: null });
  expect(await log.settleDeadLetter('a', { position: 'e:1:h', at: 5 })).toBe(true);
  await log.close();
});
