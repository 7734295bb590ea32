import type { EntityOf } from '../../contract/entities.ts';
import { equal } from '../equal.ts';
import { type GroupKey, nameOf } from './groups.ts';
import type { WarningWorld } from './port.ts';

/** Kinds that the fold itself brings forth. */
export type FoundKind = 'warning' | 'instruction';
type Warning = EntityOf['warning'];

/** The warnings and instructions on the wall, with the numbers that they are counted in. */
export interface Shelf {
  show<Kind extends FoundKind>(kind: Kind, entity: EntityOf[Kind]): void;
  leave<Kind extends FoundKind>(kind: Kind, entity: EntityOf[Kind]): void;
  /** The latest warning of a rule about the same. */
  latest(rule: string, group: string): Warning | undefined;
  /** Grows with every change of a warning or an instruction. */
  readonly changes: number;
  /** After a restore of the store. */
  load(): void;
}

export function createShelf({ store, counters, evidence, n }: WarningWorld): Shelf {
  const latest = new Map<string, string>();
  let changes = 0;
  return {
    show(kind, entity) {
      const before = store.get(kind, entity.id);
      if (before !== undefined && equal(before, entity)) return;
      changes += 1;
      counters.changed(kind, before, entity);
      store.put(kind, entity, n());
      if (!isWarning(entity)) return;
      latest.set(indexOf(entity), entity.id);
      evidence.changed('warning', before as Warning | undefined, entity);
    },
    leave(kind, entity) {
      changes += 1;
      counters.left(kind, entity);
      store.remove(kind, entity.id, n());
      if (!isWarning(entity)) return;
      if (latest.get(indexOf(entity)) === entity.id) latest.delete(indexOf(entity));
      evidence.left('warning', entity.id);
    },
    latest(rule, group) {
      const id = latest.get(`${rule} ${group}`);
      return id === undefined ? undefined : store.get('warning', id);
    },
    get changes() {
      return changes;
    },
    load() {
      for (const warning of store.all('warning')) latest.set(indexOf(warning), warning.id);
    },
  };
}

function isWarning(entity: EntityOf[FoundKind]): entity is Warning {
  return 'rule' in entity;
}

function indexOf(warning: Warning): string {
  return `${warning.rule} ${nameOf(keyOf(warning))}`;
}

/** What a warning was found in. */
function keyOf({ about, category }: Warning): GroupKey {
  return { about: about.kind, id: about.id, category };
}
