import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/budgets/tree.ts';
import { waitFor } from '../../support/wait.ts';
import type { SoakArguments } from './arguments.ts';

/** A process of the run. It ends when this one ends, however that happens. */
export interface Running {
  readonly name: string;
  readonly pid: number;
  /** Everything it has printed so far. */
  output(): string;
  /** How it ended, null while it runs. */
  ended(): string | null;
  /** Asks it to stop, and kills it when it does not. */
  stop(): Promise<void>;
}

const KEYS = { YITU_PRODUCER_KEY: 'soak-producer-key', YITU_READ_KEY: 'soak-read-key' } as const;
const START_MS = 180_000;
const HISTORY_MS = 900_000;
const STOP_MS = 30_000;

export interface RunFolders {
  /** Everything that is thrown away at the end. */
  readonly data: string;
  /** What stays: report and the processes' words. */
  readonly report: string;
}

export interface RunningGateway extends Running {
  readonly url: string;
  /** Where a debugger may ask. */
  readonly inspect: string;
}

/** A gateway on a clock of its own, with everything it stores below the data folder. */
export async function startGateway(
  { engine, rate }: SoakArguments,
  folders: RunFolders,
): Promise<RunningGateway> {
  const wanted = engine === null ? [] : ['--engine', engine];
  const gateway = start('gateway', folders, {
    args: [
      '--inspect=127.0.0.1:0',
      'gateway/main.ts',
      '--simulated',
      '--rules',
      'mock-feeds/rules',
      ...wanted,
    ],
    env: {
      ...KEYS,
      PORT: '0',
      HOST: '127.0.0.1',
      YITU_ACCESS: 'demo',
      YITU_DATA_DIR: folders.data,
      YITU_CLOCK: `2027-03-01T08:00:00+08:00,${rate}x`,
    },
  });
  const url = await alive(gateway, 'the gateway', START_MS, async () => {
    const record = JSON.parse(readFileSync(join(folders.data, 'gateway.json'), 'utf8')) as { url: string };
    return (await fetch(`${record.url}/readyz`)).ok && record.url;
  });
  const inspect = /Debugger listening on (ws:\S+)/.exec(gateway.output())?.[1];
  if (inspect === undefined) throw new Error('the gateway opened no line for a debugger');
  return { ...gateway, url, inspect };
}

/** The simulated world, from the moment its history is told. */
export async function startFeeds(
  { seed, terminals }: SoakArguments,
  folders: RunFolders,
  gateway: string,
): Promise<Running> {
  const feeds = start('feeds', folders, {
    args: [
      'mock-feeds/main.ts',
      ...['--gateway', gateway, '--seed', `${seed}`],
      ...['--terminals', `${terminals}`, '--state', join(folders.data, 'world')],
    ],
    env: KEYS,
  });
  await alive(feeds, 'the simulated world', HISTORY_MS, () => feeds.output().includes('模拟 运行中'));
  return feeds;
}

interface Launch {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

function start(name: string, { report }: RunFolders, { args, env }: Launch): Running {
  const file = join(report, `${name}.log`);
  const words = openSync(file, 'w');
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', words, words, 'ipc'],
  });
  const ended = () => {
    if (child.exitCode === null && child.signalCode === null) return null;
    return `${name} ended with ${child.signalCode ?? child.exitCode}`;
  };
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name} could not be started`);
  return { name, pid, ended, output: () => readFileSync(file, 'utf8'), stop: () => stopped(child) };
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const done = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await done;
  clearTimeout(timer);
}

/** Waits for something of a process, and gives up at once when the process is gone. */
async function alive<Value>(
  running: Running,
  what: string,
  ms: number,
  probe: () => Promise<Value | false> | Value | false,
): Promise<Value> {
  const found = await waitFor(what, async () => running.ended() ?? { value: await some(probe) }, ms);
  if (typeof found !== 'string') return found.value;
  throw new Error(`${found}:\n${running.output().slice(-4_000)}`);
}

async function some<Value>(probe: () => Promise<Value | false> | Value | false): Promise<Value> {
  const value = await probe();
  if (value === false) throw new Error('not yet');
  return value;
}
