import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ACTS } from '../../fault/show/settings.ts';
import { ROOT } from '../../support/budgets/tree.ts';

const SHOW_MS = 240_000;
/** What a visitor is told that a show lasts, s; this one has been shortened, and only its acts take their time. */
const SHOW_S = 90;
const folders: string[] = [];

/** Runs the command as a visitor's host would, shortened and with nobody to wait for. */
async function show(...args: readonly string[]) {
  const report = mkdtempSync(join(tmpdir(), 'yitu-show-report-'));
  folders.push(report);
  const fixed = ['test/fault/show/main.ts', '--no-wait', '--no-page', '--seconds', '20', '--report', report];
  const child = spawn(process.execPath, [...fixed, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output, page: readFileSync(join(report, 'index.html'), 'utf8') };
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('the fault show', () => {
  it('passes on sqlite: killed in the middle of a commit, the tail of its log cut off, and a source that hangs', {
    timeout: SHOW_MS,
  }, async () => {
    const { code, output, page } = await show('--engine', 'sqlite', '--acts', 'engine,tail,silence');
    expect(output).toMatch(/断流（.*秒后）/);
    expect(output).toMatch(/结论 通过 · 已发 \d{3} .* 丢失 0 · 重复 0/);
    expect(code, output).toBe(0);
    expect(page).toContain('通过：没有丢失，没有重复');
  });

  it('passes on redis with all four acts, in the time of a show', {
    timeout: SHOW_MS,
  }, async () => {
    const { code, output } = await show('--engine', 'redis');
    expect(output).toMatch(/结论 通过 · 已发 \d{3} .* 丢失 0 · 重复 0/);
    expect(output.match(/✔ 恢复用时/g)).toHaveLength(ACTS.length);
    expect(output).toMatch(/断流（.*秒后）/);
    expect(code, output).toBe(0);
    expect(Number(/用时 (\d+) 秒/.exec(output)?.[1])).toBeLessThanOrEqual(SHOW_S);
  });

  it('turns red when something before the gateway acknowledges without appending', {
    timeout: SHOW_MS,
  }, async () => {
    const { code, output, page } = await show('--engine', 'sqlite', '--acts', 'engine', '--lossy');
    expect(output).toMatch(/结论 未通过 .* 丢失 [1-9]/);
    expect(output).toContain('已确认却不在日志里');
    expect(page).toContain('class="verdict bad"');
    expect(code, output).toBe(1);
  });
});
