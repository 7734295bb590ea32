import type { DatabaseSync } from 'node:sqlite';
import type { Position } from '../../contract/position.ts';
import { chainHash } from '../chain.ts';
import type { AppendOutcome } from '../port.ts';
import { PACKED_COLUMNS, type Packed } from './pack.ts';

/** Rows that go in by one statement: a call of SQLite for each would cost as much again as what it does. */
export const BLOCK_ROWS = 16;

/** Puts rows behind the head, each with its place in the chain. */
export interface Insert {
  /** Null when an entry of this source and id is there already. */
  one(head: Position, values: Packed): Position | null;
  /** `BLOCK_ROWS` rows; null, and nothing is there of them, when any is there already or twice among them. */
  block(head: Position, rows: readonly Packed[]): readonly Position[] | null;
  /** Where the entry of this source and id is, and whether it says the same. */
  known(values: Packed): AppendOutcome;
}

interface Original extends Position {
  readonly digest: string;
}

const SOURCE = PACKED_COLUMNS.indexOf('source');
const ID = PACKED_COLUMNS.indexOf('id');
const DIGEST = PACKED_COLUMNS.indexOf('digest');

/** What tells an entry apart, and what its content is. */
function nameOf(values: Packed) {
  return { source: String(values[SOURCE]), id: String(values[ID]), digest: String(values[DIGEST]) };
}

/**
 * `OR FAIL`: what else goes wrong ends the transaction anyhow, so a statement of several rows need not keep every page it
 * touches for taking itself back, which would cost more than it saves.
 */
function insertOf(rows: number): string {
  const row = `(?, ?, ?, ${PACKED_COLUMNS.map(() => '?').join(', ')})`;
  const values = Array.from({ length: rows }, () => row).join(', ');
  return `INSERT OR FAIL INTO entries (n, e, h, ${PACKED_COLUMNS.join(', ')}) VALUES ${values}
    ON CONFLICT (source, id) DO NOTHING`;
}

export function openInsert(db: DatabaseSync): Insert {
  const single = db.prepare(insertOf(1));
  const several = db.prepare(insertOf(BLOCK_ROWS));
  const original = db.prepare('SELECT n, e, h, digest FROM entries WHERE source = ? AND id = ?');
  const takeBack = db.prepare('DELETE FROM entries WHERE n > ?');
  return {
    one(head, values) {
      const next = placeAfter(head, values);
      return single.run(next.n, next.e, next.h, ...values).changes === 1 ? next : null;
    },
    block(head, rows) {
      const places: Position[] = [];
      const bound: (string | number | null)[] = [];
      let last = head;
      for (const values of rows) {
        last = placeAfter(last, values);
        places.push(last);
        bound.push(last.n, last.e, last.h, ...values);
      }
      const { changes } = several.run(...bound);
      if (changes === rows.length) return places;
      if (changes > 0) takeBack.run(head.n);
      return null;
    },
    known(values) {
      const { source, id, digest } = nameOf(values);
      const { digest: told, ...position } = original.get(source, id) as unknown as Original;
      return { status: told === digest ? 'duplicate' : 'conflict', position: { ...position } };
    },
  };
}

function placeAfter({ e, n, h }: Position, values: Packed): Position {
  return { e, n: n + 1, h: chainHash(h, nameOf(values)) };
}
