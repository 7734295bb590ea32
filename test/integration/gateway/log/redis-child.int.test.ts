import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLog } from '../../../../gateway/log/open.ts';
import { type RedisChild, startRedisChild } from '../../../../gateway/log/redis/child.ts';
import { draft, eventually, START, silent } from '../../../conformance/drafts.ts';

const HOLDER = fileURLToPath(new URL('../../../support/hold-redis-child.ts', import.meta.url));
const clock = { now: () => START, simulated: true, rate: 1 };

let dataDir: string;
const children: RedisChild[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'yitu 数据-'));
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.stop()));
  await rm(dataDir, { recursive: true, force: true });
});

async function start(onExit?: () => void): Promise<RedisChild> {
  const child = await startRedisChild({ dataDir, logger: silent, ...(onExit ? { onExit } : {}) });
  children.push(child);
  return child;
}

const openOn = (url: string) =>
  openLog({ engine: 'redis', site: 'demo', dataDir, redisUrl: url, clock, logger: silent });

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

it('keeps what was acknowledged over a stop and a start, flushed to disk', async () => {
  const first = await start();
  const log = await openOn(first.url);
  expect((await log.append([draft('1')])).durability).toBe('fsync');
  await log.close();
  await first.stop();
  expect(isRunning(first.pid)).toBe(false);
  const second = await start();
  expect(second).toMatchObject({ adopted: false, url: first.url });
  const again = await openOn(second.url);
  expect((await again.head()).n).toBe(1);
  await again.close();
});

it('restarts a server that died, at the same address, with its data', async () => {
  let deaths = 0;
  const child = await start(() => deaths++);
  const log = await openOn(child.url);
  await log.append([draft('1')]);
  const { pid } = child;
  process.kill(pid, 'SIGKILL');
  await eventually(() => expect(child.pid).not.toBe(pid));
  await eventually(() => expect(log.healthy()).toBe(true));
  const { outcomes } = await log.append([draft('1'), draft('2')]);
  expect(outcomes.map(({ status, position }) => [status, position.n])).toEqual([
    ['duplicate', 1],
    ['new', 2],
  ]);
  expect(deaths).toBe(1);
  await log.close();
});

it('takes over the server of a gateway that was killed, and ends it with its own stop', async () => {
  const gateway: ChildProcess = spawn(process.execPath, [HOLDER, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(gateway.stdout ?? gateway, 'data')) as [Buffer];
  const left = JSON.parse(line.toString()) as { pid: number; url: string };
  gateway.kill('SIGKILL');
  await once(gateway, 'exit');
  expect(isRunning(left.pid)).toBe(true);
  const child = await start();
  expect(child).toMatchObject({ adopted: true, ...left });
  await child.stop();
  expect(isRunning(left.pid)).toBe(false);
});

it('does not take over a stranger that has the recorded port', async () => {
  const first = await start();
  const record = await readFile(join(dataDir, 'redis', 'child.json'), 'utf8');
  const elsewhere = await mkdtemp(join(tmpdir(), 'yitu-other-'));
  await mkdir(join(elsewhere, 'redis'));
  await writeFile(join(elsewhere, 'redis', 'child.json'), record);
  const second = await startRedisChild({ dataDir: elsewhere, logger: silent });
  expect(second.adopted).toBe(false);
  expect(second.url).not.toBe(first.url);
  await second.stop();
  await rm(elsewhere, { recursive: true, force: true });
});
