import { Redis, type RedisOptions } from 'ioredis';
import { backoffDelay } from '../backoff.ts';
import { startDeadline } from './deadline.ts';
import { TIMED_OUT } from './failure.ts';
import { accountOf, createSlotOwner, slotOwnerConnector } from './slot-owner.ts';
import type { RedisAddress, RedisTarget } from './url.ts';

export type RedisClient = Redis;

/** No command waits longer for its reply, ms. */
const COMMAND_MS = 2_000;

const RECONNECT = { firstMs: 50, maxMs: 2_000 };

/**
 * Options that all connections share. RESP2, because every server and proxy speaks it; no queue while the connection is
 * down and no re-sending by the library, which would append twice: retries go through the idempotent script alone.
 */
const COMMON = {
  protocol: 2,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 2_000,
  disconnectTimeout: 500,
  sentinelCommandTimeout: 1_000,
  failoverDetector: true,
  lazyConnect: true,
  disableClientInfo: true,
} as const satisfies RedisOptions;

type ClientOptions = Omit<RedisOptions, 'replyMapping'>;

/** Makes the connections of one log, all to the master of that log. */
export interface RedisClients {
  /** For short commands: reconnects by itself with growing pauses, and no command takes longer than 2 s. */
  command(name: string): RedisClient;
  /**
   * For one blocking reader. It never reconnects: its owner drops it and makes the next one, so that a reply to a
   * forgotten request can reach nobody.
   */
  reader(generation: number): RedisClient;
  /** For one server by its address, whatever it is; not connected yet, and never again once it is closed. */
  at(address: RedisAddress): RedisClient;
}

/** `key` is any key of the log: in a Cluster it names the slot. */
export function redisClients(target: RedisTarget, key: string): RedisClients {
  const place = placeOf(target, key);
  const build = (options: ClientOptions) =>
    new Redis({ ...COMMON, ...accountOf(target), ...place, ...options });
  return {
    command: (name) =>
      withDeadlines(
        build({
          connectionName: name,
          retryStrategy: (times) => backoffDelay(times - 1, RECONNECT),
        }),
      ),
    reader: (generation) => build({ connectionName: `yitu-reader-${generation}`, retryStrategy: () => null }),
    at: (address) =>
      withDeadlines(new Redis({ ...COMMON, ...accountOf(target), ...address, retryStrategy: () => null })),
  };
}

/** In place of the library's own time limit, which takes a pause of this process for one of the server. */
function withDeadlines(client: RedisClient): RedisClient {
  const send = client.sendCommand.bind(client);
  client.sendCommand = (command, stream) => {
    const callOff = startDeadline(COMMAND_MS, () => command.reject(new Error(TIMED_OUT)));
    command.promise.then(callOff, callOff);
    return send(command, stream);
  };
  return client;
}

function placeOf(target: RedisTarget, key: string): ClientOptions {
  const { kind, db, hosts, group } = target;
  if (kind === 'cluster') return { Connector: slotOwnerConnector(createSlotOwner(target, key), target) };
  if (kind === 'sentinel') return { db, name: group ?? '', sentinels: [...hosts] };
  return { db, ...hosts[0] };
}
