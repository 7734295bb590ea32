import type { LogEntry } from '../../contract/entry.ts';
import type { Replacement } from '../alarm.ts';
import { counts, type Heard } from '../event.ts';
import type { DeskPart, DeskWorld } from './port.ts';

interface Row extends Replacement {
  readonly counted: boolean;
}

/** Replacements that are remembered for alarms nobody has heard of yet. */
const KEPT = 5_000;

export interface Replacements extends DeskPart {
  raised(heard: Heard<'alarm.raised'>): void;
  cleared(heard: Heard<'alarm.cleared'>): void;
}

/** Updates and cancels by reference (CAP 1.2): what names earlier alarms ends them, whichever of them is heard first. */
export function createReplacements({ ledger, alarms }: DeskWorld): Replacements {
  const rows = ledger.table<Row>('alarm replaced');
  const apply = (id: string) => {
    const row = rows.get(id);
    if (row === undefined) return;
    const { counted, ...replacement } = row;
    alarms.adjust(id, (record) =>
      counts(record.origin.v.reality) === counted ? { ...record, replacement } : record,
    );
  };
  const note = (id: string, row: Row) => {
    const former = rows.get(id);
    if (former !== undefined && !isEarlier(row, former)) return;
    rows.put(id, row);
    const oldest = rows.size > KEPT ? rows.ids().next().value : undefined;
    if (oldest !== undefined) rows.delete(oldest);
    apply(id);
  };
  return {
    raised({ data, entry }) {
      const { subject } = entry;
      for (const id of data.replaces ?? []) if (id !== subject) note(id, rowOf(entry, subject));
      apply(subject);
    },
    cleared({ data, entry }) {
      for (const id of data.withdraws ?? []) if (id !== entry.subject) note(id, rowOf(entry, null));
    },
    look() {},
    image: () => [...rows.entries()],
    load(image) {
      for (const [id, row] of image) rows.put(id, row as Row);
    },
  };
}

function rowOf({ source, time: at, receivedAt: heardAt, reality }: LogEntry, id: string | null): Row {
  return { id, source, at, heardAt, counted: counts(reality) };
}

function isEarlier(a: Row, b: Row): boolean {
  return a.at === b.at ? (a.id ?? '') < (b.id ?? '') : a.at < b.at;
}
