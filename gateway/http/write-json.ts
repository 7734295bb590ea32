import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Response } from 'express';

/** Longest stretch of writing before other work of the process gets its turn, ms. */
const SLICE_MS = 10;

/** Sends a large JSON body piece by piece: the event loop turns in between, and a slow reader holds up only itself. */
export async function writeJson(response: Response, pieces: Iterable<string>): Promise<void> {
  response.type('application/json');
  const gone = new Promise((resolve) => response.once('close', resolve));
  let until = performance.now() + SLICE_MS;
  for (const piece of pieces) {
    if (response.destroyed) return;
    if (!response.write(piece)) await Promise.race([drained(response), gone]);
    if (performance.now() < until) continue;
    await nextTurn();
    until = performance.now() + SLICE_MS;
  }
  response.end();
}

function drained(response: Response): Promise<unknown> {
  return new Promise((resolve) => response.once('drain', resolve));
}
