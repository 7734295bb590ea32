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

/** Mounts one on an empty folder. @throws {Error} where mounting is not permitted: these tests run as root */
export async function mountSmall(folder: string, megabytes: number): Promise<SmallDisk> {
  await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).catch((error: Error) => {
    throw new Error(`A small disk cannot be mounted: run this test as root. ${error.message}`);
  });
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
