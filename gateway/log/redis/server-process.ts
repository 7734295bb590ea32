import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';

const HOST = '127.0.0.1';
const SETTINGS = fileURLToPath(new URL('../../../config/redis/single.conf', import.meta.url));
const BINARIES = ['redis-server', 'valkey-server'] as const;
const POLL_MS = 250;

/** A server process that this one started, or found running. */
export interface ServerProcess {
  readonly pid: number;
  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;
}

/** The server program on PATH, or null. */
export async function findRedisServer(): Promise<string | null> {
  for (const binary of BINARIES) {
    try {
      await promisify(execFile)(binary, ['--version']);
      return binary;
    } catch {
      // Not installed, or not runnable: the next one may be.
    }
  }
  return null;
}

export function urlOf(port: number): string {
  return `redis://${HOST}:${port}`;
}

/** What answers at a loopback port: its process and folder, and whether it has read its data. Null: no Redis server. */
export async function identify(port: number): Promise<{ pid: number; dir: string; ready: boolean } | null> {
  const client = new Redis({
    host: HOST,
    port,
    protocol: 2,
    lazyConnect: true,
    enableReadyCheck: false,
    disableClientInfo: true,
    connectTimeout: 1_000,
    commandTimeout: 1_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const info = await client.info('server');
    const [, dir] = (await client.config('GET', 'dir')) as string[];
    const ready = await client.ping().then(
      () => true,
      () => false,
    );
    return { pid: Number(/process_id:(\d+)/.exec(info)?.[1]), dir: dir ?? '', ready };
  } catch {
    return null;
  } finally {
    client.disconnect();
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A running process that is no child of this one: its end can only be noticed by looking. */
export function watchProcess(pid: number): ServerProcess {
  const ended = (async () => {
    while (isRunning(pid)) await sleep(POLL_MS, undefined, { ref: false });
  })();
  return { pid, ended };
}

export async function freePort(preferred: number | null): Promise<number> {
  const listener = createServer();
  try {
    listener.listen(preferred ?? 0, HOST);
    await once(listener, 'listening');
    const address = listener.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  } catch (error) {
    if (preferred === null) throw error;
    return freePort(null);
  } finally {
    listener.close();
  }
}

async function lastWords(logFile: string): Promise<string> {
  const text = await readFile(logFile, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-5).join('\n');
}

/**
 * Starts the server with the shipped settings and waits until it has read its data. It is not in the process group of
 * the gateway: a Ctrl-C reaches the gateway alone, which ends the server when it has written what it has to.
 * @throws {Error} with the last lines of the server's log when it ends instead.
 */
export async function launchServer(binary: string, folder: string, port: number): Promise<ServerProcess> {
  const logFile = join(folder, 'redis.log');
  const settings = ['--port', String(port), '--dir', folder, '--logfile', logFile, '--daemonize', 'no'];
  const child = spawn(binary, [SETTINGS, ...settings], { detached: true, stdio: 'ignore' });
  child.unref();
  let running = true;
  const ended = once(child, 'exit').then(
    () => {
      running = false;
    },
    () => {
      running = false;
    },
  );
  while (running) {
    const found = await identify(port);
    if (found?.ready && found.pid === child.pid) return { pid: found.pid, ended };
    await sleep(50);
  }
  throw new Error(`${binary} ended while starting on port ${port}:\n${await lastWords(logFile)}`);
}
