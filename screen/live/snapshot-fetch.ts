import type { SnapshotChunk, SnapshotRef } from '../../gateway/contract/wire.ts';

/** Tries per chunk; the pause between them grows and is jittered. */
const TRIES = 3;
const FIRST_PAUSE_MS = 300;

/** Chunks asked for before they are needed: a page that is busy with its start is not to wait for each one's way. */
const AHEAD = 4;

/** A chunk that could not be had. `status` 0: no answer at all. */
export class ChunkError extends Error {
  readonly status: number;

  constructor(url: string, status: number, cause?: unknown) {
    super(`${url} answered ${status}`, { cause });
    this.name = 'ChunkError';
    this.status = status;
  }
}

export interface FetchSnapshotOptions {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly pause: (ms: number) => Promise<void>;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly origin: string;
  readonly key?: string | undefined;
  readonly as?: 'visitor' | undefined;
}

/**
 * Fetches the chunks and hands them on in order, each as it comes. The first is asked for alone: a caller who is refused
 * asks once.
 * @throws ChunkError when the gateway refuses or does not answer after all tries
 */
export async function fetchSnapshot(
  options: FetchSnapshotOptions,
  snapshot: SnapshotRef,
  take: (chunk: SnapshotChunk) => void,
): Promise<void> {
  const query = options.as === undefined ? '' : `?as=${options.as}`;
  const coming: Promise<SnapshotChunk>[] = [];
  let asked = 0;
  for (let taken = 0; taken < snapshot.chunks; taken += 1) {
    const upTo = taken === 0 ? 1 : Math.min(snapshot.chunks, taken + AHEAD);
    for (; asked < upTo; asked += 1) {
      const chunk = stubborn(options, `${options.origin}${snapshot.url}/${asked}${query}`);
      // Heard when its turn comes; after an earlier one has failed nobody is there to hear it.
      chunk.catch(() => undefined);
      coming[asked] = chunk;
    }
    const chunk = await coming[taken];
    if (options.signal.aborted || chunk === undefined) return;
    take(chunk);
  }
}

async function stubborn(options: FetchSnapshotOptions, url: string): Promise<SnapshotChunk> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await one(options, url);
    } catch (error) {
      const status = error instanceof ChunkError ? error.status : 0;
      const final = options.signal.aborted || attempt + 1 >= TRIES || (status >= 400 && status < 500);
      if (final) throw error instanceof ChunkError ? error : new ChunkError(url, 0, error);
      await options.pause(FIRST_PAUSE_MS * 2 ** attempt * (1 + options.random()));
    }
  }
}

async function one({ fetch, signal, key }: FetchSnapshotOptions, url: string): Promise<SnapshotChunk> {
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const response = await fetch(url, { headers, signal });
  if (!response.ok) throw new ChunkError(url, response.status);
  return (await response.json()) as SnapshotChunk;
}
