import type { Position } from '../../contract/position.ts';
import type { Upcasts } from '../../contract/upcast.ts';
import type { Logger } from '../../ops/port.ts';
import { createBackoff } from '../backoff.ts';
import { densePrefix, discontinuity } from '../continuity.ts';
import { onChange } from '../health.ts';
import type { Discontinuity, Follower, FollowHandlers } from '../port.ts';
import { type Recorded, revive } from '../recorded.ts';
import { createReaderClient, type RedisClient } from './client.ts';
import type { StreamEntry } from './codec.ts';
import { within } from './deadline.ts';
import type { Keys } from './keys.ts';
import { mergeStreams, readEntries, standingAt } from './read.ts';
import type { RedisTarget } from './url.ts';

const BLOCK_MS = 1_000;
const WATCHDOG_MS = BLOCK_MS + 2_000;
const READ_LIMIT = 500;

export interface FollowOptions {
  readonly target: RedisTarget;
  readonly keys: Keys;
  readonly logger: Logger;
  readonly upcasts: Upcasts | undefined;
}

/** One blocking look at all streams. Explicit ids: nothing that came between two looks is passed over. */
async function blockingRead(client: RedisClient, keys: Keys, after: number): Promise<Recorded[]> {
  const ids = keys.streams.map(() => `${after}-0`);
  const reply = await client.xread(
    'COUNT',
    READ_LIMIT,
    'BLOCK',
    BLOCK_MS,
    'STREAMS',
    ...keys.streams,
    ...ids,
  );
  const found = new Map((reply ?? []) as [string, StreamEntry[]][]);
  return mergeStreams(keys.streams.map((stream) => found.get(stream) ?? []));
}

/**
 * Follows the log on connections of its own, one at a time: a connection that fails or stays silent is dropped with
 * its client, and the next one first makes sure that the log is still the one that was being followed.
 */
export function followRedis(options: FollowOptions, after: Position, handlers: FollowHandlers): Follower {
  const { target, keys, logger, upcasts } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const backoff = createBackoff({ firstMs: 50, maxMs: 2_000 });
  const watched = <Reply>(request: Promise<Reply>) => within(WATCHDOG_MS, request, signal);
  let position = after;
  const report = onChange(handlers.onHealth);

  async function deliver(entries: readonly Recorded[]): Promise<void> {
    const last = entries.at(-1);
    if (last === undefined || signal.aborted) return;
    await handlers.onEntries(entries.map((entry) => revive(entry, upcasts)));
    position = { e: last.e, n: last.n, h: last.h };
  }

  async function verify(client: RedisClient): Promise<Discontinuity | null> {
    return discontinuity(position, await watched(standingAt(client, keys, position.n)));
  }

  /** Delivers until the connection fails (throws), the log turns out to be another, or the follower is stopped. */
  async function pump(client: RedisClient): Promise<Discontinuity | null> {
    const read = (from: number) => watched(readEntries(client, keys, { after: from, limit: READ_LIMIT }));
    let live = false;
    while (!signal.aborted) {
      const seen: Recorded[] = live ? await watched(blockingRead(client, keys, position.n)) : [];
      let entries: readonly Recorded[] = densePrefix(position.n, 0, seen);
      if (entries.length === 0) {
        const broken = await verify(client);
        if (broken) return broken;
        const caught = await read(position.n);
        if (seen.length > 0 && caught.entries.length === 0) await backoff.pause(signal);
        entries = caught.entries;
        live = entries.length < READ_LIMIT;
      }
      report(true);
      await deliver(entries);
      if (seen.length === 0 || entries.length > 0) backoff.reset();
    }
    return null;
  }

  async function run(): Promise<void> {
    for (let generation = 1; !signal.aborted; generation++) {
      const client = createReaderClient(target, generation);
      let reason: unknown = new Error('the connection was closed');
      client.on('error', (error) => {
        reason = error;
      });
      try {
        await watched(client.connect());
        const broken = await pump(client);
        if (broken) return handlers.onDiscontinuity(broken);
      } catch (error) {
        if (signal.aborted) return;
        report(false);
        logger.warn('log.follow_interrupted', {
          at: target.label,
          after: position.n,
          why: describe(error, reason),
        });
      } finally {
        client.disconnect();
      }
      await backoff.pause(signal);
    }
  }

  const finished = run();
  return {
    async stop() {
      stopping.abort();
      await finished;
    },
  };
}

function describe(error: unknown, reason: unknown): string {
  const text = (value: unknown) => (value instanceof Error ? value.message : String(value));
  return text(error).includes('Connection is closed') ? text(reason) : text(error);
}
