import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program of the show, which may be ended brutally and started again. */
export interface Program {
  readonly pid: number | undefined;
  running(): boolean;
  start(): void;
  signal(signal: NodeJS.Signals): void;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, then SIGKILL after `graceMs`. */
  stop(graceMs?: number): Promise<void>;
}

export interface ProgramOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
}

const GRACE_MS = 5_000;

/** Starts the program; its output goes to the log file. It is ended with this process, whatever ends that. */
export function startProgram({ command, args, cwd, env, logFile }: ProgramOptions): Program {
  let child = launch();
  function launch(): ChildProcess {
    const log = createWriteStream(logFile, { flags: 'a' });
    // A server that cannot keep the channel just ignores it.
    const started = spawn(command, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    started.once('error', (error) => log.write(`${error.message}\n`));
    started.stdout?.pipe(log, { end: false });
    started.stderr?.pipe(log, { end: false });
    const last = () => started.kill('SIGKILL');
    process.once('exit', last);
    started.once('close', () => {
      process.off('exit', last);
      log.end();
    });
    return started;
  }
  const running = () => child.exitCode === null && child.signalCode === null;
  const gone = async () => {
    while (running()) await sleep(10);
  };
  return {
    get pid() {
      return child.pid;
    },
    running,
    start() {
      if (!running()) child = launch();
    },
    signal: (signal) => void child.kill(signal),
    async kill() {
      child.kill('SIGKILL');
      await gone();
    },
    async stop(graceMs = GRACE_MS) {
      if (!running()) return;
      // A stopped process cannot hear that it shall end.
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      const forced = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await gone();
      clearTimeout(forced);
    },
  };
}
