import { randomUUID } from 'node:crypto';
import { checksum } from '../chain.ts';
import { leaseLost } from '../forked.ts';
import type { EventLog, SnapshotMeta } from '../port.ts';
import { leaseValues } from './append.ts';
import type { Connection } from './connection.ts';
import { forget } from './forget.ts';
import type { Keys } from './keys.ts';
import { runScript, SCRIPTS } from './scripts.ts';

/** Larger values would hold the server's one thread for too long. */
const CHUNK_BYTES = 512 * 1024;
/** Chunks that no index entry ever points to (their writer died) go away by themselves. */
const ORPHAN_MS = 10 * 60_000;

interface Indexed extends SnapshotMeta {
  readonly chunks: number;
  readonly sha256: string;
}

type Snapshots = Pick<EventLog, 'saveSnapshot' | 'listSnapshots' | 'loadSnapshot' | 'deleteSnapshot'>;

/**
 * Snapshots in chunks of at most 512 kB with a SHA-256 over all. The field in the index is written last, in one
 * script with making the chunks permanent: a snapshot exists completely or not at all.
 */
export function redisSnapshots(connection: Connection, keys: Keys): Snapshots {
  const { run } = connection;
  const index = keys.named('snapshots');
  const chunkKeys = ({ id, chunks }: Indexed) =>
    Array.from({ length: chunks }, (_, i) => keys.named('snapshot', id, String(i)));

  async function find(id: string): Promise<Indexed | null> {
    const text = await run((client) => client.hget(index, id));
    return text === null ? null : (JSON.parse(text) as Indexed);
  }

  return {
    async saveSnapshot(meta, bytes, lease) {
      const id = `${meta.position.n}-${randomUUID()}`;
      const saved: SnapshotMeta = { ...meta, id, bytes: bytes.length };
      const chunks = Math.ceil(bytes.length / CHUNK_BYTES);
      const indexed: Indexed = { ...saved, chunks, sha256: checksum(bytes) };
      const names = chunkKeys(indexed);
      for (const [i, name] of names.entries()) {
        const chunk = Buffer.from(bytes.subarray(i * CHUNK_BYTES, (i + 1) * CHUNK_BYTES));
        await run((client) => client.set(name, chunk, 'PX', ORPHAN_MS)).catch(async (error: unknown) => {
          // A full server gets its room back at once; where this fails too they expire.
          await run((client) => client.unlink(...names)).catch(() => undefined);
          throw error;
        });
      }
      const values = [...leaseValues(lease), id, JSON.stringify(indexed)];
      const listed = await run((client) =>
        runScript(client, SCRIPTS.saveSnapshot, [index, keys.fences, ...names], values),
      );
      if (listed === null) throw leaseLost(lease?.name ?? '');
      return saved;
    },
    async listSnapshots() {
      const all = await run((client) => client.hvals(index));
      return all
        .map((text): SnapshotMeta => {
          const { chunks: _chunks, sha256: _sha256, ...meta } = JSON.parse(text) as Indexed;
          return meta;
        })
        .sort((a, b) => b.savedAt - a.savedAt || b.position.n - a.position.n);
    },
    async loadSnapshot(id) {
      const indexed = await find(id);
      if (indexed === null) return null;
      const parts: Buffer[] = [];
      for (const name of chunkKeys(indexed)) {
        parts.push((await run((client) => client.getBuffer(name))) ?? Buffer.alloc(0));
      }
      const bytes = new Uint8Array(Buffer.concat(parts));
      return checksum(bytes) === indexed.sha256 ? bytes : null;
    },
    async deleteSnapshot(id, lease) {
      const indexed = await find(id);
      if (indexed === null) return;
      const names = chunkKeys(indexed);
      await forget(connection, keys, { index, remove: 'HDEL', members: [id], names, lease });
    },
  };
}
