import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { checksum } from '../chain.ts';
import type { Lease, MediaRecord } from '../port.ts';
import { leaseCheck, Refused } from './lease-check.ts';
import type { Operations } from './protocol.ts';
import { transaction } from './schema.ts';

type Snapshots = Pick<Operations, 'saveSnapshot' | 'listSnapshots' | 'loadSnapshot' | 'deleteSnapshot'>;

/** Snapshots are one blob each, with a checksum that loading compares. */
export function openSnapshots(db: DatabaseSync): Snapshots {
  const save = db.prepare('INSERT INTO snapshots VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const list = db.prepare(
    `SELECT id, e, n, h, reducer_version AS reducerVersion, state_hash AS stateHash, saved_at AS savedAt, bytes
     FROM snapshots ORDER BY saved_at DESC, n DESC`,
  );
  const load = db.prepare('SELECT body, sha256 FROM snapshots WHERE id = ?');
  const remove = db.prepare('DELETE FROM snapshots WHERE id = ?');
  const leaseMoved = leaseCheck(db);
  interface Row {
    id: string;
    e: string;
    n: number;
    h: string;
    reducerVersion: number;
    stateHash: string;
    savedAt: number;
    bytes: number;
  }
  return {
    saveSnapshot({ id, position: { e, n, h }, reducerVersion, stateHash, savedAt }, bytes, lease) {
      if (leaseMoved(lease)) throw new Refused('lease_lost');
      save.run(id, e, n, h, reducerVersion, stateHash, savedAt, bytes.length, checksum(bytes), bytes);
    },
    listSnapshots: () =>
      (list.all() as unknown as Row[]).map(({ e, n, h, ...meta }) => ({ ...meta, position: { e, n, h } })),
    loadSnapshot(id) {
      const row = load.get(id) as { body: Uint8Array; sha256: string } | undefined;
      return row && checksum(row.body) === row.sha256 ? row.body : null;
    },
    deleteSnapshot(id, lease) {
      if (leaseMoved(lease)) throw new Refused('lease_lost');
      remove.run(id);
    },
  };
}

/** Leases of one process: they matter across restarts, where the fence goes on growing. */
export function openLeases(db: DatabaseSync): Pick<Operations, 'acquireLease' | 'releaseLease'> {
  const read = db.prepare('SELECT holder, fence, expires_at AS expiresAt FROM leases WHERE name = ?');
  const write = db.prepare('INSERT OR REPLACE INTO leases VALUES (?, ?, ?, ?)');
  const release = db.prepare('UPDATE leases SET expires_at = 0 WHERE name = ? AND holder = ? AND fence = ?');
  return {
    acquireLease: ({ name, holder, now, expiresAt }): Lease | null =>
      transaction(db, () => {
        const held = read.get(name) as { holder: string; fence: number; expiresAt: number } | undefined;
        const live = held !== undefined && held.expiresAt > now;
        if (live && held.holder !== holder) return null;
        const fence = live ? held.fence : (held?.fence ?? 0) + 1;
        write.run(name, holder, fence, expiresAt);
        return { name, holder, fence };
      }),
    releaseLease({ name, holder, fence }) {
      release.run(name, holder, fence);
    },
  };
}

type Media = Pick<Operations, 'putMedia' | 'getMedia' | 'deleteMedia' | 'expireMedia'>;

/** Nothing leaves by itself here: expired pictures go with the next one that is stored, and with the hourly duty. */
export function openMedia(db: DatabaseSync): Media {
  const put = db.prepare('INSERT OR REPLACE INTO media VALUES (?, ?, ?, ?, ?, ?, ?)');
  const expire = db.prepare('DELETE FROM media WHERE expires_at <= ?');
  const remove = db.prepare('DELETE FROM media WHERE hash = ?');
  const get = db.prepare(
    `SELECT type, bytes, blurred, clear_boxes AS clearBoxes, stored_at AS storedAt, expires_at AS expiresAt
     FROM media WHERE hash = ? AND blurred IS NOT NULL`,
  );
  return {
    putMedia(hash, { type, bytes, blurred, clearBoxes, storedAt, expiresAt }, now) {
      transaction(db, () => {
        expire.run(now);
        put.run(hash, type, bytes, storedAt, expiresAt, blurred, JSON.stringify(clearBoxes));
      });
    },
    deleteMedia(hash) {
      remove.run(hash);
    },
    expireMedia(now) {
      expire.run(now);
    },
    getMedia(hash, now) {
      const media = get.get(hash) as unknown as (MediaRecord & { clearBoxes: string }) | undefined;
      return media && media.expiresAt > now ? { ...media, clearBoxes: JSON.parse(media.clearBoxes) } : null;
    },
  };
}

/** Secrets are made once; only a log that lost them is given the former ones again. */
export function openSecrets(db: DatabaseSync): Pick<Operations, 'secret' | 'keepSecret'> {
  const make = db.prepare('INSERT INTO secrets VALUES (?, ?) ON CONFLICT DO NOTHING');
  const keep = db.prepare('INSERT OR REPLACE INTO secrets VALUES (?, ?)');
  const read = db.prepare('SELECT value FROM secrets WHERE name = ?');
  return {
    secret(name) {
      make.run(name, randomBytes(32).toString('base64url'));
      return String(read.get(name)?.value);
    },
    keepSecret(name, value) {
      keep.run(name, value);
    },
  };
}
