import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 25;
const WAIT_MS = 5_000;
/** A change takes milliseconds: a lock of this age was left by a process that was killed. */
const STALE_MS = 10_000;

/**
 * Runs `work` while no other process of this machine that asks for the same lock runs its own.
 * @throws {Error} when the lock is held by another for longer than a change can take.
 */
export async function withLock<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  await mkdir(dirname(path), { recursive: true });
  await take(path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<void> {
  for (let waited = 0; waited <= WAIT_MS; waited += LOOK_MS) {
    try {
      await (await open(path, 'wx')).close();
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (await isStale(path)) await rm(path, { force: true });
    else await sleep(LOOK_MS);
  }
  throw new Error(`${path} is held by another command; try again, or remove it if none is running`);
}

async function isStale(path: string): Promise<boolean> {
  const age = await stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
  return age > STALE_MS;
}
