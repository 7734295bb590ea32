import type { Durability } from '../../contract/vocabulary.ts';
import type { Logger } from '../../ops/port.ts';
import type { RedisClient } from './client.ts';
import { readTerms, replicasOf, type Terms } from './durability.ts';

/** How old the knowledge of a running server's settings may be: an administrator may change them at any time. */
const TERMS_MS = 5_000;

const UNGUARDED =
  'the Redis server has replicas but min-replicas-to-write is 0: a failover may lose what was acknowledged; see config/redis/replicated.conf';

export interface TermsOptions {
  readonly client: RedisClient;
  readonly declared: Durability | undefined;
  readonly logger: Logger;
}

/** The terms of the server that a client is connected to: read after every connect, and again while it lasts. */
export interface KnownTerms {
  /** As far as known: `memory` while there is no connection. */
  level(): Durability;
  /** Replicas follow, but none is waited for. */
  unguarded(): boolean;
  /** @throws {Error} while the server does not tell. */
  current(): Promise<Terms>;
  close(): void;
}

export function watchTerms({ client, declared, logger }: TermsOptions): KnownTerms {
  let known: Terms | null = null;
  let connection = 0;
  let unguarded = false;
  client.on('close', () => {
    connection++;
    known = null;
  });

  async function read(): Promise<Terms> {
    const asked = connection;
    const terms = await readTerms(client, declared);
    if (asked !== connection) throw new Error('the connection was replaced while the settings were read');
    known = terms;
    return terms;
  }

  async function guard(): Promise<void> {
    const { replicas } = known ?? (await read());
    const bare = replicas === 0 && (await replicasOf(client)) > 0;
    if (bare && !unguarded) logger.warn(UNGUARDED);
    unguarded = bare;
  }

  const learn = (what: () => Promise<unknown>) => {
    if (client.status !== 'ready') return;
    what().catch((error: unknown) => logger.debug('log.terms_unknown', { why: String(error) }));
  };

  client.on('ready', () => learn(read));
  // Of no weight for an acknowledgement, so it is not asked on every new connection, behind which appends wait.
  client.once('ready', () => learn(guard));
  const learning = setInterval(() => learn(() => read().then(guard)), TERMS_MS).unref();
  return {
    level: () => known?.level ?? 'memory',
    unguarded: () => unguarded,
    current: async () => known ?? read(),
    close: () => clearInterval(learning),
  };
}
