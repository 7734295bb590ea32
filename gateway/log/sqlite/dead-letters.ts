import type { DatabaseSync } from 'node:sqlite';
import type { DeadLetter } from '../port.ts';
import { leaseCheck, Refused } from './lease-check.ts';
import type { Operations } from './protocol.ts';
import { transaction } from './schema.ts';

type DeadLetters = Pick<
  Operations,
  | 'putDeadLetter'
  | 'deadLetter'
  | 'listDeadLetters'
  | 'settleDeadLetter'
  | 'deleteDeadLetter'
  | 'ageDeadLetters'
>;

interface Row extends Omit<DeadLetter, 'settled'> {
  readonly settledPosition: string | null;
  readonly settledAt: number | null;
}

const COLUMNS = `key, producer, code, detail, path, text, first_seen AS firstSeen, last_seen AS lastSeen, count,
  settled_position AS settledPosition, settled_at AS settledAt`;

const NEWEST_FIRST = 'ORDER BY last_seen DESC, key DESC LIMIT ?';

/** One row per letter; the columns of a settlement are both set or both null. */
export function openDeadLetters(db: DatabaseSync): DeadLetters {
  const put = db.prepare(
    `INSERT INTO dead_letters (key, producer, code, detail, path, text, first_seen, last_seen, count)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (key) DO UPDATE
     SET last_seen = max(last_seen, excluded.last_seen), text = excluded.text, count = count + 1,
         settled_position = NULL, settled_at = NULL`,
  );
  const one = db.prepare(`SELECT ${COLUMNS} FROM dead_letters WHERE key = ?`);
  const first = db.prepare(`SELECT ${COLUMNS} FROM dead_letters ${NEWEST_FIRST}`);
  const next = db.prepare(
    `SELECT ${COLUMNS} FROM dead_letters WHERE (last_seen, key) < (?, ?) ${NEWEST_FIRST}`,
  );
  const settle = db.prepare('UPDATE dead_letters SET settled_position = ?, settled_at = ? WHERE key = ?');
  const remove = db.prepare('DELETE FROM dead_letters WHERE key = ?');
  const forget = db.prepare('DELETE FROM dead_letters WHERE last_seen < ?');
  const forgetText = db.prepare('UPDATE dead_letters SET text = NULL WHERE last_seen < ?');
  const bound = db.prepare(
    'DELETE FROM dead_letters WHERE key IN (SELECT key FROM dead_letters ORDER BY last_seen DESC, key DESC LIMIT -1 OFFSET ?)',
  );
  const leaseMoved = leaseCheck(db);
  return {
    putDeadLetter({ key, producer, code, detail, path, text }, at) {
      put.run(key, producer, code, detail, path, text, at, at);
    },
    deadLetter(key) {
      const row = one.get(key) as unknown as Row | undefined;
      return row === undefined ? null : letterOf(row);
    },
    listDeadLetters(limit, after) {
      const rows = after === undefined ? first.all(limit) : next.all(after.lastSeen, after.key, limit);
      return (rows as unknown as Row[]).map(letterOf);
    },
    settleDeadLetter: (key, { position, at }) => settle.run(position, at, key).changes === 1,
    deleteDeadLetter: (key) => remove.run(key).changes === 1,
    ageDeadLetters(beforeMs, textBeforeMs, atMost, lease) {
      transaction(db, () => {
        if (leaseMoved(lease)) throw new Refused('lease_lost');
        forget.run(beforeMs);
        forgetText.run(textBeforeMs);
        bound.run(atMost);
      });
    },
  };
}

function letterOf({ settledPosition: position, settledAt: at, ...letter }: Row): DeadLetter {
  return { ...letter, settled: position === null || at === null ? null : { position, at } };
}
