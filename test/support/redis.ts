import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';

const SHIPPED = fileURLToPath(new URL('../../config/redis', import.meta.url));

export interface TestRedisOptions {
  /** Which of the shipped files. */
  readonly file?: 'single.conf' | 'replicated.conf';
  /** With the shipped ACL file; the test's own client is its administrator then. */
  readonly accounts?: boolean;
}

const ADMINISTRATOR = { username: 'admin', password: 'change-me-admin' };

/** A real Redis server of a test's own, on a free loopback port, with the shipped settings. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** Where its files lie. */
  readonly dir: string;
  /** A client for looking at the data and for doing harm to it. */
  readonly client: Redis;
  /** Ends the process as a crash would: at once, without a last write. */
  kill(): Promise<void>;
  /** Starts it again on its port and files. */
  start(): Promise<void>;
  /** Stops the process from running without closing its sockets. */
  freeze(): void;
  thaw(): void;
  dispose(): Promise<void>;
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  listener.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function launch(args: readonly string[], cwd: string) {
  const server = spawn('redis-server', args, { cwd, stdio: 'ignore' });
  await once(server, 'spawn').catch(() => {
    throw new Error(
      'These tests need a Redis server: install redis-server (Debian: apt-get install redis-server).',
    );
  });
  const exited = once(server, 'exit');
  return { server, exited };
}

/** Starts the server; `settings` are further names and values as on the command line. Fails when redis-server is not installed. */
export async function startTestRedis(
  settings: readonly string[] = [],
  { file = 'single.conf', accounts = false }: TestRedisOptions = {},
): Promise<TestRedis> {
  const port = await freePort();
  const dir = await mkdtemp(join(tmpdir(), 'yitu-redis-'));
  // A copy: sentinels have their servers rewrite the file that they were started with.
  await cp(SHIPPED, join(dir, 'config/redis'), { recursive: true });
  const acl = accounts ? ['--aclfile', join(dir, 'config/redis/users.acl')] : [];
  const args = [`config/redis/${file}`, '--port', String(port), '--dir', dir, ...acl, ...settings];
  const account = accounts ? ADMINISTRATOR : {};
  const client = new Redis({
    port,
    host: '127.0.0.1',
    ...account,
    protocol: 2,
    lazyConnect: true,
    maxRetriesPerRequest: null,
    retryStrategy: () => 20,
  });
  client.on('error', () => {});
  let running = await launch(args, dir);

  async function ready(): Promise<void> {
    for (let i = 0; i < 500; i++) {
      const probe = new Redis({
        port,
        host: '127.0.0.1',
        ...account,
        lazyConnect: true,
        retryStrategy: () => null,
      });
      probe.on('error', () => {});
      const ok = await probe.connect().then(
        () => true,
        () => false,
      );
      probe.disconnect();
      if (ok) return;
      await sleep(20);
    }
    throw new Error(`The Redis server on port ${port} does not answer.`);
  }

  async function kill(): Promise<void> {
    running.server.kill('SIGKILL');
    await running.exited;
  }

  try {
    await ready();
    await client.connect();
  } catch (error) {
    client.disconnect();
    await kill();
    throw error;
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    dir,
    client,
    kill,
    async start() {
      running = await launch(args, dir);
      await ready();
    },
    freeze: () => void running.server.kill('SIGSTOP'),
    thaw: () => void running.server.kill('SIGCONT'),
    async dispose() {
      client.disconnect();
      if (running.server.exitCode === null && running.server.signalCode === null) await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
