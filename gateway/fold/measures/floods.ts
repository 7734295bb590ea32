import type { Ledger } from '../table.ts';

/** A time in which more alarms came than the seats can take, epoch ms, with the entries that began and ended it. */
export interface Flood {
  readonly from: number;
  /** Null while it lasts. */
  readonly to: number | null;
  readonly ns: readonly number[];
}

/** Floods of the last weeks, by the `n` that began each. */
export interface Floods {
  /** The one that lasts. */
  present(): Flood | null;
  begin(at: number, n: number): void;
  end(at: number, n: number): void;
  all(): IterableIterator<[string, Flood]>;
  /** Time in flood of a span, as of `now`. */
  ms(from: number, to: number, now: number): number;
  /** Lets go of those that ended before. */
  forget(before: number): void;
  image(): FloodsImage;
  load(image: FloodsImage): void;
}

export type FloodsImage = readonly (readonly [string, Flood])[];

export function createFloods(ledger: Ledger): Floods {
  const rows = ledger.table<Flood>('alarm flood');
  const open = () => [...rows.entries()].find(([, { to }]) => to === null);
  return {
    present: () => open()?.[1] ?? null,
    begin: (at, n) => rows.put(String(n), { from: at, to: null, ns: [n] }),
    end(at, n) {
      const [id, flood] = open() ?? [];
      if (id === undefined || flood === undefined) return;
      rows.put(id, { ...flood, to: Math.max(at, flood.from), ns: [...flood.ns, n] });
    },
    all: () => rows.entries(),
    ms: (from, to, now) =>
      [...rows.rows()].reduce((sum, flood) => sum + overlap(flood, from, Math.min(to, now)), 0),
    forget(before) {
      for (const [id, { to }] of [...rows.entries()]) if (to !== null && to < before) rows.delete(id);
    },
    image: () => [...rows.entries()],
    load(image) {
      for (const [id, flood] of image) rows.put(id, flood);
    },
  };
}

/** How much of a flood lies in a span, ms. */
export function overlap({ from, to }: Flood, first: number, last: number): number {
  return Math.max(0, Math.min(to ?? last, last) - Math.max(from, first));
}
