import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Project } from '../access/port.ts';
import type { Projection } from '../contract/vocabulary.ts';
import type { SnapshotRef } from '../contract/wire.ts';
import type { Metrics } from '../ops/port.ts';
import type { Site, StoredChunk } from './port.ts';
import { cutOf, writeSnapshot } from './snapshot-text.ts';
import type { Tokens } from './token.ts';

const compress = promisify(gzip);

/** A snapshot this young serves the next client too. */
const REUSE_MS = 1_000;
/** How long a client may take to fetch its chunks, and how many snapshots are kept at most. */
const KEEP_MS = 180_000;
const KEEP_COUNT = 32;

interface Stored {
  readonly ref: SnapshotRef;
  readonly projection: Projection;
  readonly chunks: readonly Uint8Array[];
  readonly madeAt: number;
}

/** Snapshots for clients: built once per projection and second, compressed once, fetched over HTTP in chunks. */
export interface SnapshotStore {
  /** A snapshot of now or of the last second. */
  current(projection: Projection): Promise<SnapshotRef>;
  chunk(id: string, index: number): StoredChunk | null;
  /** The state was built anew: no older snapshot may be handed out any more. */
  clear(): void;
}

export interface SnapshotStoreOptions {
  readonly site: Site;
  readonly project: Project;
  readonly tokens: Tokens;
  readonly metrics: Metrics;
  /** Hash of a projection of the state as it is now. */
  readonly viewHash: (projection: Projection) => string;
  /** Monotonic milliseconds. */
  readonly elapsedMs?: () => number;
}

export function createSnapshotStore(options: SnapshotStoreOptions): SnapshotStore {
  const elapsedMs = options.elapsedMs ?? (() => performance.now());
  const stored = new Map<string, Stored>();
  const newest = new Map<Projection, Stored>();
  const building = new Map<Projection, Promise<Stored>>();
  let generation = 0;

  const forget = (now: number) => {
    for (const [id, { madeAt }] of stored) {
      if (now - madeAt > KEEP_MS || stored.size > KEEP_COUNT) stored.delete(id);
    }
  };
  const make = async (projection: Projection): Promise<Stored> => {
    for (;;) {
      const at = generation;
      const made = await build(options, projection, elapsedMs());
      if (at !== generation) continue;
      stored.set(idOf(made.ref), made);
      newest.set(projection, made);
      forget(elapsedMs());
      return made;
    }
  };
  return {
    async current(projection) {
      const last = newest.get(projection);
      if (last !== undefined && elapsedMs() - last.madeAt < REUSE_MS) return last.ref;
      const running = building.get(projection) ?? make(projection).finally(() => building.delete(projection));
      building.set(projection, running);
      return (await running).ref;
    },
    chunk(id, index) {
      const found = stored.get(id);
      const gzipped = found?.chunks[index];
      return found === undefined || gzipped === undefined
        ? null
        : { gzip: gzipped, projection: found.projection };
    },
    clear() {
      generation += 1;
      stored.clear();
      newest.clear();
    },
  };
}

const PATH = '/v1/snapshots/';
const idOf = (ref: SnapshotRef) => ref.url.slice(PATH.length);

async function build(options: SnapshotStoreOptions, projection: Projection, madeAt: number): Promise<Stored> {
  const cut = cutOf(options.site.view, projection, options.viewHash(projection));
  const text = await writeSnapshot(cut, options.project, projection);
  const chunks = await Promise.all(text.chunks.map((chunk) => compress(chunk, { level: 4 })));
  options.metrics.count('snapshots_built', { projection });
  const ref: SnapshotRef = {
    url: PATH + randomBytes(16).toString('hex'),
    chunks: chunks.length,
    bytes: text.bytes,
    n: cut.position.n,
    at: cut.at,
    viewHash: text.viewHash,
    token: options.tokens.sign(projection, cut.position),
  };
  return { ref, projection, chunks, madeAt };
}
