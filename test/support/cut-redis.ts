import { readdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestRedis } from './redis.ts';

/** Where the server's append-only file ends now. */
export interface AofMark {
  readonly path: string;
  readonly bytes: number;
}

export async function markAof(redis: TestRedis): Promise<AofMark> {
  const [, dir = ''] = (await redis.client.config('GET', 'dir')) as string[];
  const folder = join(dir, 'appendonlydir');
  const name = (await readdir(folder))
    .filter((file) => file.endsWith('.incr.aof'))
    .sort()
    .at(-1);
  if (name === undefined) throw new Error('the server keeps no append-only file');
  const path = join(folder, name);
  return { path, bytes: (await stat(path)).size };
}

/** A power cut that tears off everything written since the mark: the server dies and comes back without it. */
export async function cutTail(redis: TestRedis, { path, bytes }: AofMark): Promise<void> {
  await redis.kill();
  await truncate(path, bytes);
  await redis.start();
}
