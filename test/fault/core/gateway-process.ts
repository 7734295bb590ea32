import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/budgets/tree.ts';
import { KEYS } from '../../support/gateway.ts';
import { waitFor } from '../../support/wait.ts';

/** A time in which a gateway could not answer, because the test had stopped or ended it. */
export interface Absence {
  readonly gateway: string;
  readonly from: number;
  /** Null while it lasts. */
  to: number | null;
}

/**
 * One real gateway, `gateway/main.ts` in a process of its own, on the same port and data folder from start to start.
 * Ends of the process that the test did not ask for are kept as `crashes`.
 */
export interface GatewayProcess {
  readonly name: string;
  readonly origin: string;
  readonly port: number;
  readonly pid: number | null;
  readonly absences: readonly Absence[];
  readonly crashes: readonly string[];
  /** Lines of its output that no healthy gateway writes. */
  complaints(): readonly string[];
  output(): string;
  /** Resident memory, bytes; 0 when it is not running. */
  residentBytes(): number;
  get(path: string): Promise<Response>;
  /** Starts the process and resolves when it is ready. */
  start(): Promise<void>;
  /** Starts the process and does not wait. */
  launch(): void;
  ready(withinMs?: number): Promise<void>;
  /** SIGKILL: no last word, nothing flushed. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for the end. */
  stop(): Promise<void>;
  /** SIGSTOP: sockets stay open, nothing answers. */
  freeze(): void;
  thaw(): void;
}

export interface GatewayProcessOptions {
  readonly name: string;
  readonly port: number;
  readonly engine: 'redis' | 'sqlite';
  readonly dataDir: string;
  readonly redisUrl?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Words put before `node`, such as `ip netns exec NAME`. */
  readonly prefix?: readonly string[];
  /** Address it listens on and is reached at. @default 127.0.0.1 */
  readonly host?: string;
}

/** Longest time for a start on a busy machine. */
const READY_MS = 60_000;
const COMPLAINTS = /unhandled|uncaught|ERR_UNHANDLED|heap out of memory|MaxListenersExceeded/i;

export function createGatewayProcess(options: GatewayProcessOptions): GatewayProcess {
  const { name, port, host = '127.0.0.1' } = options;
  const origin = `http://${host}:${port}`;
  const absences: Absence[] = [];
  const crashes: string[] = [];
  let child: ChildProcess | null = null;
  let output = '';

  const away = () => void absences.push({ gateway: name, from: Date.now(), to: null });
  const back = () => {
    for (const absence of absences) absence.to ??= Date.now();
  };
  const get = (path: string) =>
    fetch(`${origin}${path}`, {
      headers: { Authorization: `Bearer ${KEYS.read}` },
      signal: AbortSignal.timeout(10_000),
    });

  const launch = () => {
    const started = spawnGateway(options);
    child = started;
    for (const stream of [started.stdout, started.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    const last = () => started.kill('SIGKILL');
    process.once('exit', last);
    started.once('exit', (code, signal) => {
      process.off('exit', last);
      if (child !== started) return;
      child = null;
      crashes.push(`${name} ended by itself with ${signal ?? code}: ${output.slice(-800)}`);
    });
  };

  const ready = async (withinMs = READY_MS) => {
    const before = crashes.length;
    const ended = () => crashes.length > before;
    await waitFor(`${name} to be ready`, async () => ended() || (await get('/readyz')).ok, withinMs);
    if (ended()) throw new Error(crashes.at(-1));
    back();
  };

  const end = async (signal: NodeJS.Signals) => {
    const ending = child;
    if (ending === null) return;
    child = null;
    away();
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill(signal);
    if (signal === 'SIGKILL') ending.kill('SIGCONT');
    await ended;
  };

  if (absences.length === 0) away();
  return {
    name,
    origin,
    port,
    absences,
    crashes,
    get pid() {
      return child?.pid ?? null;
    },
    complaints: () => output.split('\n').filter((line) => COMPLAINTS.test(line)),
    output: () => output,
    residentBytes: () => residentBytes(child?.pid),
    get,
    launch,
    ready,
    async start() {
      launch();
      await ready();
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    freeze() {
      away();
      child?.kill('SIGSTOP');
    },
    thaw() {
      child?.kill('SIGCONT');
      back();
    },
  };
}

function spawnGateway({ engine, dataDir, redisUrl, env, port, host, prefix = [] }: GatewayProcessOptions) {
  const [program = process.execPath, ...args] = [
    ...prefix,
    process.execPath,
    join(ROOT, 'gateway/main.ts'),
    '--engine',
    engine,
  ];
  return spawn(program, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH ?? '',
      PORT: String(port),
      HOST: host ?? '127.0.0.1',
      YITU_DATA_DIR: dataDir,
      YITU_PRODUCER_KEY: KEYS.producer,
      YITU_READ_KEY: KEYS.read,
      YITU_VISITOR_KEY: KEYS.visitor,
      YITU_ADMIN_KEY: KEYS.admin,
      ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
      ...env,
    },
  });
}

function residentBytes(pid: number | undefined): number {
  if (pid === undefined) return 0;
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) * 1_024;
  } catch {
    return 0;
  }
}

/** graceful: SIGTERM and start · brutal: SIGKILL and start, all at once · rolling: one after another, each waits for ready. */
export type RestartKind = 'graceful' | 'brutal' | 'rolling';

/** Restarts all gateways in the given way; resolves when every one is ready. */
export async function restartAll(gateways: readonly GatewayProcess[], kind: RestartKind): Promise<void> {
  if (kind === 'rolling') {
    for (const gateway of gateways) {
      await gateway.stop();
      await gateway.start();
    }
    return;
  }
  await Promise.all(gateways.map((gateway) => (kind === 'brutal' ? gateway.kill() : gateway.stop())));
  await Promise.all(gateways.map((gateway) => gateway.start()));
}
