import type { AlarmEntity } from '../../contract/entities.ts';
import type { AlarmPriority } from '../../contract/vocabulary.ts';
import { restored } from '../alarm.ts';
import { removalRefused } from '../bindings.ts';
import { isFinal } from '../case-sla.ts';
import type { Heard } from '../event.ts';
import type { DeskPart, DeskWorld } from './port.ts';
import { keyOf } from './twins.ts';

type Removal = NonNullable<AlarmEntity['outOfService']>;

/** What binds an alarm to its item, and how often that had been reopened by then. */
interface Binding {
  readonly removal: Removal;
  readonly reopenings: number;
  /** Device and type of the alarm, and its priority when it was taken out of service; null for one of no known device. */
  readonly device: { readonly key: string; readonly priority: AlarmPriority } | null;
}

export interface Maintenance extends DeskPart {
  /** @throws {Error} when the item is not open, or an exercise: nothing would ever put the alarm back into service */
  check(id: string, heard: Heard<'operation.removed'>): void;
  /** A command was carried out, and left the alarm in or out of service. */
  settled(id: string, removal: Removal | null): void;
  raised(id: string): void;
  /** A new episode of an alarm began: a device that is out of service is so under whatever id. */
  began(id: string): void;
  /** An item changed: alarms that waited for it go back into service when it is done. */
  itemChanged(item: string): void;
}

/**
 * Alarms out of service are bound to a maintenance item; the binding outlives their episodes, is one of their device and
 * type under any id that is not graver, and ends with the item. One that was over and is open again has ended too, whichever of the two was heard first: who keeps the alarm off the strip
 * any longer says so anew.
 */
export function createMaintenance({ ledger, store, alarms, evidence, context }: DeskWorld): Maintenance {
  const removals = ledger.table<Binding>('alarm maintenance');
  const openItem = (id: string) => {
    const item = store.get('case', id);
    return item === undefined || isFinal(item.state) ? undefined : item;
  };
  const holds = ({ removal, reopenings }: Binding) => openItem(removal.item)?.life.reopenings === reopenings;
  const restore = (id: string) => {
    removals.delete(id);
    alarms.adjust(id, (record) => ({ ...record, ...restored(record, context().now) }));
  };
  const deviceOf = (id: string): Binding['device'] => {
    const alarm = store.get('alarm', id);
    return alarm === undefined || alarm.device === null
      ? null
      : { key: keyOf(alarm), priority: alarm.priority };
  };
  const put = (id: string, removal: Removal, device: Binding['device']) =>
    removals.put(id, { removal, device, reopenings: openItem(removal.item)?.life.reopenings ?? 0 });
  const restoreDevice = (key: string | undefined) => {
    if (key === undefined) return;
    for (const [id, { device }] of [...removals.entries()]) if (device?.key === key) restore(id);
  };
  const settle = (concerned: (item: string) => boolean) => {
    for (const [id, binding] of [...removals.entries()]) {
      if (concerned(binding.removal.item) && !holds(binding)) restore(id);
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
      const device = deviceOf(id);
      removals.delete(id);
      if (removal === null) restoreDevice(device?.key);
      else put(id, removal, device);
    },
    raised(id) {
      const outOfService = removals.get(id)?.removal;
      if (outOfService !== undefined) alarms.adjust(id, (record) => ({ ...record, outOfService }));
    },
    began(id) {
      const own = deviceOf(id);
      const raisedAt = store.get('alarm', id)?.raisedAt ?? 0;
      if (own === null || removals.has(id)) return;
      const found = [...removals.entries()].find(
        ([, { device, removal }]) =>
          device?.key === own.key && device.priority <= own.priority && removal.since < raisedAt,
      );
      if (found === undefined) return;
      const [other, { removal: outOfService, device }] = found;
      evidence.leaned('alarm', id, evidence.entriesOf('alarm', other));
      put(id, outOfService, device);
      alarms.adjust(id, (record) => ({ ...record, outOfService }));
    },
    itemChanged(item) {
      if (removals.size > 0) settle((bound) => bound === item);
    },
    look() {
      if (removals.size > 0) settle(() => true);
    },
    image: () => [...removals.entries()],
    load(rows) {
      for (const [id, row] of rows) removals.put(id, row as Binding);
    },
  };
}
