import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { KEYS, startTestGateway, type TestGateway } from '../../../support/gateway.ts';
import { withData } from '../../../unit/gateway/ingest/door.ts';

const COMMAND = fileURLToPath(new URL('../../../../gateway/cli/letters.ts', import.meta.url));

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ engine: 'sqlite', env: { YITU_CLOCK: '2026-11-20T15:42:00+08:00' } });
});
afterAll(() => gateway.stop());

/** Runs the command beside the gateway that this process is. */
function letters(args: readonly string[], key: string = KEYS.admin) {
  const env = {
    PATH: process.env.PATH ?? '',
    PORT: new URL(gateway.url).port,
    YITU_DATA_DIR: gateway.dataDir,
    YITU_ADMIN_KEY: key,
  };
  return new Promise<{ code: number; out: string; errors: string }>((resolve) => {
    execFile(process.execPath, [COMMAND, ...args], { env }, (error, out, errors) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, errors }),
    );
  });
}

it('lists, shows, exports, mends and deletes', async () => {
  await gateway.post('/v1/events', withData({ kind: 'LAMP' }, { id: 'lamp' }));
  await gateway.post('/v1/events', withData({ kind: 'LAMP' }, { id: 'lamp-2' }));
  const { out } = await letters(['list', '--q', '"id":"lamp"']);
  expect(out).toMatch(/^[0-9a-f]{64} {2}2026-11-20T.* {2}preset {2}invalid_event {2}data\.kind {2}×1\n$/);
  const key = out.slice(0, 64);
  expect(JSON.parse((await letters(['show', key])).out)).toMatchObject({ key, code: 'invalid_event' });
  const file = join(gateway.dataDir, 'letters.ndjson');
  await letters(['export', file]);
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2);
  const again = await letters(['resubmit', key]);
  expect([again.code, again.errors]).toEqual([1, expect.stringContaining('data.kind')]);
  const mended = join(gateway.dataDir, 'mended.json');
  writeFileSync(mended, JSON.stringify(withData({}, { id: 'lamp' })));
  expect(JSON.parse((await letters(['resubmit', key, mended])).out)).toMatchObject({ status: 201 });
  const other = (await letters(['list'])).out.slice(0, 64);
  expect((await letters(['delete', other])).code).toBe(1);
  expect((await letters(['delete', other, '--reason', 'a lamp is no kind'])).code).toBe(0);
  expect((await letters(['list'])).out).toBe('');
});

it('says what is missing', async () => {
  expect((await letters([])).errors).toContain('npm run letters -- list');
  expect((await letters(['show'])).code).toBe(1);
  expect((await letters(['list'], '')).errors).toContain('YITU_ADMIN_KEY');
});
