import { add64, entityHash, hex64, type Sum64, subtract64 } from '../contract/hash.ts';

/** Rows of one kind by id, in the order in which they first came, with a share in a common sum. */
export interface Table<Row> {
  readonly size: number;
  get(id: string): Row | undefined;
  has(id: string): boolean;
  /** Replaces the row; rows are immutable. */
  put(id: string, row: Row): void;
  delete(id: string): void;
  ids(): IterableIterator<string>;
  rows(): IterableIterator<Row>;
  entries(): IterableIterator<[string, Row]>;
}

/** Tables that share one 64-bit sum. Rows are hashed when the sum is asked for, not when they are put. */
export interface Ledger {
  table<Row>(name: string): Table<Row>;
  /** 16 hex digits: equal for equal rows, whatever the order of the changes that led there. */
  sum(): string;
}

export function createLedger(): Ledger {
  const sum: Sum64 = { hi: 0, lo: 0 };
  const settle: (() => void)[] = [];
  return {
    table<Row>(name: string) {
      const { table, settleInto } = createTable<Row>(name);
      settle.push(() => settleInto(sum));
      return table;
    },
    sum() {
      for (const one of settle) one();
      return hex64(sum);
    },
  };
}

/** A row with its share in the sum, so that replacing it looks nothing up but itself. */
interface Slot<Row> {
  readonly id: string;
  /** Undefined once it was deleted. */
  row: Row | undefined;
  /** What the sum holds of it; null for nothing yet. */
  share: Sum64 | null;
  /** It is among those that the sum has to be told of. */
  unsettled: boolean;
}

function createTable<Row>(name: string) {
  const slots = new Map<string, Slot<Row>>();
  const unsettled: Slot<Row>[] = [];
  const change = (slot: Slot<Row>, row: Row | undefined) => {
    slot.row = row;
    if (slot.unsettled) return;
    slot.unsettled = true;
    unsettled.push(slot);
  };
  const table: Table<Row> = {
    get size() {
      return slots.size;
    },
    get: (id) => slots.get(id)?.row,
    has: (id) => slots.has(id),
    put(id, row) {
      const known = slots.get(id);
      const slot = known ?? { id, row, share: null, unsettled: false };
      if (known === undefined) slots.set(id, slot);
      change(slot, row);
    },
    delete(id) {
      const slot = slots.get(id);
      if (slot === undefined) return;
      slots.delete(id);
      change(slot, undefined);
    },
    ids: () => slots.keys(),
    *rows() {
      for (const { row } of slots.values()) yield row as Row;
    },
    *entries() {
      for (const [id, { row }] of slots) yield [id, row as Row];
    },
  };
  const settleInto = (sum: Sum64) => {
    for (const slot of unsettled) {
      const { id, row, share } = slot;
      slot.unsettled = false;
      if (share !== null) subtract64(sum, share);
      slot.share = row === undefined ? null : entityHash(name, id, row);
      if (slot.share !== null) add64(sum, slot.share);
    }
    unsettled.length = 0;
  };
  return { table, settleInto };
}
