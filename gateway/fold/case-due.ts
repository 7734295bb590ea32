import type { CaseFields } from './case-fields.ts';
import type { StateMark } from './case-marks.ts';
import type { Setting } from './context.ts';
import { type Due, type DueFacts, dueOf, type Granted, type Kept } from './deadline/due.ts';
import type { LimitSubject } from './deadline/limits.ts';
import type { Cell, Cells, Stamp } from './stamp.ts';

/** What a record keeps for its deadline. */
export interface DueRecord {
  readonly cells: Cells<CaseFields>;
  readonly marks: readonly StateMark[];
  /** First deadline that the source told; `moved`: with an extension or a resumption. */
  readonly firstDue: Cell<{ readonly at: number; readonly moved: boolean }> | null;
  readonly extensions: readonly (Granted & { readonly s: Stamp })[];
  readonly kept: Kept | null;
}

/** The deadline of an item that was received. */
export function dueFor(record: DueRecord, closedAt: number | null, setting: Setting): Due {
  return dueOf(dueFactsOf(record, setting), closedAt, setting.deadlines);
}

/** What a limit may ask about an item that was received. */
export function subjectOf({ cells }: Pick<DueRecord, 'cells'>, setting: Setting): LimitSubject {
  const holder = cells.holder?.v ?? null;
  if (cells.kind === undefined) throw new Error('an item has no kind before it was received');
  return {
    kind: cells.kind.v,
    category: cells.category?.v ?? null,
    urgency: cells.urgency?.v ?? null,
    unit: holder !== null && setting.units.has(holder) ? holder : null,
  };
}

export function dueFactsOf(record: DueRecord, setting: Setting): DueFacts {
  const { cells, marks, firstDue, extensions, kept } = record;
  const { receivedAt } = cells;
  if (receivedAt === undefined) throw new Error('an item has no deadline before it was received');
  return {
    subject: subjectOf(record, setting),
    receivedAt: receivedAt.v,
    marks,
    extensions,
    told: cells.dueAt?.v,
    firstTold: firstDue?.v ?? null,
    toldStart: cells.startAt?.v ?? null,
    kept,
  };
}
