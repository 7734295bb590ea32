import { GatewayError } from '../../contract/errors.ts';
import type { Durability } from '../../contract/vocabulary.ts';
import type { Logger } from '../../ops/port.ts';
import { isRefusal } from '../forked.ts';
import type { RedisClient, RedisClients } from './client.ts';
import { type Committed, createCommits, type Work } from './commit.ts';
import { within } from './deadline.ts';
import { isConnectionFault, isDeadEnd, unavailable } from './failure.ts';
import { watchReachability } from './reachability.ts';
import { retrying } from './retry.ts';
import { watchTerms } from './terms.ts';
import { renewTornFiles } from './torn-file.ts';

/** How long opening waits for a server that does not answer; sentinels and clusters would be asked for ever. */
const OPEN_MS = 5_000;
/** How long a write is tried again while no reply comes: a restart of the server passes unnoticed. */
const RETRY_WINDOW_MS = 2_000;
/** Every write is settled by then, whatever hangs: a producer waits 5 s at most. */
const COMMIT_MS = 4_500;

export interface ConnectionOptions {
  readonly clients: RedisClients;
  /** The address for messages. */
  readonly label: string;
  /** A key that may be written to find out whether writing works again. */
  readonly probeKey: string;
  readonly declaredDurability: Durability | undefined;
  readonly logger: Logger;
}

/** The connections for everything but following: entries are written on one of their own, where nothing else waits. */
export interface Connection {
  /**
   * Runs commands and tells their failure as `log_unavailable`. Each command ends within 2 s: refused at once while
   * the connection is down, timed out when no reply comes.
   */
  run<Result>(work: Work<Result>): Promise<Result>;
  /**
   * Runs a write that may be repeated without harm, again while no reply comes, and resolves with the level that it has
   * reached. Settles within 4.5 s.
   */
  commit<Result>(work: Work<Result>): Promise<Committed<Result>>;
  durability(): Durability;
  unguarded(): boolean;
  healthy(): boolean;
  close(): void;
}

const isUnanswered = (error: unknown) => error instanceof GatewayError && isConnectionFault(error.cause);

/** Reconnects without sending anything again; a client that is about to is left alone, however many commands failed. */
function createRenewal(): (client: RedisClient) => void {
  const renewing = new WeakSet<RedisClient>();
  return (client) => {
    if (renewing.has(client)) return;
    renewing.add(client);
    client.once('close', () => renewing.delete(client));
    client.disconnect(true);
  };
}

/**
 * Connects and reads what the server promises.
 * @throws {GatewayError} `log_unavailable` when the server cannot be reached.
 */
export async function openConnection(options: ConnectionOptions): Promise<Connection> {
  const { clients, label, logger, probeKey } = options;
  const commands = clients.command('yitu');
  const writer = clients.command('yitu-writer');
  const terms = watchTerms({ client: writer, declared: options.declaredDurability, logger });
  const files = renewTornFiles({ client: writer, logger });
  const { commit } = createCommits({ client: writer, terms: terms.current });
  const touch: Work<unknown> = (client) => client.set(probeKey, '1', 'PX', 60_000);
  const reachability = watchReachability({
    probe: () => Promise.all([touch(commands), commit(touch)]),
    label,
    logger,
  });

  const renew = createRenewal();
  let lastError: unknown;
  for (const client of [commands, writer]) {
    client.on('error', (error) => {
      lastError = error;
    });
    client.on('close', () => reachability.suspect(lastError ?? new Error('the connection was closed')));
  }

  function close(): void {
    reachability.close();
    terms.close();
    files.close();
    for (const client of [commands, writer]) client.disconnect();
  }

  try {
    await within(OPEN_MS, Promise.all([commands.connect(), writer.connect()]));
    await terms.current();
  } catch (error) {
    close();
    throw unavailable(lastError ?? error, label);
  }

  async function told<Result>(client: RedisClient, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (isRefusal(error)) throw error;
      reachability.suspect(error);
      if (isDeadEnd(error)) renew(client);
      throw unavailable(error, label);
    }
  }

  return {
    run: (work) => told(commands, () => work(commands)),
    async commit(work) {
      const settled = retrying(() => told(writer, () => commit(work)), {
        windowMs: RETRY_WINDOW_MS,
        again: isUnanswered,
      });
      return told(writer, () => within(COMMIT_MS, settled));
    },
    durability: terms.level,
    unguarded: terms.unguarded,
    healthy: reachability.healthy,
    close,
  };
}
