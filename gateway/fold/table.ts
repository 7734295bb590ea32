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

function createTable<Row>(name: string) {
  const rows = new Map<string, Row>();
  const hashes = new Map<string, Sum64>();
  const unsettled = new Set<string>();
  const table: Table<Row> = {
    get size() {
      return rows.size;
    },
    get: (id) => rows.get(id),
    has: (id) => rows.has(id),
    put(id, row) {
      rows.set(id, row);
      unsettled.add(id);
    },
    delete(id) {
      if (rows.delete(id)) unsettled.add(id);
    },
    ids: () => rows.keys(),
    rows: () => rows.values(),
    entries: () => rows.entries(),
  };
  const settleInto = (sum: Sum64) => {
    for (const id of unsettled) {
      const former = hashes.get(id);
      if (former !== undefined) subtract64(sum, former);
      const row = rows.get(id);
      if (row === undefined) {
        hashes.delete(id);
        continue;
      }
      const hash = entityHash(name, id, row);
      add64(sum, hash);
      hashes.set(id, hash);
    }
    unsettled.clear();
  };
  return { table, settleInto };
}
