import type { DatabaseSync } from 'node:sqlite';
import type { TrackPiece, TrackSlot } from '../port.ts';
import { leaseCheck, Refused } from './lease-check.ts';
import type { Operations } from './protocol.ts';
import { transaction } from './schema.ts';

type Tracks = Pick<
  Operations,
  'putTracks' | 'replaceTrack' | 'trackSlots' | 'tracksIn' | 'tracksOf' | 'dropTracks'
>;

/** One row per terminal and slot. */
export function openTracks(db: DatabaseSync): Tracks {
  const putSlot = db.prepare('INSERT OR REPLACE INTO track_slots VALUES (?, ?)');
  const put = db.prepare('INSERT OR REPLACE INTO tracks VALUES (?, ?, ?)');
  const empty = db.prepare('DELETE FROM tracks WHERE at = ?');
  const remove = db.prepare('DELETE FROM tracks WHERE terminal = ? AND at = ?');
  const slots = db.prepare('SELECT at, n FROM track_slots ORDER BY at');
  const inSlot = db.prepare('SELECT terminal, body FROM tracks WHERE at = ?');
  const ofTerminal = db.prepare(
    'SELECT body FROM tracks WHERE terminal = ? AND at BETWEEN ? AND ? ORDER BY at',
  );
  const drop = db.prepare('DELETE FROM tracks WHERE at < ?');
  const dropSlots = db.prepare('DELETE FROM track_slots WHERE at < ?');
  const leaseMoved = leaseCheck(db);
  return {
    putTracks({ at, n }, pieces, lease) {
      transaction(db, () => {
        if (leaseMoved(lease)) throw new Refused('lease_lost');
        empty.run(at);
        for (const { terminal, body } of pieces) put.run(terminal, at, body);
        putSlot.run(at, n);
      });
    },
    replaceTrack(at, terminal, body) {
      if (body === null) remove.run(terminal, at);
      else put.run(terminal, at, body);
    },
    trackSlots: () => slots.all().map((row) => ({ ...row }) as unknown as TrackSlot),
    tracksIn: (at) => inSlot.all(at).map((row) => ({ ...row }) as unknown as TrackPiece),
    tracksOf: (terminal, from, to) =>
      ofTerminal.all(terminal, from, to).map(({ body }) => body as Uint8Array),
    dropTracks: (beforeMs, lease) =>
      transaction(db, () => {
        if (leaseMoved(lease)) throw new Refused('lease_lost');
        drop.run(beforeMs);
        return Number(dropSlots.run(beforeMs).changes);
      }),
  };
}
