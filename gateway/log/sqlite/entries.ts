import type { DatabaseSync } from 'node:sqlite';
import { type Position, samePosition } from '../../contract/position.ts';
import { discontinuity, lineage, type Standing } from '../continuity.ts';
import type { AppendOutcome } from '../port.ts';
import type { Recorded } from '../recorded.ts';
import { openEpochs } from './epochs.ts';
import { BLOCK_ROWS, openInsert } from './insert.ts';
import { leaseCheck, Refused } from './lease-check.ts';
import { type Packed, packOutcomes, rowsOf } from './pack.ts';
import type { Operations, Refusal, TrimAsked, TrimStep } from './protocol.ts';
import { transaction } from './schema.ts';

/** Rows that one trimming step removes at most, so that appends wait milliseconds for it, not seconds. */
const TRIM_ROWS = 1_000;

/** What a row takes besides its data, with its places in the indexes, about. */
const ROW_BYTES = 420;

interface Entries
  extends Pick<
    Operations,
    'head' | 'read' | 'entryAt' | 'standing' | 'trim' | 'append' | 'fence' | 'feedSize'
  > {
  /** Appends several batches in one transaction; what became of each, or why nothing of it was written. */
  appendAll(batches: readonly Batch[]): readonly (Packed | Refusal)[];
}

/** The arguments of one append. */
export type Batch = Parameters<Operations['append']>;

/** Prepared access to the entries. The head is kept in memory: this process is the only writer. */
export function openEntries(db: DatabaseSync): Entries {
  const insert = openInsert(db);
  const after = db.prepare('SELECT * FROM entries WHERE n > ? ORDER BY n LIMIT ?');
  const at = db.prepare('SELECT * FROM entries WHERE n = ?');
  const metaValue = db.prepare('SELECT value FROM meta WHERE name = ?');
  const setMeta = db.prepare(
    'INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );

  const meta = (name: string) => metaValue.get(name)?.value as string | undefined;
  let head: Position = { e: meta('e') ?? '', n: Number(meta('n') ?? 0), h: meta('h') ?? '' };
  let horizon = Number(meta('horizon') ?? 0);

  const epochs = openEpochs(db);
  epochs.begin({ epoch: head.e, from: '', forkN: 0, forkH: '', reason: 'new' });
  const leaseMoved = leaseCheck(db);

  function appendOne(values: Packed): AppendOutcome {
    const position = insert.one(head, values);
    if (position !== null) {
      head = position;
      return { status: 'new', position };
    }
    return insert.known(values);
  }

  function appendRows(rows: readonly Packed[]): readonly AppendOutcome[] {
    const places = rows.length === BLOCK_ROWS ? insert.block(head, rows) : null;
    if (places === null) return rows.map(appendOne);
    head = places.at(-1) ?? head;
    return places.map((position) => ({ status: 'new', position }));
  }

  function appendBatch([drafts, demand]: Batch): Packed | Refusal {
    if (leaseMoved(demand?.lease)) return 'lease_lost';
    if (demand?.standing !== undefined && !holds(demand.standing)) return 'forked';
    return packOutcomes(blocksOf(rowsOf(drafts)).flatMap(appendRows));
  }

  function appendAll(batches: readonly Batch[]) {
    const before = head;
    try {
      return transaction(db, () => {
        const outcomes = batches.map(appendBatch);
        if (head !== before) {
          setMeta.run('n', String(head.n));
          setMeta.run('h', head.h);
        }
        return outcomes;
      });
    } catch (error) {
      head = before;
      throw error;
    }
  }

  const recordedAt = (n: number) => (at.get(n) as unknown as Recorded | undefined) ?? null;
  const place = db.prepare('SELECT e, n, h FROM entries WHERE n = ?');
  const placeAt = (n: number) => (place.get(n) as unknown as Position | undefined) ?? null;
  const standing = (n: number): Standing => ({
    head,
    horizon,
    atReader: placeAt(n),
    epochs: epochs.all(),
  });
  const holds = (at: Position) => samePosition(at, head) || discontinuity(at, standing(at.n)) === null;
  const trimFeed = trimmer(db);

  return {
    appendAll,
    append(drafts, demand) {
      const outcomes = appendAll([[drafts, demand]])[0] ?? [];
      if (typeof outcomes === 'string') throw new Refused(outcomes);
      return outcomes;
    },
    fence({ known, fork, reason }, offered) {
      if (holds(known)) return head;
      const [first] = epochs.all();
      const state = lineage(known, head.e, epochs.all());
      if (state === 'other' && first?.from === '') epochs.rename(first.epoch, known.e);
      if (state !== 'current') return head;
      if (fork.n > horizon && !holds(fork)) throw new Refused('forked');
      transaction(db, () => {
        epochs.begin({ epoch: offered, from: head.e, forkN: fork.n, forkH: fork.h, reason });
        setMeta.run('e', offered);
      });
      head = { ...head, e: offered };
      return head;
    },
    head: () => head,
    read: (n, limit) => ({ entries: after.all(n, limit) as unknown as Recorded[], head, horizon }),
    entryAt: recordedAt,
    standing,
    feedSize: sizer(db),
    trim(feed, beforeMs, { lease, ...options } = {}) {
      const { last, ...step } = transaction(db, () => {
        if (leaseMoved(lease)) throw new Refused('lease_lost');
        const trimmed = trimFeed(feed, beforeMs, options);
        if (trimmed.last > horizon) setMeta.run('horizon', String(trimmed.last));
        return trimmed;
      });
      horizon = Math.max(horizon, last);
      return step;
    },
  };
}

function blocksOf(rows: readonly Packed[]): readonly (readonly Packed[])[] {
  return Array.from({ length: Math.ceil(rows.length / BLOCK_ROWS) }, (_, i) =>
    rows.slice(i * BLOCK_ROWS, (i + 1) * BLOCK_ROWS),
  );
}

/**
 * Removes a feed's oldest entries up to the first that is young enough; configurations and what is spared stay. `last` is
 * the largest `n` removed, 0 for none.
 */
function trimmer(db: DatabaseSync) {
  const oldest = db.prepare(
    `SELECT n, received FROM entries WHERE feed = ? AND n > ? AND type <> 'system.configured' ORDER BY n LIMIT ?`,
  );
  const remove = db.prepare('DELETE FROM entries WHERE n = ?');

  return (
    feed: string,
    beforeMs: number,
    asked: Partial<TrimAsked>,
  ): TrimStep & { readonly last: number } => {
    const { after = 0, upTo = Number.MAX_SAFE_INTEGER, atMost = TRIM_ROWS, spared } = asked;
    const limit = Math.min(TRIM_ROWS, atMost);
    const rows = oldest.all(feed, after, limit) as unknown as Pick<Recorded, 'n' | 'received'>[];
    const young = rows.findIndex((row) => row.received >= beforeMs || row.n > upTo);
    const old = young < 0 ? rows : rows.slice(0, young);
    const doomed = old.filter(({ n }) => spared?.has(n) !== true);
    for (const { n } of doomed) remove.run(n);
    const done = young >= 0 || rows.length < limit;
    return { removed: doomed.length, done, after: rows.at(-1)?.n ?? after, last: doomed.at(-1)?.n ?? 0 };
  };
}

/** Size of a feed: its rows, times what the last of them take on average. */
function sizer(db: DatabaseSync): Operations['feedSize'] {
  const count = db.prepare('SELECT count(*) AS entries FROM entries WHERE feed = ?');
  const average = db.prepare(
    `SELECT avg(length(CAST(data AS BLOB)) + length(subject) + ${ROW_BYTES}) AS bytes
     FROM (SELECT data, subject FROM entries WHERE feed = ? ORDER BY n DESC LIMIT 1000)`,
  );
  return (feed) => {
    const entries = Number(count.get(feed)?.entries);
    return { entries, bytes: Math.round(entries * Number(average.get(feed)?.bytes ?? 0)) };
  };
}
