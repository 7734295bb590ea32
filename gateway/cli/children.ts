import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program that the launcher keeps running until it is told to stop. */
export interface Supervised {
  /** Asks it to end, waits, and ends it by force after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

export interface SuperviseOptions {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** Lines of standard output that the person should see; null keeps a line to the log file. */
  readonly show: (line: string) => string | null;
  readonly print: (text: string) => void;
  /** Aborted when everything is to end: whatever ends from then on is not started again. */
  readonly ending: AbortSignal;
  /** Told when it ends by itself; true: start it again. */
  readonly onExit: (code: number | null, runs: number) => boolean;
}

const RESTART_MS = 500;

/** Starts a Node program, copies its output to a file, and starts it again for as long as `onExit` says so. */
export function supervise(options: SuperviseOptions): Supervised {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = createWriteStream(options.logFile, { flags: 'a' });
  let runs = 0;
  let child = launch();
  function launch(): ChildProcess {
    runs += 1;
    const started = spawn(process.execPath, [...options.args], {
      cwd: options.cwd,
      env: options.env,
      // The channel breaks when this process is killed, and the program ends itself then.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    forwardLines(started, (line) => {
      log.write(`${line}\n`);
      const shown = options.show(line);
      if (shown !== null) options.print(shown);
    });
    started.once('exit', async (code) => {
      if (options.ending.aborted || !options.onExit(code, runs)) return;
      await sleep(RESTART_MS);
      if (!options.ending.aborted) child = launch();
    });
    return started;
  }
  return {
    async stop(graceMs) {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        const forced = setTimeout(() => child.kill('SIGKILL'), graceMs);
        await ended;
        clearTimeout(forced);
      }
      log.end();
    },
  };
}

function forwardLines(child: ChildProcess, take: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8');
    stream?.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
    });
  }
}
