import type { Position } from '../../contract/position.ts';
import type { Upcasts } from '../../contract/upcast.ts';
import type { Logger } from '../../ops/port.ts';
import { createBackoff } from '../backoff.ts';
import { onChange } from '../health.ts';
import type { OwnTail } from '../own-tail.ts';
import type { Discontinuity, Follower, FollowHandlers } from '../port.ts';
import { type Recorded, revive } from '../recorded.ts';
import type { RedisClient, RedisClients } from './client.ts';
import { within } from './deadline.ts';
import type { Keys } from './keys.ts';
import { BLOCK_MS, lookAfter } from './look.ts';

const WATCHDOG_MS = BLOCK_MS + 2_000;

export interface FollowOptions {
  readonly clients: RedisClients;
  /** The address for messages. */
  readonly label: string;
  readonly keys: Keys;
  readonly logger: Logger;
  readonly upcasts: Upcasts | undefined;
  /** What this process appended itself. */
  readonly own: OwnTail;
}

/**
 * Follows the log on connections of its own, one at a time: a connection that fails or stays silent is dropped with
 * its client, and the next one first makes sure that the log is still the one that was being followed.
 */
export function followRedis(options: FollowOptions, after: Position, handlers: FollowHandlers): Follower {
  const { clients, label, keys, logger, upcasts, own } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const watched = <Reply>(request: Promise<Reply>) => within(WATCHDOG_MS, request, signal);
  const backoff = createBackoff({ firstMs: 50, maxMs: 2_000 });
  const report = onChange(handlers.onHealth);
  let position = after;

  async function deliver(entries: readonly Recorded[]): Promise<void> {
    const last = entries.at(-1);
    if (last === undefined || signal.aborted) return;
    await handlers.onEntries(entries.map((entry) => revive(entry, upcasts)));
    position = { e: last.e, n: last.n, h: last.h };
  }

  /** Delivers until the connection fails (throws), the log turns out to be another, or the follower is stopped. */
  async function pump(client: RedisClient): Promise<Discontinuity | null> {
    let live = false;
    while (!signal.aborted) {
      const look = await lookAfter({ client, keys, watched, own }, position, live);
      if (look.broken) return look.broken;
      report(true);
      await deliver(look.entries);
      if (look.stuck) await backoff.pause(signal);
      else backoff.reset();
      live = look.live;
    }
    return null;
  }

  async function run(): Promise<void> {
    for (let generation = 1; !signal.aborted; generation++) {
      const client = clients.reader(generation);
      let cause: unknown;
      client.on('error', (error) => {
        cause = error;
      });
      try {
        await watched(client.connect());
        const broken = await pump(client);
        if (broken) return handlers.onDiscontinuity(broken);
      } catch (error) {
        if (signal.aborted) return;
        report(false);
        logger.warn('log.follow_interrupted', {
          at: label,
          after: position.n,
          why: String(cause ?? error),
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
