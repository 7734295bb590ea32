import type { AppendOutcome } from '../port.ts';
import type { RecordedAppend } from '../recorded.ts';
import { DRAFT_COLUMNS } from './schema.ts';

/**
 * What goes from thread to thread for every entry, as one flat list for a batch: copying a thousand values takes a
 * fraction of copying the objects that they are values of, whose names would go along each time.
 */
export type Packed = readonly (string | number | null)[];

/** Columns of a packed draft, in this order. */
export const PACKED_COLUMNS = [...DRAFT_COLUMNS, 'healed'] as const;

export function packDrafts(drafts: readonly RecordedAppend[]): Packed {
  const packed: (string | number | null)[] = [];
  for (const draft of drafts) {
    for (const column of DRAFT_COLUMNS) packed.push(draft[column]);
    packed.push(draft.healed ?? null);
  }
  return packed;
}

/** The values of each draft. */
export function rowsOf(packed: Packed): Packed[] {
  return Array.from({ length: packed.length / PACKED_COLUMNS.length }, (_, i) =>
    packed.slice(i * PACKED_COLUMNS.length, (i + 1) * PACKED_COLUMNS.length),
  );
}

/** Runs of neighbours: status, epoch and `n` of the first, how many there are, the hash of each. */
export function packOutcomes(outcomes: readonly AppendOutcome[]): Packed {
  const packed: (string | number)[] = [];
  let run = { status: '', e: '', next: 0, at: 0, count: 0 };
  for (const { status, position } of outcomes) {
    const { e, n, h } = position;
    if (run.status === status && run.e === e && run.next === n) {
      run.next += 1;
      run.count += 1;
      packed[run.at] = run.count;
    } else {
      run = { status, e, next: n + 1, at: packed.length + 3, count: 1 };
      packed.push(status, e, n, 1);
    }
    packed.push(h);
  }
  return packed;
}

export function unpackOutcomes(packed: Packed): AppendOutcome[] {
  const outcomes: AppendOutcome[] = [];
  for (let at = 0; at < packed.length; ) {
    const status = packed[at] as AppendOutcome['status'];
    const e = packed[at + 1] as string;
    const first = packed[at + 2] as number;
    const hashes = at + 4;
    const end = hashes + (packed[at + 3] as number);
    for (at = hashes; at < end; at += 1) {
      outcomes.push({ status, position: { e, n: first + at - hashes, h: packed[at] as string } });
    }
  }
  return outcomes;
}
