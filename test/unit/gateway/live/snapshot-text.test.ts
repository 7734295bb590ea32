import { describe, expect, it } from 'vitest';
import { createProject } from '../../../../gateway/access/projections.ts';
import type { Entity, EntityKind } from '../../../../gateway/contract/entities.ts';
import type { SnapshotChunk } from '../../../../gateway/contract/wire.ts';
import {
  CHUNK_BYTES,
  type Cut,
  createPacker,
  writeSnapshot,
} from '../../../../gateway/live/snapshot-text.ts';

const project = createProject([]);
const terminal = (id: string) => ({ id, name: `巡护终端${id}` }) as unknown as Entity;
const cutOf = (count: number): Cut => ({
  position: { e: 'E', n: 9, h: 'h' },
  at: 1,
  viewHash: 'of the cut',
  entities: Array.from(
    { length: count },
    (_, i) => ['terminal', terminal(String(i))] as [EntityKind, Entity],
  ),
});

describe('a snapshot', () => {
  it('holds every entity once, in chunks that tell their place, with the hash of the whole', async () => {
    const cut = cutOf(12_000);
    const { chunks, viewHash } = await writeSnapshot(cut, project, 'operator');
    expect(chunks.length).toBeGreaterThan(1);
    expect(Math.max(...chunks.map((text) => Buffer.byteLength(text)))).toBeLessThanOrEqual(CHUNK_BYTES);
    const read = chunks.map((text) => JSON.parse(text) as SnapshotChunk);
    expect(read.map(({ chunk, of, n }) => [chunk, of, n])).toEqual(
      chunks.map((_, i) => [i, chunks.length, 9]),
    );
    expect(read.flatMap(({ entities }) => entities.map(([, { id }]) => id))).toEqual(
      cut.entities.map(([, { id }]) => id),
    );
    expect(viewHash).toBe('of the cut');
  });

  it('of nothing is one empty chunk', async () => {
    const { chunks } = await writeSnapshot(cutOf(0), project, 'operator');
    expect(chunks.map((text) => JSON.parse(text))).toEqual([{ chunk: 0, of: 1, n: 9, entities: [] }]);
  });

  it('leaves out what the projection does not see', async () => {
    const { chunks } = await writeSnapshot(cutOf(3), project, 'visitor');
    expect(JSON.parse(chunks[0] ?? '').entities).toEqual([]);
  });
});

describe('packing', () => {
  it('fills up to the limit in bytes, not characters', () => {
    const packer = createPacker(10);
    for (const text of ['汉字', 'abc', 'd']) packer.add(text);
    expect(packer.packed()).toEqual(['汉字', 'abc,d']);
  });

  it('lets a text that is longer than the limit stand alone', () => {
    const packer = createPacker(4);
    for (const text of ['a', 'longer than four', 'b']) packer.add(text);
    expect(packer.packed()).toEqual(['a', 'longer than four', 'b']);
  });
});
