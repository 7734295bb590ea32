import type { Upcasts } from '../contract/upcast.ts';
import type { Durability } from '../contract/vocabulary.ts';
import type { Clock, Logger } from '../ops/port.ts';
import type { EventLog } from './port.ts';
import { openRedisLog } from './redis/engine.ts';
import { openSqliteLog } from './sqlite/engine.ts';

export interface OpenLogOptions {
  readonly engine: 'redis' | 'sqlite';
  /** Names the log: the keys in Redis, the file of sqlite. */
  readonly site: string;
  /** Folder of the installation; the sqlite file lies below it. */
  readonly dataDir: string;
  /** `redis://`, `rediss://`, `redis+sentinel://` or `redis+cluster://`; needed by the redis engine. */
  readonly redisUrl?: string | undefined;
  /** Level to report when the Redis server forbids CONFIG (`YITU_REDIS_DURABILITY`); else `memory`. */
  readonly declaredDurability?: Durability | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Other upcasts than the contract's, for tests of old logs. */
  readonly upcasts?: Upcasts | undefined;
}

/**
 * Opens the log and makes its epoch if it is empty.
 * @throws {Error} saying what to do, when the engine cannot be reached or the file is in use.
 */
export async function openLog(options: OpenLogOptions): Promise<EventLog> {
  if (options.engine === 'sqlite') return openSqliteLog(options);
  const { redisUrl } = options;
  if (redisUrl === undefined)
    throw new Error('The redis engine needs the address of a server: set REDIS_URL.');
  return openRedisLog({ ...options, redisUrl });
}
