import type { AlarmPriority } from '../../contract/vocabulary.ts';
import type { AlarmRecord } from '../alarm.ts';
import { lifeOf } from '../alarm-episodes.ts';
import { endedAt, withShelving } from '../alarm-standing.ts';
import type { Heard, TypeOf } from '../event.ts';
import type { DeskPart, DeskWorld } from './port.ts';
import { keyOf } from './twins.ts';

/** A shelving that stands for its device, whatever id the next alarm has. */
interface Shelved {
  readonly id: string;
  readonly shelving: NonNullable<AlarmRecord['shelving']>;
  readonly priority: AlarmPriority;
}

export interface DeviceShelvings extends DeskPart {
  /** A command about the shelving of an alarm was carried out. */
  operated(id: string, heard: Heard<TypeOf<'operation'>>): void;
  /** A new episode of an alarm began, as the entry `n` told. */
  began(id: string, n: number): void;
}

/**
 * Many devices give each alarm an id of its own: a shelving of one is one of all that its device raises of this type until it
 * ends, of what is not graver than the alarm that the person saw (domain §5.3, decisions D8).
 */
export function createDeviceShelvings({
  ledger,
  store,
  alarms,
  evidence,
  context,
}: DeskWorld): DeviceShelvings {
  const rows = ledger.table<Shelved>('alarm device shelved');
  const end = (key: string, at: number) => {
    rows.delete(key);
    for (const alarm of [...store.all('alarm')]) {
      if (alarm.shelved === null || keyOf(alarm) !== key) continue;
      alarms.adjust(alarm.id, (record) => ({
        ...record,
        shelving: null,
        shelvings: endedAt(record.shelvings, at),
      }));
    }
  };
  const hasEnded = ({ id, shelving }: Shelved): boolean => {
    const record = alarms.record(id);
    if (context().now >= shelving.until) return true;
    return record?.shelving?.n === shelving.n && lifeOf(record, context()).unshelvedAt !== null;
  };
  return {
    operated(id, { type, entry }) {
      const alarm = store.get('alarm', id);
      const shelving = alarms.record(id)?.shelving ?? null;
      if (alarm === undefined || alarm.device === null) return;
      if (type === 'operation.unshelved') end(keyOf(alarm), entry.time);
      else if (type === 'operation.shelved' && shelving?.n === entry.n)
        rows.put(keyOf(alarm), { id, shelving, priority: alarm.priority });
    },
    began(id, n) {
      const alarm = store.get('alarm', id);
      if (alarm === undefined || alarm.device === null || alarm.shelved !== null) return;
      const key = keyOf(alarm);
      const row = rows.get(key);
      if (row === undefined || row.id === id || alarm.raisedAt < row.shelving.at) return;
      if (alarm.priority < row.priority || hasEnded(row)) {
        rows.delete(key);
        return;
      }
      evidence.leaned('alarm', id, evidence.entriesOf('alarm', row.id));
      // As of the raise: what this alarm becomes later is judged by what it was raised as.
      const { at, until } = row.shelving;
      alarms.adjust(id, (record) => ({
        ...record,
        shelving: { ...row.shelving, n: n + 1 },
        shelvings: withShelving(record.shelvings, { at, until }),
      }));
    },
    look() {
      for (const [key, row] of [...rows.entries()]) if (hasEnded(row)) rows.delete(key);
    },
    image: () => [...rows.entries()],
    load(image) {
      for (const [key, row] of image) rows.put(key, row as Shelved);
    },
  };
}
