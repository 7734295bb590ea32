import type { Durability } from '../../contract/vocabulary.ts';
import type { RedisClient } from './client.ts';

/** What a server can promise, and what has to be waited for before it is promised. */
export interface Terms {
  readonly level: Durability;
  /** Replicas that must have an entry before it is acknowledged; 0 where nothing asks for any. */
  readonly replicas: number;
  /** True where the replicas' disks can be waited for too (WAITAOF: Redis 7.2, Valkey). */
  readonly replicaDisks: boolean;
}

type Level = Pick<Terms, 'level' | 'replicas'>;

interface Settings {
  readonly appendonly: string;
  readonly appendfsync: string;
  /** `min-replicas-to-write` as the server tells it. */
  readonly replicas: string;
}

/**
 * Level that a server's settings promise once the replicas have the entry. A flush before every reply is `fsync`, with
 * replicas or without: it survives a power cut, and where replicas are asked for the loss of the machine too.
 */
export function termsOf({ appendonly, appendfsync, replicas }: Settings): Level {
  const wanted = Number(replicas) || 0;
  if (appendonly === 'yes' && appendfsync === 'always') return { level: 'fsync', replicas: wanted };
  if (wanted > 0) return { level: 'replica', replicas: wanted };
  return { level: appendonly === 'yes' ? 'os' : 'memory', replicas: 0 };
}

/** The settings by name, out of a reply of names and values in turn. */
function settingsIn(reply: unknown): Settings {
  const flat = Array.isArray(reply) ? reply.map(String) : [];
  const value = (name: string) => flat[flat.indexOf(name) + 1] ?? '';
  return {
    appendonly: value('appendonly'),
    appendfsync: value('appendfsync'),
    replicas: value('min-replicas-to-write'),
  };
}

const isRefusal = (error: unknown) => error instanceof Error && /^(NOPERM|ERR)/.test(error.message);

/** A declared `replica` is waited for as well: one of them. */
function declaredTerms(level: Durability): Level {
  return { level, replicas: level === 'replica' ? 1 : 0 };
}

/** Whether the server has WAITAOF and lets this account use it: asked for nothing, it answers at once. */
async function knowsReplicaDisks(client: RedisClient): Promise<boolean> {
  try {
    await client.call('WAITAOF', 0, 0, 1);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

/**
 * Replicas that follow the server now; none where it does not tell.
 * @throws {Error} when no answer comes
 */
export async function replicasOf(client: RedisClient): Promise<number> {
  try {
    return Number(/^connected_slaves:(\d+)/m.exec(await client.info('replication'))?.[1] ?? 0);
  } catch (error) {
    if (isRefusal(error)) return 0;
    throw error;
  }
}

/**
 * Asks the server. Where it forbids CONFIG the administrator's word counts, and without that nothing is promised.
 * @throws {Error} when no answer comes: then nothing is known.
 */
export async function readTerms(client: RedisClient, declared: Durability = 'memory'): Promise<Terms> {
  const terms = await client.config('GET', 'append*', 'min-replicas-to-write').then(
    (reply) => termsOf(settingsIn(reply)),
    (error: unknown) => {
      if (isRefusal(error)) return declaredTerms(declared);
      throw error;
    },
  );
  const replicaDisks = terms.replicas > 0 && terms.level === 'fsync' && (await knowsReplicaDisks(client));
  return { ...terms, replicaDisks };
}
