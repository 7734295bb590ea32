import { GatewayError } from '../../contract/errors.ts';
import type { Durability } from '../../contract/vocabulary.ts';
import type { RedisClient } from './client.ts';
import type { Terms } from './durability.ts';

/** How long a round waits for the replicas: more than a pause of theirs, less than a producer's patience. */
const REPLICAS_MS = 1_500;

/** What came of a write, and the level that it has reached. */
export interface Committed<Result> {
  readonly result: Result;
  readonly durability: Durability;
}

export type Work<Result> = (client: RedisClient) => Promise<Result>;

export interface Commits {
  /**
   * Runs a write and resolves when what the terms ask for has come true of it.
   * @throws GatewayError `log_unavailable` when too few replicas have it: it is written, and nothing is promised.
   */
  commit<Result>(work: Work<Result>): Promise<Committed<Result>>;
}

export interface CommitOptions {
  readonly client: RedisClient;
  /** Of the server that the client is connected to now. */
  readonly terms: () => Promise<Terms>;
}

/** One write of a round: done when its own replies are there, settled when the round is. */
interface Member {
  readonly perform: () => Promise<void>;
  readonly confirm: (level: Durability) => void;
  readonly refuse: (error: unknown) => void;
}

/**
 * Group commit over the replicas: writes that arrive while one round waits make up the next, so that one WAIT confirms
 * all of them. WAIT speaks of the connection that it is sent on; where that was replaced since the writes went out, the
 * new server may not have them, and the round fails.
 */
export function createCommits({ client, terms }: CommitOptions): Commits {
  let connection = 0;
  let next: Member[] = [];
  let working = false;
  client.on('close', () => {
    connection++;
  });

  async function round(members: readonly Member[]): Promise<void> {
    // Asked for each round: after a takeover another server answers, with settings of its own.
    const agreed = await terms();
    const since = connection;
    const replies = await Promise.allSettled(members.map(({ perform }) => perform()));
    const written = members.filter((member, i) => {
      const reply = replies[i];
      if (reply?.status === 'rejected') member.refuse(reply.reason);
      return reply?.status === 'fulfilled';
    });
    if (written.length === 0) return;
    try {
      if (connection !== since) throw new Error('the connection was replaced before the replicas were asked');
      const level = await reach(client, agreed);
      for (const member of written) member.confirm(level);
    } catch (error) {
      for (const member of written) member.refuse(error);
    }
  }

  async function rounds(): Promise<void> {
    working = true;
    while (next.length > 0) {
      const members = next;
      next = [];
      await round(members).catch((error: unknown) => {
        for (const member of members) member.refuse(error);
      });
    }
    working = false;
  }

  function join<Result>(work: Work<Result>): Promise<Committed<Result>> {
    return new Promise((resolve, reject) => {
      let result: Result;
      next.push({
        async perform() {
          result = await work(client);
        },
        confirm: (durability) => resolve({ result, durability }),
        refuse: reject,
      });
      if (!working) void rounds();
    });
  }

  return {
    async commit(work) {
      const agreed = await terms();
      if (agreed.replicas > 0) return join(work);
      return { result: await work(client), durability: agreed.level };
    },
  };
}

/**
 * Waits until the replicas have everything that this connection has seen, and says what has been reached. Replicas that
 * keep no file, or flush it late, lower the level to `replica`; they do not stop the log.
 */
async function reach(client: RedisClient, { level, replicas, replicaDisks }: Terms): Promise<Durability> {
  if (replicaDisks) {
    const [, flushed] = (await client.call('WAITAOF', 1, replicas, REPLICAS_MS / 3)) as [number, number];
    if (flushed >= replicas) return level;
  }
  const reached = await client.wait(replicas, replicaDisks ? (REPLICAS_MS * 2) / 3 : REPLICAS_MS);
  if (reached >= replicas) return replicaDisks ? 'replica' : level;
  throw new GatewayError(
    'log_unavailable',
    `Only ${reached} of ${replicas} Redis replicas have the entries: nothing is promised. Bring a replica back, or ` +
      'lower min-replicas-to-write; then send again.',
  );
}
