import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewer } from '../support/browser.ts';
import { ROOT } from '../support/budgets/tree.ts';
import { KEYS, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { coloursIn } from '../support/picture.ts';
import { waitFor } from '../support/wait.ts';

const run = promisify(execFile);
const RECORDS = join(ROOT, '..', 'shared', 'data', 'cases', 'boston311-40.csv');
const MAPPING = join('mock-feeds', 'replay', 'mappings', 'boston311.json');

describe.skipIf(!existsSync(RECORDS))('a wall of real records on a bare bounding box', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yitu-boston-'));
  let gateway: TestGateway;

  beforeAll(async () => {
    const region = join(folder, 'boston');
    const made = [
      '--id',
      'boston',
      '--name',
      'Boston',
      '--bbox',
      '-71.19,42.22,-70.98,42.40',
      '--crs',
      'WGS84',
      '--utc-offset',
      '-300',
      '--out',
      region,
    ];
    await run('node', ['config/tools/region-import.ts', ...made], { cwd: ROOT });
    gateway = await startTestGateway({ engine: 'sqlite', env: { YITU_REGION: region, YITU_ACCESS: 'demo' } });
    const env = { ...process.env, YITU_PRODUCER_KEY: KEYS.producer };
    await run('node', ['mock-feeds/replay.ts', RECORDS, '--mapping', MAPPING, '--gateway', gateway.url], {
      cwd: ROOT,
      env,
    });
  });
  afterAll(async () => {
    await gateway?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('counts what the file counts and draws its places', async () => {
    const open = readFileSync(RECORDS, 'utf8')
      .split('\n')
      .filter((row) => row.includes(',Open,')).length;
    const counted = async () => (await gateway.state()).counts.case.open;
    await waitFor('what was acknowledged to be counted', async () => (await counted()) === open);
    const wall = await openViewer(gateway.url);
    try {
      await waitFor(
        'the open items',
        async () =>
          (await wall.page.locator('[data-kpi="case.open"]').first().textContent()) === String(open),
        180_000,
      );
      await waitFor('the overdue ones', () =>
        wall.page.locator('[data-panel="timers"] [data-entity^="case:"]').count(),
      );
      await waitFor('a drawn map', async () => (await coloursIn(wall.page, '[data-basemap]')) > 20, 180_000);
      await wall.page.waitForTimeout(3_000);
      await wall.shoot('boston');
      expect(wall.complaints).toEqual([]);
    } finally {
      await wall.close();
    }
  });
});
