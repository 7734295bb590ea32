import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Position } from '../../contract/position.ts';
import { chainHash } from '../chain.ts';
import type { AppendOutcome } from '../port.ts';
import type { Recorded, RecordedDraft } from '../recorded.ts';
import type { Operations, TrimStep } from './protocol.ts';
import { DRAFT_COLUMNS, transaction } from './schema.ts';

/** Rows that one trimming step removes at most, so that appends wait milliseconds for it, not seconds. */
const TRIM_ROWS = 1_000;

interface Entries extends Pick<Operations, 'head' | 'read' | 'entryAt' | 'standing' | 'trim' | 'append'> {
  /** Appends several batches in one transaction; outcomes per batch. */
  appendAll(batches: readonly (readonly RecordedDraft[])[]): readonly (readonly AppendOutcome[])[];
}

interface Original extends Position {
  readonly digest: string;
}

/** Prepared access to the entries. The head is kept in memory: this process is the only writer. */
export function openEntries(db: DatabaseSync): Entries {
  const insert = db.prepare(
    `INSERT INTO entries (n, e, h, ${DRAFT_COLUMNS.join(', ')})
     VALUES (?, ?, ?, ${DRAFT_COLUMNS.map(() => '?').join(', ')}) ON CONFLICT (source, id) DO NOTHING`,
  );
  const original = db.prepare('SELECT n, e, h, digest FROM entries WHERE source = ? AND id = ?');
  const after = db.prepare('SELECT * FROM entries WHERE n > ? ORDER BY n LIMIT ?');
  const at = db.prepare('SELECT * FROM entries WHERE n = ?');
  const metaValue = db.prepare('SELECT value FROM meta WHERE name = ?');
  const setMeta = db.prepare(
    'INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );

  const meta = (name: string) => metaValue.get(name)?.value as string | undefined;
  let head: Position = { e: meta('e') ?? '', n: Number(meta('n') ?? 0), h: meta('h') ?? '' };
  let horizon = Number(meta('horizon') ?? 0);

  function appendOne(draft: RecordedDraft): AppendOutcome {
    const next = { e: head.e, n: head.n + 1, h: chainHash(head.h, draft) };
    const values: SQLInputValue[] = [next.n, next.e, next.h];
    for (const column of DRAFT_COLUMNS) values.push(draft[column]);
    if (insert.run(...values).changes === 1) {
      head = next;
      return { status: 'new', position: next };
    }
    const { digest, ...position } = original.get(draft.source, draft.id) as unknown as Original;
    return { status: digest === draft.digest ? 'duplicate' : 'conflict', position: { ...position } };
  }

  function appendAll(batches: readonly (readonly RecordedDraft[])[]) {
    const before = head;
    try {
      return transaction(db, () => {
        const outcomes = batches.map((batch) => batch.map(appendOne));
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
  const trimFeed = trimmer(db);

  return {
    appendAll,
    append: (drafts) => appendAll([drafts])[0] ?? [],
    head: () => head,
    read: (n, limit) => ({ entries: after.all(n, limit) as unknown as Recorded[], head, horizon }),
    entryAt: recordedAt,
    standing: (n) => ({ head, horizon, hashAtReader: recordedAt(n)?.h ?? null }),
    trim(feed, beforeMs) {
      const { last, ...step } = transaction(db, () => {
        const trimmed = trimFeed(feed, beforeMs);
        if (trimmed.last > horizon) setMeta.run('horizon', String(trimmed.last));
        return trimmed;
      });
      horizon = Math.max(horizon, last);
      return step;
    },
  };
}

/** Removes a feed's oldest entries up to the first that is young enough. `last` is the largest `n` removed, 0 for none. */
function trimmer(db: DatabaseSync) {
  const oldest = db.prepare('SELECT n, received FROM entries WHERE feed = ? ORDER BY n LIMIT ?');
  const remove = db.prepare('DELETE FROM entries WHERE feed = ? AND n <= ?');

  return (feed: string, beforeMs: number): TrimStep & { readonly last: number } => {
    const rows = oldest.all(feed, TRIM_ROWS) as unknown as Pick<Recorded, 'n' | 'received'>[];
    const young = rows.findIndex((row) => row.received >= beforeMs);
    const removed = young < 0 ? rows.length : young;
    const last = rows[removed - 1]?.n ?? 0;
    if (removed > 0) remove.run(feed, last);
    return { removed, done: removed < TRIM_ROWS, last };
  };
}
