import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export interface Program {
  readonly lines: readonly string[];
  /** Resolves with the first line that matches; rejects with everything said when the program ends before. */
  line(pattern: RegExp): Promise<string>;
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

function whenLine(child: ChildProcess, lines: readonly string[], pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = lines.find((line) => pattern.test(line));
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', () => setImmediate(look));
    child.once('close', () => reject(new Error(`ended without ${pattern}:\n${lines.join('\n')}`)));
    look();
  });
}

/** Runs one of the programs of mock-feeds as a user would. */
export function runProgram(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Program {
  const child = spawn(process.execPath, [file, ...args], { cwd: ROOT, env: { ...process.env, ...env } });
  const lines: string[] = [];
  let rest = '';
  const take = (data: Buffer) => {
    const parts = (rest + data.toString('utf8')).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return {
    lines,
    line: (pattern) => whenLine(child, lines, pattern),
    ended,
    kill: (signal) => void child.kill(signal),
  };
}
