import type { Position } from '../../contract/position.ts';
import { continues, densePrefix, discontinuity } from '../continuity.ts';
import type { Discontinuity } from '../port.ts';
import type { Recorded } from '../recorded.ts';
import type { RedisClient } from './client.ts';
import type { StreamEntry } from './codec.ts';
import type { Keys } from './keys.ts';
import { mergeStreams, readEntries, standingAt } from './read.ts';

export const BLOCK_MS = 1_000;
const READ_LIMIT = 500;

/** One look of a reader at the log. */
export interface Look {
  readonly entries: readonly Recorded[];
  /** True when nothing more is waiting: the next look may block. */
  readonly live: boolean;
  /** True when streams hold entries that do not belong to the order: looking again at once would bring them again. */
  readonly stuck: boolean;
  readonly broken: Discontinuity | null;
}

export interface Reader {
  readonly client: RedisClient;
  readonly keys: Keys;
  /** Bounds one request. */
  readonly watched: <Reply>(request: Promise<Reply>) => Promise<Reply>;
}

/** Blocks until one of the streams grows. Explicit ids: nothing that came between two looks is passed over. */
async function waitForMore({ client, keys, watched }: Reader, after: number): Promise<Recorded[]> {
  const ids = keys.streams.map(() => `${after}-0`);
  const blocking = client.xread('COUNT', READ_LIMIT, 'BLOCK', BLOCK_MS, 'STREAMS', ...keys.streams, ...ids);
  const found = new Map(((await watched(blocking)) ?? []) as [string, StreamEntry[]][]);
  return mergeStreams(keys.streams.map((stream) => found.get(stream) ?? []));
}

/**
 * What follows `position`. A waiting reader is woken with the entries of one stream only; where they are not the next
 * in the order, and whenever nothing came, the log is checked and read over all streams at one instant.
 */
export async function lookAfter(reader: Reader, position: Position, live: boolean): Promise<Look> {
  const { client, keys, watched } = reader;
  const seen = live ? await waitForMore(reader, position.n) : [];
  const next = densePrefix(position.n, 0, seen);
  const [first] = next;
  if (first !== undefined && continues(position, first))
    return { entries: next, live: true, stuck: false, broken: null };
  const broken = discontinuity(position, await watched(standingAt(client, keys, position.n)));
  if (broken) return { entries: [], live, stuck: false, broken };
  const { entries } = await watched(readEntries(client, keys, { after: position.n, limit: READ_LIMIT }));
  return {
    entries,
    live: entries.length < READ_LIMIT,
    stuck: seen.length > 0 && entries.length === 0,
    broken: null,
  };
}
