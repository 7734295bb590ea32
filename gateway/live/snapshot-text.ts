import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Project } from '../access/port.ts';
import type { Entity, EntityKind } from '../contract/entities.ts';
import type { Position } from '../contract/position.ts';
import type { Projection } from '../contract/vocabulary.ts';
import { PROJECTED_KINDS } from '../contract/wire.ts';
import type { StateView } from '../fold/port.ts';
import { record } from './view-index.ts';

/** Largest chunk, bytes of JSON: parsed by a browser in a few milliseconds. */
export const CHUNK_BYTES = 256 * 1_024;

/** Room for the frame of a chunk around its entities. */
const FRAME_BYTES = 128;
const SLICE_ENTITIES = 200;

/** The state at one instant: entities are immutable, so holding them is holding the cut. */
export interface Cut {
  readonly position: Position;
  readonly at: number;
  readonly entities: readonly (readonly [EntityKind, Entity])[];
  /** Of what the projection sees of it. */
  readonly viewHash: string;
}

/**
 * Takes the cut without a pause, alarms first, positions last.
 * @param viewHash of the same instant: the projection's channel keeps it with every change, so nothing is hashed again
 */
export function cutOf(view: StateView, projection: Projection, viewHash: string): Cut {
  const entities: (readonly [EntityKind, Entity])[] = [];
  for (const kind of PROJECTED_KINDS[projection]) {
    for (const entity of view.all(kind)) entities.push([kind, entity]);
  }
  return { position: view.position, at: view.at, entities, viewHash };
}

export interface SnapshotText {
  /** Each is the JSON of one `SnapshotChunk`; at least one, even when nothing is seen. */
  readonly chunks: readonly string[];
  readonly bytes: number;
  readonly viewHash: string;
}

/** Projects and writes a cut, letting the event loop turn between slices. */
export async function writeSnapshot(
  cut: Cut,
  project: Project,
  projection: Projection,
): Promise<SnapshotText> {
  const bodies = createPacker(CHUNK_BYTES - FRAME_BYTES);
  let done = 0;
  for (const [kind, entity] of cut.entities) {
    const seen = project(kind, entity, projection);
    if (seen !== null) bodies.add(JSON.stringify(record(kind, seen)));
    done += 1;
    if (done % SLICE_ENTITIES === 0) await nextTurn();
  }
  const packed = bodies.packed();
  const chunks = packed.map(
    (body, chunk) => `{"chunk":${chunk},"of":${packed.length},"n":${cut.position.n},"entities":[${body}]}`,
  );
  return {
    chunks,
    bytes: chunks.reduce((total, text) => total + Buffer.byteLength(text), 0),
    viewHash: cut.viewHash,
  };
}

/** Joins texts by commas into as few strings as fit `limit` bytes each; a single longer text stands alone. */
export function createPacker(limit: number) {
  const full: string[] = [];
  let open: string[] = [];
  let bytes = 0;
  return {
    add(text: string): void {
      const size = Buffer.byteLength(text) + 1;
      if (open.length > 0 && bytes + size > limit) {
        full.push(open.join(','));
        open = [];
        bytes = 0;
      }
      open.push(text);
      bytes += size;
    },
    packed: (): readonly string[] =>
      open.length > 0 || full.length === 0 ? [...full, open.join(',')] : full,
  };
}
