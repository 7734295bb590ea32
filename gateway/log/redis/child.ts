import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../ops/port.ts';
import { createBackoff } from '../backoff.ts';
import {
  findRedisServer,
  freePort,
  identify,
  launchServer,
  type ServerProcess,
  urlOf,
  watchProcess,
} from './server-process.ts';

/** A server that lived this long was well: its next restart waits the shortest time again. */
const STEADY_MS = 10_000;
const STOP_MS = 10_000;
/** Taken when it is free, so that the documented `redis-cli -p` line fits; else any free port. */
const USUAL_PORT = 16_379;

export interface RedisChildOptions {
  /** The server's files lie in `redis/` below it. */
  readonly dataDir: string;
  readonly logger: Logger;
  /** Told whenever the server ends by itself; it is being restarted then. */
  readonly onExit?: () => void;
}

/** The private Redis server of one data folder, on the same loopback port from start to start while that is free. */
export interface RedisChild {
  readonly url: string;
  /** Of the server that runs now; another one after a restart. */
  readonly pid: number;
  /** True when the server was left running by a gateway that was killed, and taken over. */
  readonly adopted: boolean;
  /** Ends the server orderly and waits for it. */
  stop(): Promise<void>;
}

interface ChildRecord {
  /** Null after an orderly stop: only the port is kept, so that the address stays the same from day to day. */
  readonly pid: number | null;
  readonly port: number;
}

async function readRecord(file: string): Promise<ChildRecord | null> {
  try {
    const { pid, port } = JSON.parse(await readFile(file, 'utf8')) as Partial<ChildRecord>;
    return typeof port === 'number' ? { pid: pid ?? null, port } : null;
  } catch {
    return null;
  }
}

/** The server of the record, if it is still that very process with that very folder. */
async function adopt(record: ChildRecord | null, folder: string): Promise<ServerProcess | null> {
  if (record === null || record.pid === null) return null;
  for (;;) {
    const found = await identify(record.port);
    if (found === null || found.pid !== record.pid || found.dir !== folder) return null;
    if (found.ready) return watchProcess(found.pid);
    await sleep(100);
  }
}

/**
 * Runs a private Redis server for this data folder: takes over the one that a killed gateway left, else starts one,
 * and restarts it when it dies.
 * @throws {Error} saying what to install when there is no server program, or why the server does not start.
 */
export async function startRedisChild(options: RedisChildOptions): Promise<RedisChild> {
  const { dataDir, logger } = options;
  const binary = await findRedisServer();
  if (binary === null) {
    throw new Error('No redis-server or valkey-server on PATH. Install one, or start with --engine sqlite.');
  }
  await mkdir(join(dataDir, 'redis'), { recursive: true });
  const folder = await realpath(join(dataDir, 'redis'));
  const recordFile = join(folder, 'child.json');
  const stopping = new AbortController();

  const record = await readRecord(recordFile);
  const left = await adopt(record, folder);
  const port = left && record ? record.port : await freePort(record?.port ?? USUAL_PORT);

  const remember = (pid: number | null) => writeFile(recordFile, JSON.stringify({ pid, port }));

  async function launch(): Promise<ServerProcess> {
    const started = await launchServer(binary ?? '', folder, port);
    await remember(started.pid);
    return started;
  }

  let server = left ?? (await launch());
  logger.info('redis.running', { pid: server.pid, port, adopted: left !== null });

  async function relaunch(pause: () => Promise<boolean>): Promise<void> {
    while (await pause()) {
      try {
        server = await launch();
        logger.info('redis.restarted', { pid: server.pid, port });
        return;
      } catch (error) {
        logger.error('redis.restart_failed', error, { port });
      }
    }
  }

  async function supervise(): Promise<void> {
    const backoff = createBackoff({ firstMs: 100, maxMs: 5_000 });
    while (!stopping.signal.aborted) {
      const since = performance.now();
      await server.ended;
      if (stopping.signal.aborted) return;
      logger.warn('redis.died', { pid: server.pid, port });
      options.onExit?.();
      if (performance.now() - since > STEADY_MS) backoff.reset();
      await relaunch(() => backoff.pause(stopping.signal));
    }
  }

  const supervised = supervise();
  return {
    url: urlOf(port),
    get pid() {
      return server.pid;
    },
    adopted: left !== null,
    async stop() {
      stopping.abort();
      await endServer(server);
      await supervised;
      // A restart that was under way has given another process by now.
      await endServer(server);
      await remember(null);
    },
  };
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
}

/** SIGTERM is Redis' orderly shutdown; one that does not follow is killed. */
async function endServer({ pid, ended }: ServerProcess): Promise<void> {
  signalProcess(pid, 'SIGTERM');
  const timer = setTimeout(() => signalProcess(pid, 'SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
}
