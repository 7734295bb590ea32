import type { Project } from '../access/port.ts';
import type { EntityKind, EntityOf } from '../contract/entities.ts';
import { add64, entityHash, hex64, type Sum64, subtract64 } from '../contract/hash.ts';
import type { Projection } from '../contract/vocabulary.ts';
import { type EntityRecord, POSITION_KIND } from '../contract/wire.ts';

/** What a change of an entity means for one projection; null when that projection sees no difference. */
export type Seen = { readonly put: EntityRecord } | { readonly remove: readonly [EntityKind, string] } | null;

/** Hashes of everything one projection sees, and their sum, kept with every change in constant time. */
export interface ViewIndex {
  set<Kind extends EntityKind>(kind: Kind, id: string, entity: EntityOf[Kind] | undefined): Seen;
  hash(): string;
  /** Hash of everything but positions. */
  coreHash(): string;
  clear(): void;
}

export function createViewIndex(project: Project, projection: Projection): ViewIndex {
  const shares = new Map<string, Sum64>();
  const core: Sum64 = { hi: 0, lo: 0 };
  const positions: Sum64 = { hi: 0, lo: 0 };
  return {
    set(kind, id, entity) {
      const key = `${kind}\n${id}`;
      const sum = kind === POSITION_KIND ? positions : core;
      const before = shares.get(key);
      const seen = entity === undefined ? null : project(kind, entity, projection);
      if (seen === null) {
        if (before === undefined) return null;
        subtract64(sum, before);
        shares.delete(key);
        return { remove: [kind, id] };
      }
      const share = entityHash(kind, id, seen);
      if (before !== undefined && before.hi === share.hi && before.lo === share.lo) return null;
      if (before !== undefined) subtract64(sum, before);
      add64(sum, share);
      shares.set(key, share);
      return { put: record(kind, seen) };
    },
    hash() {
      const sum = { ...core };
      add64(sum, positions);
      return hex64(sum);
    },
    coreHash: () => hex64(core),
    clear() {
      shares.clear();
      Object.assign(core, { hi: 0, lo: 0 });
      Object.assign(positions, { hi: 0, lo: 0 });
    },
  };
}

/** Pairs a kind with its entity. */
export function record<Kind extends EntityKind>(kind: Kind, entity: EntityOf[Kind]): EntityRecord {
  return [kind, entity] as unknown as EntityRecord;
}
