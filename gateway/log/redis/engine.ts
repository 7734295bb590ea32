import type { DraftEntry, LogEntry } from '../../contract/entry.ts';
import { GatewayError } from '../../contract/errors.ts';
import type { Upcasts } from '../../contract/upcast.ts';
import type { Durability } from '../../contract/vocabulary.ts';
import type { Logger } from '../../ops/port.ts';
import { assertBatch } from '../batch.ts';
import { again, healed } from '../heal.ts';
import type { AppendOptions, AppendResult, EventLog, Follower } from '../port.ts';
import { revive } from '../recorded.ts';
import { appendBatch } from './append.ts';
import { type Connection, openConnection, retrying } from './connection.ts';
import { redisDeadLetters } from './dead-letters.ts';
import { redisEpochs } from './epochs.ts';
import { redisErasing } from './erase.ts';
import { isConnectionFault } from './failure.ts';
import { followRedis } from './follow.ts';
import { type Keys, siteKeys } from './keys.ts';
import { entryAtNumber, readEntries } from './read.ts';
import { redisLeases, redisMedia, redisSecrets } from './records.ts';
import { redisSnapshots } from './snapshots.ts';
import { trimChunk } from './trim.ts';
import { parseRedisUrl } from './url.ts';

/** How long an append is tried again while no reply comes: a restart of the server passes unnoticed. */
const RETRY_WINDOW_MS = 2_000;

export interface RedisLogOptions {
  readonly site: string;
  readonly redisUrl: string;
  readonly declaredDurability?: Durability | undefined;
  readonly logger: Logger;
  readonly upcasts?: Upcasts | undefined;
}

const isUnanswered = (error: unknown) => error instanceof GatewayError && isConnectionFault(error.cause);

/**
 * The Redis engine: one stream per feed in the hash slot of the site, readable with `redis-cli`; one script that appends
 * idempotently. Sentinel and Cluster addresses are understood and handed to the client library.
 * @throws {GatewayError} `log_unavailable` when the server cannot be reached.
 */
export async function openRedisLog(options: RedisLogOptions): Promise<EventLog> {
  const { site, logger, upcasts } = options;
  const target = parseRedisUrl(options.redisUrl);
  const keys = siteKeys(site);
  const connection = await openConnection({
    target,
    probeKey: keys.named('probe'),
    declaredDurability: options.declaredDurability,
    logger,
  });
  const { run } = connection;
  const followers = new Set<Follower>();

  const log: EventLog = {
    engine: 'redis',
    site,
    ...redisSnapshots(connection, keys),
    ...redisLeases(connection, keys),
    ...redisMedia(connection, keys),
    ...redisDeadLetters(connection, keys),
    ...redisSecrets(connection, keys),
    ...redisEpochs(connection, keys),
    ...redisErasing(connection, keys),
    append: (batch, options) => append(connection, keys, batch, options),
    async heal(lost, from) {
      const { outcomes, durability } = await append(connection, keys, lost.map(again), {
        standing: () => from,
      });
      return { durability, outcomes: outcomes.map(healed) };
    },
    async read(after, limit) {
      const { entries, ...rest } = await run((client) => readEntries(client, keys, { after, limit }));
      return { ...rest, entries: entries.map((entry) => revive(entry, upcasts)) };
    },
    async entryAt(n) {
      const entry = await run((client) => entryAtNumber(client, keys, n));
      return entry && revive(entry, upcasts);
    },
    follow(after, handlers) {
      const follower = followRedis({ target, keys, logger, upcasts }, after, handlers);
      followers.add(follower);
      return {
        async stop() {
          followers.delete(follower);
          await follower.stop();
        },
      };
    },
    async trim(feed, beforeMs, options) {
      const { atMost = Number.POSITIVE_INFINITY } = options ?? {};
      for (let total = 0; ; ) {
        const request = { ...options, feed, beforeMs, atMost: atMost - total };
        const { removed, done } = await run((client) => trimChunk(client, keys, request));
        total += removed;
        if (done || total >= atMost) return total;
      }
    },
    async feedSize(feed) {
      const stream = keys.stream(feed);
      const entries = await run((client) => client.xlen(stream));
      return { entries, bytes: Number(await run((client) => client.memory('USAGE', stream))) };
    },
    durability: connection.durability,
    healthy: connection.healthy,
    async close() {
      await Promise.all([...followers].map((follower) => follower.stop()));
      followers.clear();
      connection.close();
    },
  };
  await log.head();
  return log;
}

async function append(
  { run, durability }: Connection,
  keys: Keys,
  batch: readonly (DraftEntry & Pick<LogEntry, 'healedFrom'>)[],
  options?: AppendOptions,
): Promise<AppendResult> {
  assertBatch(batch);
  if (batch.length === 0) return { outcomes: [], durability: durability() };
  const outcomes = await retrying(() => run((client) => appendBatch(client, keys, batch, options)), {
    windowMs: RETRY_WINDOW_MS,
    again: isUnanswered,
  });
  return { outcomes, durability: durability() };
}
