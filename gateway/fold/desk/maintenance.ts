import type { AlarmEntity } from '../../contract/entities.ts';
import { removalRefused } from '../bindings.ts';
import { isFinal } from '../case-sla.ts';
import type { Heard } from '../event.ts';
import type { DeskPart, DeskWorld } from './port.ts';

type Removal = NonNullable<AlarmEntity['outOfService']>;

export interface Maintenance extends DeskPart {
  /** @throws {Error} when the item is not open, or an exercise: nothing would ever put the alarm back into service */
  check(id: string, heard: Heard<'operation.removed'>): void;
  /** A command was carried out, and left the alarm in or out of service. */
  settled(id: string, removal: Removal | null): void;
  raised(id: string): void;
  /** An item changed: alarms that waited for it go back into service when it is done. */
  itemChanged(item: string): void;
}

/** Alarms out of service are bound to a maintenance item; the binding outlives their episodes and ends with the item. */
export function createMaintenance({ ledger, store, alarms }: DeskWorld): Maintenance {
  const removals = ledger.table<Removal>('alarm maintenance');
  const isOpen = (item: string) => {
    const entity = store.get('case', item);
    return entity !== undefined && !isFinal(entity.state);
  };
  const restore = (id: string) => {
    removals.delete(id);
    alarms.adjust(id, (record) => ({ ...record, outOfService: null }));
  };
  const settle = (concerned: (item: string) => boolean) => {
    for (const [id, { item }] of [...removals.entries()]) {
      if (concerned(item) && !isOpen(item)) restore(id);
    }
  };
  return {
    check(id, { data: { item } }) {
      const [alarm, entity] = [store.get('alarm', id), store.get('case', item)];
      if (alarm === undefined || entity === undefined)
        throw new Error(`no item ${item} to bind alarm ${id} to`);
      const refused = removalRefused(alarm, entity);
      if (refused !== null) throw new Error(refused.detail);
    },
    settled(id, removal) {
      if (removal === null) removals.delete(id);
      else removals.put(id, removal);
    },
    raised(id) {
      const outOfService = removals.get(id);
      if (outOfService !== undefined) alarms.adjust(id, (record) => ({ ...record, outOfService }));
    },
    itemChanged(item) {
      if (removals.size > 0) settle((bound) => bound === item);
    },
    look() {
      if (removals.size > 0) settle(() => true);
    },
    image: () => [...removals.entries()],
    load(rows) {
      for (const [id, row] of rows) removals.put(id, row as Removal);
    },
  };
}
