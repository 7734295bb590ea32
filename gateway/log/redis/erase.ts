import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from '../../contract/errors.ts';
import { leaseLost } from '../forked.ts';
import type { Erased, EventLog, Lease, Named } from '../port.ts';
import { leaseValues } from './append.ts';
import { type Keys, markOf, STREAM_FEEDS } from './keys.ts';
import { entryAtNumber } from './read.ts';
import { type ReplicaFilesOptions, rewriteReplicas } from './replica-files.ts';
import { rewriteFile } from './rewrite-file.ts';
import { runScript, SCRIPTS } from './scripts.ts';

/** Entries that one script copies: bounds how long the server serves nobody else. */
const PIECE = 250;
const LEASE = 'erasing';
/** Longer than any one piece takes; whoever died with it holds up the next erasure for as long. */
const LEASE_MS = 30_000;
const WAITS_MS = LEASE_MS + 5_000;
const ASKS_EVERY_MS = 250;
/** Copies that trimming may spoil before an erasure gives up. */
const COPIES_AT_MOST = 20;

/** Where a copy begins, and what leaves one off. */
const START = '0-0';
const LEFT_OFF = '';

type Leases = Pick<EventLog, 'acquireLease' | 'releaseLease'>;

/**
 * A stream's entries never change, so a stream that must forget one is copied piece by piece without it and swapped in
 * the same step that copies the last piece. For that time the server holds the stream twice. One erasure does so at a
 * time, under a lease that every piece shows: another one waits for it.
 */
export function redisErasing(
  options: ReplicaFilesOptions & { readonly leases: Leases },
  keys: Keys,
): Pick<EventLog, 'erase' | 'purge'> {
  const { run, leases } = options;

  async function find({ source, id }: Named): Promise<Erased | null> {
    const mark = markOf(source, id);
    const value = await run((client) => client.hget(keys.bucket(mark), mark.field));
    if (value === null) return null;
    const n = Math.floor(Number(value) / 16);
    const entry = await run((client) => entryAtNumber(client, keys, n));
    return entry?.source === source && entry.id === id ? { source, id, n, feed: entry.feed } : null;
  }

  async function copyPiece(
    stream: string,
    lease: Lease,
    from: string,
    ids: readonly string[] = [],
  ): Promise<string | null> {
    const names = [stream, `${stream}:rewriting`, keys.fences];
    const values = [...leaseValues(lease), from, PIECE, ...ids];
    const next = await run((client) => runScript(client, SCRIPTS.rewrite, names, values));
    if (next === 'lease_lost') throw leaseLost(LEASE);
    return next === null ? null : String(next);
  }

  async function rewrite(
    stream: string,
    ids: readonly string[],
    renewed: () => Promise<Lease>,
  ): Promise<void> {
    let copies = 0;
    let held: number | null = null;
    for (let from: string | null = START; from !== null; ) {
      const lease = await renewed();
      // Whoever held it in between may have left a copy of another erasure.
      if (lease.fence !== held) from = START;
      held = lease.fence;
      if (from === START && copies++ === COPIES_AT_MOST) throw disturbed();
      from = await copyPiece(stream, lease, from, ids);
    }
  }

  async function rewriteAll(found: readonly Erased[], renewed: () => Promise<Lease>): Promise<void> {
    for (const feed of STREAM_FEEDS) {
      const ids = found.filter((each) => each.feed === feed).map(({ n }) => `${n}-0`);
      if (ids.length === 0) continue;
      const stream = keys.stream(feed);
      try {
        await rewrite(stream, ids, renewed);
      } catch (error) {
        // Half a copy would take the room that the log itself may need.
        await renewed()
          .then((lease) => copyPiece(stream, lease, LEFT_OFF))
          .catch(() => undefined);
        throw error;
      }
    }
  }

  return {
    async erase(names) {
      const holder = randomUUID();
      const renewed = async () => {
        const lease = await leases.acquireLease(LEASE, holder, LEASE_MS);
        if (lease === null) throw leaseLost(LEASE);
        return lease;
      };
      const lease = await acquired(leases, holder);
      try {
        const found = (await Promise.all(names.map(find))).filter((each) => each !== null);
        await rewriteAll(found, renewed);
        return found;
      } finally {
        await leases.releaseLease(lease).catch(() => undefined);
      }
    },
    async purge() {
      await rewriteFile(() => run((client) => client.bgrewriteaof()));
      return rewriteReplicas(options);
    },
  };
}

/** @throws {GatewayError} `log_unavailable` when another erasure does not end */
async function acquired(leases: Leases, holder: string): Promise<Lease> {
  const until = Date.now() + WAITS_MS;
  for (;;) {
    const lease = await leases.acquireLease(LEASE, holder, LEASE_MS);
    if (lease !== null) return lease;
    if (Date.now() > until) {
      const detail = 'another erasure has been under way for long; send the same again when it has ended';
      throw new GatewayError('log_unavailable', detail, { retryAfterS: LEASE_MS / 1_000 });
    }
    await sleep(ASKS_EVERY_MS);
  }
}

function disturbed(): GatewayError {
  const detail =
    'entries were trimmed all the while, so nothing was erased from this stream; send the same again';
  return new GatewayError('log_unavailable', detail, { retryAfterS: 5 });
}
