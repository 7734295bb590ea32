import { execFile } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A file system of a few megabytes in memory. */
export interface SmallDisk {
  /** Writes a file until nothing fits any more. */
  fill(path: string): void;
  unmount(): Promise<void>;
}

/** Mounts one on an empty folder; null where that is not permitted: to anybody but root, and to root in many containers. */
export async function mountSmall(folder: string, megabytes: number): Promise<SmallDisk | null> {
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder];
  const mounted = await run('mount', options).then(
    () => true,
    () => false,
  );
  if (!mounted) return null;
  return {
    fill(path) {
      const file = openSync(path, 'w');
      try {
        for (let bytes = 65_536; bytes >= 512; bytes = bytes >> 1) writeUntilFull(file, Buffer.alloc(bytes));
      } finally {
        closeSync(file);
      }
    },
    async unmount() {
      await run('umount', [folder]);
    },
  };
}

function writeUntilFull(file: number, block: Buffer): void {
  try {
    for (;;) if (writeSync(file, block) < block.length) return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
