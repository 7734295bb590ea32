import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HealthReply } from '../../gateway/contract/http.ts';
import type { StateReply } from '../../gateway/contract/state-reply.ts';
import { ROOT } from './budgets/tree.ts';
import { freePort } from './ports.ts';
import { waitFor } from './wait.ts';

/** The product as a user starts it: `npm start` with a port and a data folder of its own. */
export interface Stack {
  readonly url: string;
  readonly dataDir: string;
  readonly port: number;
  /** Everything it has printed. */
  output(): string;
  health(): Promise<HealthReply>;
  state(query?: string): Promise<StateReply>;
  post(event: object): Promise<Response>;
  /** SIGKILL to the gateway alone; the launcher starts it again. */
  killGateway(): Promise<void>;
  /** Ctrl-C, and waits for the end. `keep` leaves the data folder for a later start. */
  stop(keep?: boolean): Promise<void>;
}

export interface StackOptions {
  readonly engine: 'redis' | 'sqlite';
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly dataDir?: string;
  readonly port?: number;
}

const READY_MS = 240_000;

/** Starts the stack and waits until its links are printed. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const port = options.port ?? (await freePort());
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'yitu-stack-'));
  const child = spawn(
    'npm',
    ['start', '--silent', '--', '--engine', options.engine, ...(options.args ?? [])],
    {
      cwd: ROOT,
      env: { ...process.env, PORT: String(port), YITU_DATA_DIR: dataDir, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  // Whatever it printed last is heard before it counts as ended.
  let ended = false;
  child.once('close', () => {
    ended = true;
  });
  const last = () => interrupt(child, 'SIGKILL');
  process.once('exit', last);
  child.once('exit', () => process.off('exit', last));
  const url = `http://127.0.0.1:${port}`;
  try {
    await waitFor('the links of npm start', () => ended || output.includes('Ctrl-C'), READY_MS);
  } catch (error) {
    interrupt(child, 'SIGKILL');
    throw new Error(`${(error as Error).message}\n${output}`);
  }
  if (ended) throw new Error(`npm start ended with ${child.signalCode ?? child.exitCode}:\n${output}`);
  return {
    url,
    port,
    dataDir,
    output: () => output,
    ...requests(url, dataDir),
    ...endings(child, { dataDir, hasEnded: () => ended }),
  };
}

function requests(url: string, dataDir: string) {
  const key = () =>
    (JSON.parse(readFileSync(join(dataDir, 'start-keys.json'), 'utf8')) as { producer: string }).producer;
  const get = async (path: string) => (await fetch(`${url}${path}`)).json();
  return {
    health: () => get('/healthz') as Promise<HealthReply>,
    state: (query = '') => get(`/v1/state${query}`) as Promise<StateReply>,
    post: (event: object) =>
      fetch(`${url}/v1/events`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/cloudevents+json', Authorization: `Bearer ${key()}` },
        body: JSON.stringify(event),
      }),
  };
}

function endings(
  child: ChildProcess,
  { dataDir, hasEnded }: { readonly dataDir: string; readonly hasEnded: () => boolean },
) {
  return {
    async killGateway() {
      const { pid } = JSON.parse(readFileSync(join(dataDir, 'gateway.json'), 'utf8')) as { pid: number };
      process.kill(pid, 'SIGKILL');
      // Not by its port: the launcher may have the next one there before anybody has looked.
      await waitFor('the gateway to be gone', () => !isAlive(pid));
    },
    async stop(keep = false) {
      if (!hasEnded()) {
        const done = new Promise((resolve) => child.once('close', resolve));
        interrupt(child, 'SIGINT');
        await done;
      }
      if (!keep) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** As the terminal does: to every process of the group. */
function interrupt(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
    process.kill(-child.pid, signal);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
