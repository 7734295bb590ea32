import type { Upcasts } from '../../contract/upcast.ts';
import type { Durability } from '../../contract/vocabulary.ts';
import type { Logger } from '../../ops/port.ts';
import { assertBatch } from '../batch.ts';
import { healed, recordAgain } from '../heal.ts';
import { createOwnTail, type OwnTail } from '../own-tail.ts';
import type { AppendOptions, AppendResult, EventLog, Follower } from '../port.ts';
import { type RecordedAppend, recordDraft, revive } from '../recorded.ts';
import { appendBatch } from './append.ts';
import { redisClients } from './client.ts';
import { type Connection, openConnection } from './connection.ts';
import { redisDeadLetters } from './dead-letters.ts';
import { redisDedupe } from './dedupe.ts';
import { redisEpochs } from './epochs.ts';
import { redisErasing } from './erase.ts';
import { followRedis } from './follow.ts';
import { type Keys, siteKeys } from './keys.ts';
import { entryAtNumber, readEntries } from './read.ts';
import { redisLeases, redisMedia, redisSecrets } from './records.ts';
import { redisSnapshots } from './snapshots.ts';
import { redisTracks } from './tracks.ts';
import { trimChunk } from './trim.ts';
import { parseRedisUrl } from './url.ts';
import { redisWitnesses } from './witness.ts';

export interface RedisLogOptions {
  readonly site: string;
  readonly redisUrl: string;
  readonly declaredDurability?: Durability | undefined;
  readonly logger: Logger;
  readonly upcasts?: Upcasts | undefined;
}

/**
 * The Redis engine: one stream per feed in the hash slot of the site, readable with `redis-cli`; one script that appends
 * idempotently. Sentinel and Cluster addresses are understood and handed to the client library.
 * @throws {GatewayError} `log_unavailable` when the server cannot be reached.
 */
export async function openRedisLog(options: RedisLogOptions): Promise<EventLog> {
  const { site, logger, upcasts } = options;
  const target = parseRedisUrl(options.redisUrl);
  const keys = siteKeys(site);
  const clients = redisClients(target, keys.meta);
  const connection = await openConnection({
    clients,
    label: target.label,
    probeKey: keys.named('probe'),
    declaredDurability: options.declaredDurability,
    logger,
  });
  const { run } = connection;
  const followers = new Map<Follower, OwnTail>();
  const leases = redisLeases(connection, keys);

  const log: EventLog = {
    engine: 'redis',
    site,
    ...redisSnapshots(connection, keys),
    ...leases,
    ...redisMedia(connection, keys),
    ...redisDeadLetters(connection, keys),
    ...redisSecrets(connection, keys),
    ...redisWitnesses(connection, keys),
    ...redisDedupe(connection, keys),
    ...redisEpochs(connection, keys),
    ...redisErasing({ run, clients, logger, leases }, keys),
    ...redisTracks(connection, keys),
    async append(batch, options) {
      const drafts = batch.map(recordDraft);
      const result = await append(connection, keys, drafts, options);
      for (const own of followers.values()) own.add(drafts, result.outcomes);
      return result;
    },
    async heal(lost, from) {
      const standing = () => from;
      const { outcomes, durability } = await append(connection, keys, lost.map(recordAgain), { standing });
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
      const own = createOwnTail();
      const options = { clients, label: target.label, keys, logger, upcasts, own };
      const follower = followRedis(options, after, handlers);
      followers.set(follower, own);
      return {
        async stop() {
          followers.delete(follower);
          await follower.stop();
        },
      };
    },
    async trim(feed, beforeMs, options) {
      const { atMost = Number.POSITIVE_INFINITY } = options ?? {};
      for (let total = 0, from = 0; ; ) {
        const request = { ...options, feed, beforeMs, after: from, atMost: atMost - total };
        const { removed, done, after } = await run((client) => trimChunk(client, keys, request));
        total += removed;
        from = after;
        if (done || total >= atMost) return total;
      }
    },
    async feedSize(feed) {
      const stream = keys.stream(feed);
      const entries = await run((client) => client.xlen(stream));
      return { entries, bytes: Number(await run((client) => client.memory('USAGE', stream))) };
    },
    durability: connection.durability,
    unguarded: connection.unguarded,
    healthy: connection.healthy,
    async close() {
      await Promise.all([...followers.keys()].map((follower) => follower.stop()));
      followers.clear();
      connection.close();
    },
  };
  await log.head();
  return log;
}

async function append(
  { commit, durability }: Connection,
  keys: Keys,
  batch: readonly RecordedAppend[],
  options?: AppendOptions,
): Promise<AppendResult> {
  assertBatch(batch);
  if (batch.length === 0) return { outcomes: [], durability: durability() };
  const { result: outcomes, durability: reached } = await commit((client) =>
    appendBatch(client, keys, batch, options),
  );
  return { outcomes, durability: reached };
}
