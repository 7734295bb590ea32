import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Position } from '../../contract/position.ts';
import type { Upcasts } from '../../contract/upcast.ts';
import type { Clock, Logger } from '../../ops/port.ts';
import { assertBatch } from '../batch.ts';
import { newEpoch } from '../chain.ts';
import { discontinuity } from '../continuity.ts';
import { healed, recordAgain } from '../heal.ts';
import { createOwnTail, type OwnTail } from '../own-tail.ts';
import type { AppendOutcome, EventLog, Follower } from '../port.ts';
import { type RecordedDraft, recordDraft, revive } from '../recorded.ts';
import { type Connection, connectWorker } from './connection.ts';
import { followSource, type WakingFollower } from './follow.ts';
import { packDrafts, unpackOutcomes } from './pack.ts';

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
  const followers = new Map<WakingFollower, OwnTail>();
  const wake = (drafts: readonly RecordedDraft[] = [], outcomes: readonly AppendOutcome[] = []) => {
    for (const [follower, own] of followers) {
      own.add(drafts, outcomes);
      follower.wake();
    }
  };
  const entries = sqliteEntries(connection, { ...options, wake });

  return {
    engine: 'sqlite',
    site: options.site,
    ...entries,
    ...sqliteRecords(connection, options.clock),
    follow(after, handlers): Follower {
      const own = createOwnTail();
      const source = {
        own: (at: Position, limit: number) =>
          own.after(at, limit).map((entry) => revive(entry, options.upcasts)),
        read: async (n: number, limit: number) => (await entries.read(n, limit)).entries,
        standing: (n: number) => connection.call('standing', n),
        logger: options.logger,
      };
      const follower = followSource(source, after, handlers);
      followers.set(follower, own);
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
      await Promise.all([...followers.keys()].map((follower) => follower.stop()));
      followers.clear();
      await connection.close();
    },
  };
}

interface EntryOptions extends Pick<SqliteLogOptions, 'upcasts'> {
  /** Something was appended: these drafts, or what has to be read. */
  readonly wake: (drafts?: readonly RecordedDraft[], outcomes?: readonly AppendOutcome[]) => void;
}

type Entries = Pick<
  EventLog,
  | 'append'
  | 'heal'
  | 'fence'
  | 'epochs'
  | 'holds'
  | 'head'
  | 'read'
  | 'entryAt'
  | 'trim'
  | 'feedSize'
  | 'erase'
  | 'purge'
>;

function sqliteEntries({ call }: Connection, { upcasts, wake }: EntryOptions): Entries {
  return {
    async append(batch, { lease, standing } = {}) {
      assertBatch(batch);
      if (batch.length === 0) return { outcomes: [], durability: 'fsync' };
      const demand = { lease, standing: standing?.() ?? undefined };
      const drafts = batch.map(recordDraft);
      const outcomes = unpackOutcomes(await call('append', packDrafts(drafts), demand));
      wake(drafts, outcomes);
      return { outcomes, durability: 'fsync' };
    },
    async heal(lost, from) {
      assertBatch(lost);
      const packed = packDrafts(lost.map(recordAgain));
      const outcomes = unpackOutcomes(await call('append', packed, { standing: from }));
      wake();
      return { outcomes: outcomes.map(healed), durability: 'fsync' };
    },
    fence: (fork) => call('fence', fork, newEpoch()),
    epochs: async () => (await call('standing', 0)).epochs,
    holds: async (place) => discontinuity(place, await call('standing', place.n)) === null,
    head: () => call('head'),
    async read(after, limit) {
      const { entries, ...rest } = await call('read', after, limit);
      return { ...rest, entries: entries.map((entry) => revive(entry, upcasts)) };
    },
    async entryAt(n) {
      const entry = await call('entryAt', n);
      return entry && revive(entry, upcasts);
    },
    erase: (names) => call('erase', names),
    async purge() {
      await call('purge');
      return [];
    },
    feedSize: (feed) => call('feedSize', feed),
    async trim(feed, beforeMs, options) {
      const { atMost = Number.MAX_SAFE_INTEGER } = options ?? {};
      for (let total = 0, from = 0; ; ) {
        const rest = { ...options, after: from, atMost: atMost - total };
        const { removed, done, after } = await call('trim', feed, beforeMs, rest);
        total += removed;
        from = after;
        if (done || total >= atMost) return total;
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
    async saveSnapshot(meta, bytes, lease) {
      const saved = { ...meta, id: `${meta.position.n}-${randomUUID()}`, bytes: bytes.length };
      await call('saveSnapshot', saved, bytes, lease);
      return saved;
    },
    dedupeSize: () => call('dedupeSize'),
    find: ({ source, id }) => call('find', { source, id }),
    listSnapshots: () => call('listSnapshots'),
    loadSnapshot: (id) => call('loadSnapshot', id),
    deleteSnapshot: (id, lease) => call('deleteSnapshot', id, lease),
    acquireLease(name, holder, ttlMs) {
      const now = clock.now();
      return call('acquireLease', { name, holder, now, expiresAt: now + ttlMs * clock.rate });
    },
    releaseLease: (lease) => call('releaseLease', lease),
    putTracks: (slot, pieces, { lease }) => call('putTracks', slot, pieces, lease),
    replaceTrack: (...track) => call('replaceTrack', ...track),
    trackSlots: () => call('trackSlots'),
    tracksIn: (at) => call('tracksIn', at),
    tracksOf: (...asked) => call('tracksOf', ...asked),
    dropTracks: (beforeMs, lease) => call('dropTracks', beforeMs, lease),
    putMedia: (hash, media, now) => call('putMedia', hash, media, now),
    getMedia: (hash, now) => call('getMedia', hash, now),
    deleteMedia: (hash) => call('deleteMedia', hash),
    expireMedia: (now) => call('expireMedia', now),
    putDeadLetter: (letter, at) => call('putDeadLetter', letter, at),
    deadLetter: (key) => call('deadLetter', key),
    listDeadLetters: (limit, after) => call('listDeadLetters', limit, after),
    settleDeadLetter: (key, settled) => call('settleDeadLetter', key, settled),
    deleteDeadLetter: (key) => call('deleteDeadLetter', key),
    ageDeadLetters: (...bounds) => call('ageDeadLetters', ...bounds),
    secret: (name) => call('secret', name),
    keepSecret: (name, value) => call('keepSecret', name, value),
    unguarded: () => false,
    // The file is open in one process: there is nobody to compare with.
    exchangeWitness: () => Promise.resolve([]),
  };
}
