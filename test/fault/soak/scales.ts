import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('weigh.ts', import.meta.url));

/**
 * Bytes of heap that a saved state takes when it is restored in a fresh process.
 * @throws {Error} with the process's words when the state cannot be restored
 */
export async function weighState(saved: Uint8Array): Promise<number> {
  const child = spawn(process.execPath, ['--expose-gc', PROGRAM], { stdio: ['pipe', 'pipe', 'pipe'] });
  const words: Record<'stdout' | 'stderr', string> = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      words[name] += text;
    });
  }
  const ended = Promise.withResolvers<number | null>();
  child.once('close', ended.resolve);
  child.once('error', ended.reject);
  child.stdin.on('error', () => {});
  child.stdin.end(saved);
  const code = await ended.promise;
  if (code !== 0) throw new Error(`a saved state could not be weighed:\n${words.stderr}`);
  return (JSON.parse(words.stdout) as { readonly bytes: number }).bytes;
}
