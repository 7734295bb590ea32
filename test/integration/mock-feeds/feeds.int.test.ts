import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { KEYS, startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { waitFor } from '../../support/wait.ts';
import { type Program, runProgram } from './run-feeds.ts';

const state = mkdtempSync(join(tmpdir(), 'yitu-feeds-'));
const started: Program[] = [];
let gateway: TestGateway | null = null;

afterEach(async () => {
  for (const program of started.splice(0)) program.kill('SIGKILL');
  await gateway?.stop();
  gateway = null;
  rmSync(state, { recursive: true, force: true });
});

function feedsOnto(url: string): Program {
  const program = runProgram(
    'mock-feeds/main.ts',
    ['--gateway', url, '--state', state, '--terminals', '60'],
    {
      YITU_PRODUCER_KEY: KEYS.producer,
      YITU_READ_KEY: KEYS.read,
    },
  );
  started.push(program);
  return program;
}

const rejections = async (of: TestGateway) =>
  (await (await of.get('/metrics', KEYS.admin)).text())
    .split('\n')
    .filter((line) => /^yitu_ingest_events_total\{.*outcome="(rejected|conflict)"/.test(line));

describe('the simulated world on a real gateway', () => {
  it('fills an empty wall, lets its officers work, and goes on where it was after kill -9', async () => {
    // A Friday morning: how much is open depends on the day, and people sit at the desks.
    const env = { YITU_CLOCK: '2026-11-20T10:00:00+08:00' };
    gateway = await startTestGateway({ engine: 'sqlite', presetReality: 'simulated', env });
    const first = feedsOnto(gateway.url);
    await first.line(/^历史 完成/);
    const target = gateway;
    const { counts } = await waitFor('all of it in the state', async () => {
      const state = await target.state();
      const { counts: told, entities } = state;
      const whole = told.terminal.total === 60 && told.case.open > 285 && entities.indicator.length > 10;
      return whole && state;
    });
    expect(counts.case.open).toBeLessThan(355);
    expect(counts.terminal.total).toBe(60);

    await first.line(/^模拟 运行中/);
    const heard = async () => (await gateway?.state())?.entities.feed.map((feed) => feed.state);
    await expect.poll(heard, { timeout: 120_000, interval: 250 }).not.toContain('NONE');
    await expect
      .poll(
        async () => (await gateway?.state())?.entities.alarm.filter(({ ackedBy }) => ackedBy !== null).length,
        {
          timeout: 120_000,
          interval: 500,
        },
      )
      .toBeGreaterThan(0);
    first.kill('SIGKILL');
    await first.ended;

    const again = feedsOnto(gateway.url);
    await again.line(/接续/);
    const before = (await gateway.state()).n;
    await expect
      .poll(async () => (await gateway?.state())?.n, { timeout: 120_000, interval: 500 })
      .toBeGreaterThan(before);
    expect(await rejections(gateway)).toEqual([]);
    again.kill('SIGTERM');
    expect(await again.ended).toBe(0);
    expect(again.lines.at(-1)).toBe('模拟 已停止');
  });
});
