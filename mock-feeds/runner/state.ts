import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../settings.ts';

/** What a restart needs: which world this is and how far each feed was acknowledged. */
const worldState = z.object({
  version: z.literal(1),
  seed: z.int(),
  /** Start instant of the world, epoch milliseconds. */
  startMs: z.int(),
  region: z.string(),
  scenario: z.string(),
  terminals: z.int(),
  /** Events acknowledged so far, all feeds: a log that holds far fewer is another log. */
  sent: z.int(),
  /** Per feed: every event before this instant is acknowledged. */
  cursors: z.record(z.string(), z.int()),
});
export type WorldState = z.infer<typeof worldState>;

const NAME = 'world.json';

/** Reads the state of a folder; null when there is none. Throws a `UsageError` when the file is damaged: reading it again would not mend it. */
export function readState(dir: string): WorldState | null {
  const file = join(dir, NAME);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw damaged(file, cause);
  }
  try {
    return worldState.parse(JSON.parse(text));
  } catch (cause) {
    throw damaged(file, cause);
  }
}

function damaged(file: string, cause: unknown): UsageError {
  return new UsageError(
    `${file} 无法读取；移走该文件后将开始一个新的模拟世界，日志不受影响 · cannot be read: move it away, and a new simulated world begins; the log keeps everything`,
    { cause },
  );
}

/** Writes beside and renames, so that a crash leaves the old state or the new one, never half of one. */
export function writeState(dir: string, state: WorldState): void {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, NAME);
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}
