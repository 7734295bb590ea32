import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTable } from '../../../mock-feeds/replay/table.ts';
import { KEYS, startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { runProgram } from './run-feeds.ts';

const FILE = fileURLToPath(new URL('../../../../shared/data/cases/boston311-40.csv', import.meta.url));
const MAPPING = 'mock-feeds/replay/mappings/boston311.json';
const here = existsSync(FILE);
if (!here)
  process.stderr.write(`skipped: ${FILE} is not on this machine (trial data beside the repository)\n`);

const root = mkdtempSync(join(tmpdir(), 'yitu-boston-'));
const region = join(root, 'boston');

async function replayOnto(gateway: TestGateway) {
  const program = runProgram('mock-feeds/replay.ts', [FILE, '--mapping', MAPPING, '--gateway', gateway.url], {
    YITU_PRODUCER_KEY: KEYS.producer,
  });
  const code = await program.ended;
  return { code, last: program.lines.at(-1) };
}

describe.skipIf(!here)('40 service requests of Boston on a wall whose region is a rectangle', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    const box = ['--id', 'boston', '--name', 'Boston', '--bbox', '-71.2,42.2,-70.95,42.42', '--crs', 'WGS84'];
    const made = runProgram('config/tools/region-import.ts', [...box, '--out', region], {});
    expect([await made.ended, made.lines]).toEqual([0, expect.anything()]);
    gateway = await startTestGateway({ engine: 'sqlite', env: { YITU_REGION: region } });
  });

  afterAll(async () => {
    await gateway?.stop();
    rmSync(root, { recursive: true, force: true });
  });

  it('go through, all of them', async () => {
    expect(await replayOnto(gateway)).toEqual({
      code: 0,
      last: '完成 · 记录 40（有误 0） · 事件 115：新 115 重复 0 拒绝 0',
    });
  });

  it('are all duplicates the second time', async () => {
    expect(await replayOnto(gateway)).toEqual({
      code: 0,
      last: '完成 · 记录 40（有误 0） · 事件 115：新 0 重复 115 拒绝 0',
    });
  });

  it('have the city’s own verdict on every row with a deadline', async () => {
    const { rows } = readTable(readFileSync(FILE, 'utf8'), FILE);
    const limited = rows.filter(({ cells }) => cells.target_dt !== '');
    const judged = async () => {
      const { entities } = await gateway.state();
      const verdicts = new Map(entities.case.map(({ id, verdict }) => [id, verdict]));
      return limited.map(({ cells: { case_enquiry_id: id } }) => [id, verdicts.get(`BOS-${id}`)]);
    };
    expect(limited.length).toBe(35);
    await expect
      .poll(judged, { timeout: 60_000 })
      .toEqual(limited.map(({ cells }) => [cells.case_enquiry_id, cells.ontime]));
  });

  it('have no verdict without a deadline, and are all inside the rectangle', async () => {
    const { entities } = await gateway.state();
    const free = entities.case.filter(({ dueAt }) => dueAt === null);
    expect(free).toHaveLength(5);
    expect(free.every(({ verdict }) => verdict === null)).toBe(true);
    expect(entities.case.every((item) => !JSON.stringify(item).includes('outside_region'))).toBe(true);
  });
});
