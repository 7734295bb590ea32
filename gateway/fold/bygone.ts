import type { ModelKind, RecordBase } from './model.ts';
import type { Stamp, Teller } from './stamp.ts';
import type { Ledger, Table } from './table.ts';

/** Entities of one kind that have left the live state: what their source says of them later is about the same ones. */
export interface Bygone<Rec> {
  /** Last stamp of one, and whose it was; undefined for one that is here, was never here, or left too long ago. */
  last(id: string): Last | undefined;
  /** What it comes back with, where that is kept. */
  record(id: string): Rec | undefined;
  /** One leaves; `kept`: what it could come back with, null for nothing. */
  left(id: string, last: Last, kept: Rec | null): void;
  /** It is here again. */
  back(id: string): void;
  image(): BygoneImage;
  load(image: BygoneImage): void;
}

/** What an entity was told last, by the numbering of its source. */
export interface Last {
  readonly top: Stamp;
  readonly topBy: Teller;
  readonly source: string;
}

export interface BygoneImage {
  readonly gone: readonly (readonly [string, Last])[];
  readonly bygone: readonly (readonly [string, unknown])[];
}

const STAMPS_KEPT = 20_000;
/** About 3 KB each: at 130 items a day these are the closed ones of two and a half months. */
const RECORDS_KEPT = 10_000;

export function createBygone<Rec extends RecordBase>(kind: ModelKind, ledger: Ledger): Bygone<Rec> {
  const lasts = ledger.table<Last>(`${kind} gone`);
  const records = ledger.table<Rec>(`${kind} bygone`);
  return {
    last: lasts.get,
    record: records.get,
    left(id, last, kept) {
      putLast(lasts, id, last, STAMPS_KEPT);
      if (kept !== null) putLast(records, id, kept, RECORDS_KEPT);
    },
    back(id) {
      lasts.delete(id);
      records.delete(id);
    },
    image: () => ({ gone: [...lasts.entries()], bygone: [...records.entries()] }),
    load({ gone, bygone }) {
      for (const [id, last] of gone) lasts.put(id, last);
      for (const [id, record] of bygone) records.put(id, record as Rec);
    },
  };
}

/** As the latest; of more than `most` the first that came goes. */
function putLast<Row>(table: Table<Row>, id: string, row: Row, most: number): void {
  table.delete(id);
  table.put(id, row);
  if (table.size <= most) return;
  const oldest = table.ids().next();
  if (!oldest.done) table.delete(oldest.value);
}
