import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ProbeSample } from './probe.ts';

const PROBE = fileURLToPath(new URL('./probe.ts', import.meta.url));

/** A process of its own, so that it shares no event loop with who loads or measures it. */
export interface BenchProcess {
  readonly pid: number;
  /** Sends a message and waits for the answer that carries the field `answer`. */
  ask<Answer>(message: unknown, answer: string): Promise<Answer>;
  send(message: unknown): void;
  onMessage(take: (message: Readonly<Record<string, unknown>>) => void): void;
  /** Only of a measured process. */
  probe(): Promise<ProbeSample>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
}

export interface BenchProcessOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly nodeOptions?: readonly string[];
  /** Preloads the probe; `gc` lets it collect garbage before it looks at memory. */
  readonly measured?: { readonly gc: boolean };
}

/** Starts a module of the project. What it writes to its error output is told when it ends unasked. */
export function startProcess(module: URL, options: BenchProcessOptions = {}): BenchProcess {
  const { env, args = [], nodeOptions = [], measured } = options;
  const probe = measured === undefined ? [] : ['--import', PROBE, ...(measured.gc ? ['--expose-gc'] : [])];
  const execArgv = [...nodeOptions, ...probe];
  const child = fork(fileURLToPath(module), args, {
    env: { ...process.env, ...env },
    execArgv,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const last = () => child.kill('SIGKILL');
  process.once('exit', last);
  child.once('exit', () => process.off('exit', last));
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-2_000);
  });
  const ended = once(child, 'exit').then(() => undefined);
  const ask = <Answer>(message: unknown, answer: string) =>
    Promise.race([
      answerOf<Answer>(child, message, answer),
      ended.then((): never => {
        throw new Error(`${fileURLToPath(module)} ended: ${errors}`);
      }),
    ]);
  return {
    pid: child.pid ?? 0,
    ask,
    send: (message) => void child.send(message as object),
    onMessage: (take) => void child.on('message', take),
    probe: () => ask<ProbeSample>('probe', 'probe'),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function answerOf<Answer>(child: ChildProcess, message: unknown, answer: string): Promise<Answer> {
  return new Promise((resolve) => {
    const take = (said: unknown) => {
      if (typeof said !== 'object' || said === null || !(answer in said)) return;
      child.off('message', take);
      resolve((said as Record<string, Answer>)[answer] as Answer);
    };
    child.on('message', take);
    child.send(message as object);
  });
}
