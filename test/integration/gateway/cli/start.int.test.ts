import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ensurePage } from '../../../../gateway/cli/page-build.ts';
import type { HealthReply } from '../../../../gateway/contract/http.ts';
import { ROOT } from '../../../support/budgets/tree.ts';
import { freePort } from '../../../support/ports.ts';
import { waitFor } from '../../../support/wait.ts';

const running: ChildProcess[] = [];
const folders: string[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function launch(env: Record<string, string>, args: readonly string[] = []) {
  await ensurePage(ROOT, () => undefined);
  const dataDir = join(mkdtempSync(join(tmpdir(), 'yitu-launch-')), '综治 中心');
  mkdirSync(dataDir);
  folders.push(dataDir);
  const child = spawn(process.execPath, ['gateway/cli/start.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(await freePort()), YITU_DATA_DIR: dataDir, ...env },
  });
  running.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  // With everything it printed: its end alone may come before its last words.
  let ended = false;
  child.once('close', () => {
    ended = true;
  });
  return { child, dataDir, output: () => output, ended: () => ended };
}

/** A start, or an end, on a slow machine. */
const SLOW_MS = 120_000;

const started = async ({ ended, output }: Awaited<ReturnType<typeof launch>>) =>
  waitFor('the links', () => ended() || output().includes('Ctrl-C'), SLOW_MS);

describe('npm start', () => {
  it('that cannot reach its log says so once, without a stack, and ends', async () => {
    const { child, output, ended } = await launch({
      REDIS_URL: `redis://:secret-word@127.0.0.1:${await freePort()}`,
    });
    await waitFor('its end', ended, SLOW_MS);
    expect(child.exitCode).toBe(1);
    expect(output().match(/cannot be reached: check that it runs/g)).toHaveLength(1);
    expect(output()).not.toMatch(/\n\s+at |secret-word/);
  });

  it('leaves nothing running when it is killed', async () => {
    const stack = await launch({}, ['--no-feeds', '--engine', 'redis']);
    await started(stack);
    const pidIn = (...name: string[]) =>
      (JSON.parse(readFileSync(join(stack.dataDir, ...name), 'utf8')) as { pid: number }).pid;
    const pids = [pidIn('gateway.json'), pidIn('redis', 'child.json')];
    expect(pids.every(isAlive)).toBe(true);
    stack.child.kill('SIGKILL');
    await waitFor('the end of what it started', () => !pids.some(isAlive), SLOW_MS);
  });

  it('ends with its feeds within seconds of Ctrl-C', async () => {
    const stack = await launch({}, ['--engine', 'sqlite']);
    await started(stack);
    await waitFor('the feeds', () => stack.output().includes('世界 weekday'), SLOW_MS);
    expect(stack.output()).toContain('(mock-feeds/rules) roster.json sources.json');
    const began = performance.now();
    stack.child.kill('SIGINT');
    await waitFor('its end', stack.ended, SLOW_MS);
    expect(stack.output()).toContain('已停止');
    expect(performance.now() - began).toBeLessThan(7_000);
  });

  it('on an IPv6 address with keys prints links that open, and without a world has no rules of it', async () => {
    const stack = await launch({ HOST: '::1' }, ['--no-feeds', '--engine', 'sqlite', '--secure']);
    await started(stack);
    const [, origin, key] = /(http:\/\/\[::1\]:\d+)\/#key=(\S+)/.exec(stack.output()) ?? [];
    const answer = await fetch(`${origin}/v1/state`, { headers: { Authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(200);
    const health = (await (await fetch(`${origin}/healthz`)).json()) as HealthReply;
    expect(health.ownRules).toEqual([]);
  });
});
