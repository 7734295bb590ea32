import { gunzipSync } from 'node:zlib';
import { restoreFold } from '../../../gateway/fold/index.ts';

/**
 * Reads a saved state from standard input, restores it and prints the bytes of heap that it takes. Runs in a process of
 * its own with `--expose-gc`, so that nothing else is weighed and no wall waits for it.
 */
async function main(): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  const bytes = new Uint8Array(gunzipSync(Buffer.concat(parts)));
  const empty = settledHeap();
  const fold = restoreFold(bytes);
  // Hashes of rows are part of what a living state holds.
  const hash = fold.stateHash();
  process.stdout.write(JSON.stringify({ bytes: settledHeap() - empty, hash }));
}

function settledHeap(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

await main();
