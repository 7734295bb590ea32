import { GatewayError } from '../../contract/errors.ts';
import type { Feed } from '../../contract/feeds.ts';
import type { Position } from '../../contract/position.ts';
import { densePrefix, type Standing } from '../continuity.ts';
import type { EpochRecord } from '../port.ts';
import type { Recorded } from '../recorded.ts';
import type { RedisClient } from './client.ts';
import { decodeEntry, decodeStream, FIELDS, type StreamEntry } from './codec.ts';
import { type Keys, STREAM_FEEDS } from './keys.ts';
import { runScript, runScriptForBytes, SCRIPTS } from './scripts.ts';

function parseMeta(reply: unknown): { head: Position; horizon: number } {
  const [e, n, h, horizon] = reply as (string | null)[];
  return { head: { e: e ?? '', n: Number(n ?? 0), h: h ?? '' }, horizon: Number(horizon ?? 0) };
}

/** Entries of all streams by `n`; the streams' replies are in the order of `STREAM_FEEDS`. */
function mergeStreams(replies: readonly (readonly StreamEntry[])[]): Recorded[] {
  const merged: Recorded[] = [];
  for (const [i, entries] of replies.entries()) {
    const feed = STREAM_FEEDS[i];
    if (feed !== undefined) for (const entry of entries) merged.push(decodeEntry(feed, entry));
  }
  return merged.sort((a, b) => a.n - b.n);
}

export interface RawRead {
  readonly entries: readonly Recorded[];
  readonly head: Position;
  readonly horizon: number;
}

interface Window {
  readonly after: number;
  readonly limit: number;
  /** Largest `n` to read, or `+` for any. Dense counters let a window bound the reply over all streams. */
  readonly end: number | '+';
}

/** What lies in a window at one instant, in order of `n`, holes and all. */
export async function readWindow(
  client: RedisClient,
  keys: Keys,
  { after, limit, end }: Window,
): Promise<RawRead> {
  const last = end === '+' ? '+' : `${end}-0`;
  const values = [`${after + 1}-0`, last, limit, ...FIELDS];
  const names = [keys.meta, ...keys.streams];
  const [e, n, h, horizon, ...streams] = (await runScriptForBytes(
    client,
    SCRIPTS.read,
    names,
    values,
  )) as Buffer[];
  const meta = parseMeta([e, n, h, horizon].map(String));
  const entries = streams
    .flatMap((bytes, i) => decodeStream(STREAM_FEEDS[i] as Feed, bytes))
    .filter((entry) => entry.n <= meta.head.n)
    .sort((a, b) => a.n - b.n)
    .slice(0, limit);
  return { entries, ...meta };
}

async function readDense(client: RedisClient, keys: Keys, window: Window): Promise<RawRead> {
  const { entries, head, horizon } = await readWindow(client, keys, window);
  return { entries: densePrefix(window.after, horizon, entries), head, horizon };
}

/**
 * Up to `limit` entries after `after`, in order of `n`, with the head and horizon of the same instant. Where trimming
 * left no holes a window of `limit` counters is read; below the horizon every stream is asked for its next `limit`.
 */
export async function readEntries(
  client: RedisClient,
  keys: Keys,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<RawRead> {
  let found = await readDense(client, keys, { after, limit, end: after + limit });
  if (found.entries.length < limit && (found.entries.at(-1)?.n ?? after) < found.horizon) {
    found = await readDense(client, keys, { after, limit, end: '+' });
  }
  const expected = Math.max(after, found.horizon) + 1;
  if (found.entries.length > 0 || found.head.n < expected) return found;
  throw new GatewayError(
    'log_unavailable',
    `Entry ${expected} of ${keys.meta} is missing although it was never trimmed. Restore the log from a backup, or ` +
      `accept the loss: set the field horizon of ${keys.meta} to the number before the next entry that exists.`,
  );
}

async function placeIn(client: RedisClient, keys: Keys, n: number) {
  const reply = await runScript(client, SCRIPTS.place, keys.log, [`${n}-0`]);
  const [meta, rows, ...streams] = reply as [unknown, string[], ...StreamEntry[][]];
  return { meta, rows, entry: mergeStreams(streams)[0] ?? null };
}

/** The entry at exactly `n`. */
export async function entryAtNumber(client: RedisClient, keys: Keys, n: number): Promise<Recorded | null> {
  return (await placeIn(client, keys, n)).entry;
}

/** The log as a reader at `n` finds it. */
export async function standingAt(client: RedisClient, keys: Keys, n: number): Promise<Standing> {
  const { meta, rows, entry } = await placeIn(client, keys, n);
  const epochs = rows.map((row) => JSON.parse(row) as EpochRecord);
  return { ...parseMeta(meta), atReader: entry && { e: entry.e, n, h: entry.h }, epochs };
}
