import type { Erased, EventLog, Named } from '../port.ts';
import { type Keys, markOf, STREAM_FEEDS } from './keys.ts';
import { entryAtNumber } from './read.ts';
import { type ReplicaFilesOptions, rewriteReplicas } from './replica-files.ts';
import { rewriteFile } from './rewrite-file.ts';
import { runScript, SCRIPTS } from './scripts.ts';

/** Entries that one script copies: bounds how long the server serves nobody else. */
const PIECE = 250;

/**
 * A stream's entries never change, so a stream that must forget one is copied piece by piece without it and swapped in
 * the same step that copies the last piece. For that time the server holds the stream twice.
 */
export function redisErasing(options: ReplicaFilesOptions, keys: Keys): Pick<EventLog, 'erase' | 'purge'> {
  const { run } = options;

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
      await rewriteFile(() => run((client) => client.bgrewriteaof()));
      return rewriteReplicas(options);
    },
  };
}
