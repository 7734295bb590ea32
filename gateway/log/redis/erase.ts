import type { Erased, EventLog, Named } from '../port.ts';
import type { Connection } from './connection.ts';
import { type Keys, markOf, STREAM_FEEDS } from './keys.ts';
import { entryAtNumber } from './read.ts';
import { retrying } from './retry.ts';
import { runScript, SCRIPTS } from './scripts.ts';

/** Entries that one script copies: bounds how long the server serves nobody else. */
const PIECE = 250;

/** How long another rewriting of the file, which may have begun before the erasure, is waited for, ms. */
const REWRITING_MS = 60_000;
const isUnderWay = (error: unknown) => error instanceof Error && /already in progress/.test(error.message);

/**
 * A stream's entries never change, so a stream that must forget one is copied piece by piece without it and swapped in
 * the same step that copies the last piece. For that time the server holds the stream twice.
 */
export function redisErasing({ run }: Connection, keys: Keys): Pick<EventLog, 'erase' | 'purge'> {
  async function find({ source, id }: Named): Promise<Erased | null> {
    const mark = markOf(source, id);
    const value = await run((client) => client.hget(keys.bucket(mark), mark.field));
    if (value === null) return null;
    const n = Math.floor(Number(value) / 16);
    const entry = await run((client) => entryAtNumber(client, keys, n));
    return entry?.source === source && entry.id === id ? { source, id, n, feed: entry.feed } : null;
  }

  async function rewrite(stream: string, ids: readonly string[]): Promise<void> {
    const copy = `${stream}:rewriting`;
    await run((client) => client.unlink(copy));
    for (let from: unknown = '0-0'; from !== null; ) {
      const values = [String(from), PIECE, ...ids];
      from = await run((client) => runScript(client, SCRIPTS.rewrite, [stream, copy], values));
    }
  }

  return {
    async erase(names) {
      const found = (await Promise.all(names.map(find))).filter((each) => each !== null);
      for (const feed of STREAM_FEEDS) {
        const ids = found.filter((each) => each.feed === feed).map(({ n }) => `${n}-0`);
        if (ids.length > 0) await rewrite(keys.stream(feed), ids);
      }
      return found;
    },
    async purge() {
      const rewriting = () => run((client) => client.bgrewriteaof());
      await retrying(rewriting, { windowMs: REWRITING_MS, again: isUnderWay });
    },
  };
}
