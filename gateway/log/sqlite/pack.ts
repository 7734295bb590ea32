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
const OUTCOME_VALUES = 4;

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

export function packOutcomes(outcomes: readonly AppendOutcome[]): Packed {
  return outcomes.flatMap(({ status, position: { e, n, h } }) => [status, e, n, h]);
}

export function unpackOutcomes(packed: Packed): AppendOutcome[] {
  const outcomes: AppendOutcome[] = [];
  for (let at = 0; at < packed.length; at += OUTCOME_VALUES) {
    const [status, e, n, h] = packed.slice(at, at + OUTCOME_VALUES) as [
      AppendOutcome['status'],
      string,
      number,
      string,
    ];
    outcomes.push({ status, position: { e, n, h } });
  }
  return outcomes;
}
