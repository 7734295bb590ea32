import type { DraftEntry, LogEntry } from '../../gateway/contract/entry.ts';
import { GatewayError } from '../../gateway/contract/errors.ts';
import type { AppendOutcome, DeadLetter, EventLog, MediaRecord } from '../../gateway/log/port.ts';

/** A log for unit tests of whoever appends: remembers, judges copies, can be unplugged. It can not be followed. */
export interface MemoryLog extends EventLog {
  readonly entries: readonly LogEntry[];
  readonly letters: ReadonlyMap<string, DeadLetter>;
  /** Appends that were asked for, as numbers of drafts. */
  readonly batches: readonly number[];
  /** From the given append on (0 is the next), nothing can be written. */
  failAfter(appends: number): void;
}

export function memoryLog(): MemoryLog {
  const entries: LogEntry[] = [];
  const letters = new Map<string, DeadLetter>();
  const media = new Map<string, MediaRecord>();
  const batches: number[] = [];
  let left = Number.POSITIVE_INFINITY;

  function place(draft: DraftEntry): AppendOutcome {
    const known = entries.find(({ source, id }) => source === draft.source && id === draft.id);
    if (known !== undefined) {
      return { status: known.digest === draft.digest ? 'duplicate' : 'conflict', position: known };
    }
    const entry = { ...draft, e: 'memory', n: entries.length + 1, h: 'h' };
    entries.push(entry);
    return { status: 'new', position: entry };
  }

  const log: Partial<MemoryLog> = {
    engine: 'sqlite',
    site: 'test',
    entries,
    letters,
    batches,
    failAfter: (appends) => {
      left = appends;
    },
    async append(batch) {
      if (left <= 0) throw new GatewayError('log_unavailable', 'unplugged');
      left -= 1;
      batches.push(batch.length);
      return { outcomes: batch.map(place), durability: 'memory' };
    },
    find: async ({ source, id }) =>
      entries.find((entry) => entry.source === source && entry.id === id)?.n ?? null,
    head: async () => ({ e: 'memory', n: entries.length, h: 'h' }),
    entryAt: async (n) => entries[n - 1] ?? null,
    async putDeadLetter(letter, at) {
      const known = letters.get(letter.key);
      letters.set(letter.key, {
        ...letter,
        firstSeen: known?.firstSeen ?? at,
        lastSeen: at,
        count: (known?.count ?? 0) + 1,
        settled: null,
      });
    },
    deadLetter: async (key) => letters.get(key) ?? null,
    async settleDeadLetter(key, settled) {
      const known = letters.get(key);
      if (known !== undefined) letters.set(key, { ...known, settled });
      return known !== undefined;
    },
    async putMedia(hash, record) {
      media.set(hash, record);
    },
    async expireMedia(now) {
      for (const [hash, { expiresAt }] of media) if (expiresAt <= now) media.delete(hash);
    },
    getMedia: async (hash, now) => {
      const record = media.get(hash);
      return record !== undefined && record.expiresAt > now ? record : null;
    },
    dedupeSize: async () => ({ entries: 0, bytes: 0 }),
    durability: () => 'memory',
    unguarded: () => false,
    healthy: () => left > 0,
    close: async () => undefined,
  };
  return log as MemoryLog;
}
