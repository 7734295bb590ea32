import type { Feed } from '../../contract/feeds.ts';
import type { RedisClient } from './client.ts';
import { decodeEntry, type StreamEntry } from './codec.ts';
import { type Keys, markOf } from './keys.ts';
import { runScript, SCRIPTS } from './scripts.ts';

/** Entries that one script removes: bounds how long the server serves nobody else. */
const CHUNK = 250;

/** Removes the oldest entries of a feed's stream up to the first received at or after `beforeMs`; how many, and whether all. */
export async function trimChunk(
  client: RedisClient,
  keys: Keys,
  { feed, beforeMs }: { readonly feed: Feed; readonly beforeMs: number },
): Promise<{ readonly removed: number; readonly done: boolean }> {
  const stream = keys.stream(feed);
  const oldest = ((await client.xrange(stream, '-', '+', 'COUNT', CHUNK)) as StreamEntry[]).map((entry) =>
    decodeEntry(feed, entry),
  );
  const young = oldest.findIndex((entry) => entry.received >= beforeMs);
  const doomed = young < 0 ? oldest : oldest.slice(0, young);
  const last = doomed.at(-1);
  if (last === undefined) return { removed: 0, done: true };
  const marks = doomed.map((entry) => markOf(entry.source, entry.id));
  const removed = await runScript(
    client,
    SCRIPTS.trim,
    [keys.meta, stream, ...marks.map(keys.bucket)],
    [last.n, ...doomed.flatMap((entry, i) => [marks[i]?.field ?? '', entry.n])],
  );
  return { removed: Number(removed), done: doomed.length < CHUNK };
}
