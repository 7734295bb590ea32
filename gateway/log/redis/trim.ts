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
  /** Entries up to this one were looked at before. */
  readonly after: number;
}

export interface TrimmedChunk {
  readonly removed: number;
  readonly done: boolean;
  /** Where the next chunk goes on. */
  readonly after: number;
}

/** Looks at the next entries of a feed's stream and removes what is older than `beforeMs` and neither spared nor a configuration. */
export async function trimChunk(
  client: RedisClient,
  keys: Keys,
  request: TrimRequest,
): Promise<TrimmedChunk> {
  const { feed, beforeMs, after, upTo = Number.POSITIVE_INFINITY, atMost, lease, spared } = request;
  const stream = keys.stream(feed);
  const next = ((await client.xrange(stream, `${after + 1}-0`, '+', 'COUNT', CHUNK)) as StreamEntry[]).map(
    (entry) => decodeEntry(feed, entry),
  );
  const young = next.findIndex((entry) => entry.received >= beforeMs || entry.n > upTo);
  const doomed = (young < 0 ? next : next.slice(0, young))
    .filter(({ type, n }) => type !== 'system.configured' && spared?.has(n) !== true)
    .slice(0, atMost);
  const looked = { done: young >= 0 || next.length < CHUNK, after: next.at(-1)?.n ?? after };
  const last = doomed.at(-1);
  if (last === undefined) return { removed: 0, ...looked };
  const marks = doomed.map((entry) => markOf(entry.source, entry.id));
  const removed = await runScript(
    client,
    SCRIPTS.trim,
    [keys.meta, stream, keys.fences, ...marks.map(keys.bucket)],
    [last.n, ...leaseValues(lease), ...doomed.flatMap((entry, i) => [marks[i]?.field ?? '', entry.n])],
  );
  if (removed === null) throw leaseLost(lease?.name ?? '');
  return { removed: Number(removed), ...looked };
}
