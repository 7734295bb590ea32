import type { SnapshotChunk, SnapshotRef } from '../../gateway/contract/wire.ts';

/** Tries per chunk; the pause between them grows and is jittered. */
const TRIES = 3;
const FIRST_PAUSE_MS = 300;

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
 * Fetches the chunks one after another and hands each on as it comes.
 * @throws ChunkError when the gateway refuses or does not answer after all tries
 */
export async function fetchSnapshot(
  options: FetchSnapshotOptions,
  snapshot: SnapshotRef,
  take: (chunk: SnapshotChunk) => void,
): Promise<void> {
  for (let index = 0; index < snapshot.chunks; index += 1) {
    const query = options.as === undefined ? '' : `?as=${options.as}`;
    const chunk = await stubborn(options, `${options.origin}${snapshot.url}/${index}${query}`);
    if (options.signal.aborted) return;
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
