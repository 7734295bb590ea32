import type { Feed } from '../../contract/feeds.ts';
import { leaseLost } from '../forked.ts';
import type { TrimOptions } from '../port.ts';
import { leaseValues } from './append.ts';
import type { RedisClient } from './client.ts';
import { decodeEntry, type StreamEntry } from './codec.ts';
import { type Keys, markOf } from './keys.ts';
import { runScript, SCRIPTS } from './scripts.ts';

/** Entries that one script removes: bounds how long the server serves nobody else. */
const CHUNK = 250;

export interface TrimRequest extends TrimOptions {
  readonly feed: Feed;
  readonly beforeMs: number;
}

/** Removes the oldest entries of a feed's stream up to the first received at or after `beforeMs`; how many, and whether all. */
export async function trimChunk(
  client: RedisClient,
  keys: Keys,
  { feed, beforeMs, upTo = Number.POSITIVE_INFINITY, atMost, lease }: TrimRequest,
): Promise<{ readonly removed: number; readonly done: boolean }> {
  const stream = keys.stream(feed);
  const oldest = ((await client.xrange(stream, '-', '+', 'COUNT', CHUNK)) as StreamEntry[]).map((entry) =>
    decodeEntry(feed, entry),
  );
  const young = oldest.findIndex((entry) => entry.received >= beforeMs || entry.n > upTo);
  const doomed = (young < 0 ? oldest : oldest.slice(0, young))
    .filter(({ type }) => type !== 'system.configured')
    .slice(0, atMost);
  const last = doomed.at(-1);
  if (last === undefined) return { removed: 0, done: true };
  const marks = doomed.map((entry) => markOf(entry.source, entry.id));
  const removed = await runScript(
    client,
    SCRIPTS.trim,
    [keys.meta, stream, keys.fences, ...marks.map(keys.bucket)],
    [last.n, ...leaseValues(lease), ...doomed.flatMap((entry, i) => [marks[i]?.field ?? '', entry.n])],
  );
  if (removed === null) throw leaseLost(lease?.name ?? '');
  return { removed: Number(removed), done: young >= 0 || oldest.length < CHUNK };
}
