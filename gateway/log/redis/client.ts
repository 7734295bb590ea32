import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { backoffDelay } from '../backoff.ts';
import type { RedisTarget } from './url.ts';

export type RedisClient = Redis | Cluster;

const RECONNECT = { firstMs: 50, maxMs: 2_000 };

/**
 * Options that both kinds of connection share. RESP2, because every server and proxy speaks it; no queue while the
 * connection is down and no re-sending by the library, which would append twice: retries go through the idempotent
 * script alone.
 */
const COMMON = {
  protocol: 2,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 2_000,
  lazyConnect: true,
  disableClientInfo: true,
} as const satisfies RedisOptions;

type ClientOptions = Omit<RedisOptions, 'replyMapping'>;

function build(target: RedisTarget, options: ClientOptions): RedisClient {
  const { username, password, tls, db, hosts, group } = target;
  const account = {
    ...(username === null ? {} : { username }),
    ...(password === null ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
  };
  if (target.kind === 'cluster') {
    const { retryStrategy, enableOfflineQueue: _queue, ...redisOptions } = { ...options, ...account };
    return new Cluster([...hosts], {
      enableOfflineQueue: false,
      lazyConnect: true,
      clusterRetryStrategy: retryStrategy ?? null,
      redisOptions,
    });
  }
  if (target.kind === 'sentinel') {
    return new Redis({ ...options, ...account, db, name: group ?? '', sentinels: [...hosts] });
  }
  return new Redis({ ...options, ...account, db, ...hosts[0] });
}

/** A client for short commands: reconnects by itself with growing pauses, and no command takes longer than 2 s. */
export function createCommandClient(target: RedisTarget): RedisClient {
  return build(target, {
    ...COMMON,
    commandTimeout: 2_000,
    connectionName: 'yitu',
    retryStrategy: (times) => backoffDelay(times - 1, RECONNECT),
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  });
}

/**
 * A client for one blocking reader. It never reconnects: its owner drops it and makes the next one, so that a reply
 * to a forgotten request can reach nobody.
 */
export function createReaderClient(target: RedisTarget, generation: number): RedisClient {
  return build(target, {
    ...COMMON,
    connectionName: `yitu-reader-${generation}`,
    retryStrategy: () => null,
  });
}
