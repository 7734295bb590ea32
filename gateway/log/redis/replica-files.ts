import type { Logger } from '../../ops/port.ts';
import type { RedisClient, RedisClients } from './client.ts';
import type { Connection } from './connection.ts';
import { retrying } from './retry.ts';
import { rewriteFile } from './rewrite-file.ts';
import type { RedisAddress } from './url.ts';

/** How long a replica may take to have what its master has, ms. */
const IN_STEP_MS = 5_000;

/** What a server says of its replication. */
interface Replication {
  readonly replicas: readonly RedisAddress[];
  /** As far as the stream of commands has come, of a master or of a replica. */
  readonly offset: number;
}

export interface ReplicaFilesOptions extends Pick<Connection, 'run'> {
  readonly clients: Pick<RedisClients, 'at'>;
  readonly logger: Logger;
}

/**
 * Rewrites the append-only files of the replicas that follow the master now: its own rewriting is not passed on to them.
 * Signs in there as it does at the master. Resolves with the addresses of those where it could not be done.
 */
export async function rewriteReplicas({ run, clients, logger }: ReplicaFilesOptions): Promise<string[]> {
  const { replicas, offset } = replicationIn(await run((client) => client.info('replication')));
  const failed = await Promise.all(
    replicas.map(async (address) => {
      const client = clients.at(address);
      // Its failures are told by the commands.
      client.on('error', () => undefined);
      const name = `${address.host}:${address.port}`;
      try {
        await client.connect();
        await retrying(() => inStep(client, offset), { windowMs: IN_STEP_MS, again: isBehind });
        await rewriteFile(() => client.bgrewriteaof());
        return [];
      } catch (error) {
        logger.error('the file of a replica could not be rewritten', error, { at: name });
        return [name];
      } finally {
        client.disconnect();
      }
    }),
  );
  return failed.flat();
}

/** What was erased has to be there before the file is written anew. */
async function inStep(client: RedisClient, offset: number): Promise<void> {
  if (replicationIn(await client.info('replication')).offset < offset) throw new Behind();
}

class Behind extends Error {
  override readonly message = 'it is behind its master';
}
const isBehind = (error: unknown) => error instanceof Behind;

/** Out of the reply to INFO. */
export function replicationIn(info: string): Replication {
  const own = /^slave_repl_offset:(\d+)/m.exec(info) ?? /^master_repl_offset:(\d+)/m.exec(info);
  const lines = info.matchAll(/^slave\d+:ip=([^,]+),port=(\d+)/gm);
  const replicas = Array.from(lines, ([, host = '', port]) => ({ host, port: Number(port) }));
  return { replicas, offset: Number(own?.[1] ?? 0) };
}
