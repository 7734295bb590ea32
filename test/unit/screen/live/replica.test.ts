import { describe, expect, it } from 'vitest';
import { add64, entityHash, hex64, type Sum64 } from '../../../../gateway/contract/hash.ts';
import type {
  EntityRecord,
  Frame,
  Heartbeat,
  SnapshotChunk,
  SnapshotRef,
} from '../../../../gateway/contract/wire.ts';
import { createReplica, type Replica, type ReplicaChange } from '../../../../screen/live/replica.ts';

const kpi = (id: string, value: number): EntityRecord => ['kpi', { id, value, area: null }];
const hashOf = (records: readonly EntityRecord[]) => {
  const sum: Sum64 = { hi: 0, lo: 0 };
  for (const [kind, entity] of records) add64(sum, entityHash(kind, entity.id, entity));
  return hex64(sum);
};
const refOf = (n: number, records: readonly EntityRecord[], chunks = 1): SnapshotRef => ({
  url: '/v1/snapshots/x',
  chunks,
  bytes: 0,
  n,
  at: n * 1_000,
  viewHash: hashOf(records),
  token: `at ${n}`,
});
const chunkOf = (n: number, entities: readonly EntityRecord[], chunk = 0, of = 1): SnapshotChunk => ({
  chunk,
  of,
  n,
  entities,
});
const frameOf = (b: number, n: number, changes: Partial<Frame> = {}): Frame => ({
  b,
  n,
  at: n * 1_000,
  u: [],
  x: [],
  tk: `at ${n}`,
  ...changes,
});
const beatOf = (b: number, n: number, viewHash: string): Heartbeat => ({
  b,
  n,
  at: n * 1_000,
  serverNow: 0,
  clock: { simulated: false, rate: 1 },
  viewHash,
  tk: `at ${n}`,
  logOk: true,
});

function replicaAt(n: number, records: readonly EntityRecord[]): Replica {
  const replica = createReplica();
  const staging = replica.stage(refOf(n, records), 'E');
  staging.add(chunkOf(n, records));
  staging.commit();
  return replica;
}
const values = (replica: Replica) =>
  Object.fromEntries([...replica.collection('kpi')].map(([id, { value }]) => [id, value]));

describe('a replica', () => {
  it('applies a frame only from exactly the place where it stands', () => {
    const replica = replicaAt(5, [kpi('a', 1)]);
    expect(replica.frame(frameOf(4, 6, { u: [kpi('a', 2)] }))).toBe('elsewhere');
    expect(replica.frame(frameOf(6, 7, { u: [kpi('a', 2)] }))).toBe('elsewhere');
    expect([values(replica), replica.place?.n]).toEqual([{ a: 1 }, 5]);
    expect(replica.frame(frameOf(5, 7, { u: [kpi('a', 2)] }))).toBe('applied');
    expect([values(replica), replica.place]).toEqual([
      { a: 2 },
      { n: 7, at: 7_000, epoch: 'E', token: 'at 7' },
    ]);
  });

  it('takes nothing before its first snapshot', () => {
    const replica = createReplica();
    expect(replica.frame(frameOf(0, 1, { u: [kpi('a', 1)] }))).toBe('elsewhere');
    expect(replica.heartbeat(beatOf(0, 1, hashOf([])))).toBe('elsewhere');
  });

  it('removes first and puts then', () => {
    const replica = replicaAt(1, [kpi('a', 1), kpi('b', 1)]);
    replica.frame(
      frameOf(1, 2, {
        u: [kpi('a', 9)],
        x: [
          ['kpi', 'a'],
          ['kpi', 'b'],
        ],
      }),
    );
    expect(values(replica)).toEqual({ a: 9 });
    expect(replica.viewHash()).toBe(hashOf([kpi('a', 9)]));
  });

  it('is not troubled by the removal of what it never had', () => {
    const replica = replicaAt(1, [kpi('a', 1)]);
    replica.frame(frameOf(1, 2, { x: [['kpi', 'unknown']] }));
    expect(replica.viewHash()).toBe(hashOf([kpi('a', 1)]));
  });

  it('shows nothing of a snapshot until the last chunk is there, then all of it at once', () => {
    const replica = replicaAt(1, [kpi('a', 1)]);
    const next = [kpi('b', 2), kpi('c', 3)];
    const staging = replica.stage(refOf(9, next, 2), 'F');
    staging.add(chunkOf(9, next.slice(0, 1), 0, 2));
    expect([values(replica), replica.place?.n]).toEqual([{ a: 1 }, 1]);
    staging.add(chunkOf(9, next.slice(1), 1, 2));
    expect(values(replica)).toEqual({ a: 1 });
    expect(staging.commit()).toBe(true);
    expect([values(replica), replica.place?.epoch]).toEqual([{ b: 2, c: 3 }, 'F']);
  });

  it('keeps what it has when a snapshot is incomplete or not what was promised', () => {
    const replica = replicaAt(1, [kpi('a', 1)]);
    const incomplete = replica.stage(refOf(9, [kpi('b', 2)], 2), 'E');
    incomplete.add(chunkOf(9, [kpi('b', 2)], 0, 2));
    expect(incomplete.commit()).toBe(false);
    const wrong = replica.stage(refOf(9, [kpi('b', 2)]), 'E');
    wrong.add(chunkOf(9, [kpi('b', 3)]));
    expect(wrong.commit()).toBe(false);
    expect(values(replica)).toEqual({ a: 1 });
  });

  it.each([
    ['out of order', chunkOf(9, [], 1, 2)],
    ['of another snapshot', chunkOf(8, [], 0, 2)],
    ['of another number', chunkOf(9, [], 0, 3)],
  ])('refuses a chunk %s', (_what, chunk) => {
    const staging = createReplica().stage(refOf(9, [], 2), 'E');
    expect(() => staging.add(chunk)).toThrow(RangeError);
  });

  it('goes along with a heartbeat from its place and finds out when its content is another', () => {
    const replica = replicaAt(5, [kpi('a', 1)]);
    expect(replica.heartbeat(beatOf(5, 8, hashOf([kpi('a', 1)])))).toBe('applied');
    expect(replica.place).toMatchObject({ n: 8, token: 'at 8' });
    expect(replica.heartbeat(beatOf(8, 9, hashOf([kpi('a', 2)])))).toBe('diverged');
    expect(replica.place?.n).toBe(8);
    expect(replica.heartbeat(beatOf(5, 9, hashOf([kpi('a', 1)])))).toBe('elsewhere');
  });

  it('tells its listeners each step once, with what it touched', () => {
    const replica = replicaAt(1, [kpi('a', 1), kpi('b', 1)]);
    const told: ReplicaChange[] = [];
    const stop = replica.onChange((change) => told.push(change));
    replica.frame(frameOf(1, 2, { u: [kpi('a', 2)], x: [['kpi', 'b']] }));
    replica.heartbeat(beatOf(2, 2, replica.viewHash()));
    stop();
    replica.frame(frameOf(2, 3, { u: [kpi('a', 3)] }));
    expect(told).toEqual([{ reset: false, touched: new Map([['kpi', new Set(['b', 'a'])]]) }]);
  });

  it('has the hash of its content after any number of steps', () => {
    const replica = replicaAt(0, []);
    for (let n = 1; n <= 200; n += 1) {
      const x: Frame['x'] = n % 3 === 0 ? [['kpi', `k${(n * 7) % 20}`]] : [];
      replica.frame(frameOf(n - 1, n, { u: n % 3 === 0 ? [] : [kpi(`k${n % 20}`, n)], x }));
    }
    expect(replica.viewHash()).toBe(
      hashOf([...replica.collection('kpi').values()].map((entity) => ['kpi', entity])),
    );
  });
});
