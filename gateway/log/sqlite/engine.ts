import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Upcasts } from '../../contract/upcast.ts';
import type { Clock, Logger } from '../../ops/port.ts';
import { assertBatch } from '../batch.ts';
import type { EventLog, Follower } from '../port.ts';
import { recordDraft, revive } from '../recorded.ts';
import { type Connection, connectWorker } from './connection.ts';
import { followSource, type WakingFollower } from './follow.ts';

export interface SqliteLogOptions {
  readonly site: string;
  /** The file is `sqlite/<site>.db` below it. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly upcasts?: Upcasts | undefined;
}

/**
 * The embedded engine: one file, one process, a worker thread that does all waiting for the disk. Every commit is
 * flushed, so durability is `fsync`. Leases last real milliseconds: under a simulated clock they are scaled by its rate.
 */
export async function openSqliteLog(options: SqliteLogOptions): Promise<EventLog> {
  const folder = join(options.dataDir, 'sqlite');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${encodeURIComponent(options.site)}.db`);
  const connection = await connectWorker({ path });
  const followers = new Set<WakingFollower>();
  const wake = () => {
    for (const follower of followers) follower.wake();
  };
  const entries = sqliteEntries(connection, { ...options, wake });

  return {
    engine: 'sqlite',
    site: options.site,
    ...entries,
    ...sqliteRecords(connection, options.clock),
    follow(after, handlers): Follower {
      const source = {
        read: async (n: number, limit: number) => (await entries.read(n, limit)).entries,
        standing: (n: number) => connection.call('standing', n),
        logger: options.logger,
      };
      const follower = followSource(source, after, handlers);
      followers.add(follower);
      return {
        async stop() {
          followers.delete(follower);
          await follower.stop();
        },
      };
    },
    durability: () => 'fsync',
    healthy: connection.healthy,
    async close() {
      await Promise.all([...followers].map((follower) => follower.stop()));
      followers.clear();
      await connection.close();
    },
  };
}

interface EntryOptions extends Pick<SqliteLogOptions, 'upcasts'> {
  readonly wake: () => void;
}

type Entries = Pick<EventLog, 'append' | 'head' | 'read' | 'entryAt' | 'trim'>;

function sqliteEntries({ call }: Connection, { upcasts, wake }: EntryOptions): Entries {
  return {
    async append(batch) {
      assertBatch(batch);
      const outcomes = batch.length === 0 ? [] : await call('append', batch.map(recordDraft));
      wake();
      return { outcomes, durability: 'fsync' };
    },
    head: () => call('head'),
    async read(after, limit) {
      const { entries, ...rest } = await call('read', after, limit);
      return { ...rest, entries: entries.map((entry) => revive(entry, upcasts)) };
    },
    async entryAt(n) {
      const entry = await call('entryAt', n);
      return entry && revive(entry, upcasts);
    },
    async trim(feed, beforeMs) {
      for (let total = 0; ; ) {
        const { removed, done } = await call('trim', feed, beforeMs);
        total += removed;
        if (done) return total;
      }
    },
  };
}

type Records = Omit<
  EventLog,
  keyof Entries | 'engine' | 'site' | 'follow' | 'durability' | 'healthy' | 'close'
>;

function sqliteRecords({ call }: Connection, clock: Clock): Records {
  return {
    async saveSnapshot(meta, bytes) {
      const saved = { ...meta, id: `${meta.position.n}-${randomUUID()}`, bytes: bytes.length };
      await call('saveSnapshot', saved, bytes);
      return saved;
    },
    dedupeSize: () => call('dedupeSize'),
    listSnapshots: () => call('listSnapshots'),
    loadSnapshot: (id) => call('loadSnapshot', id),
    deleteSnapshot: (id) => call('deleteSnapshot', id),
    acquireLease(name, holder, ttlMs) {
      const now = clock.now();
      return call('acquireLease', { name, holder, now, expiresAt: now + ttlMs * clock.rate });
    },
    releaseLease: (lease) => call('releaseLease', lease),
    putMedia: (hash, media) => call('putMedia', hash, media),
    getMedia: (hash, now) => call('getMedia', hash, now),
    putDeadLetter: (letter, at) => call('putDeadLetter', letter, at),
    deadLetter: (key) => call('deadLetter', key),
    listDeadLetters: (limit, after) => call('listDeadLetters', limit, after),
    settleDeadLetter: (key, settled) => call('settleDeadLetter', key, settled),
    deleteDeadLetter: (key) => call('deleteDeadLetter', key),
    ageDeadLetters: (...bounds) => call('ageDeadLetters', ...bounds),
    secret: (name) => call('secret', name),
    // The file is open in one process: there is nobody to compare with.
    exchangeWitness: () => Promise.resolve([]),
  };
}
