import type { CaseFields } from './case-fields.ts';
import type { StateMark } from './case-marks.ts';
import type { Setting } from './context.ts';
import { type Due, type DueFacts, dueOf, type Granted, type Kept } from './deadline/due.ts';
import type { LimitSubject } from './deadline/limits.ts';
import { byOf, type CourseAct, extensionsOf } from './life/acts.ts';
import type { LifeStep } from './life/steps.ts';
import type { Cell, Cells, Stamp } from './stamp.ts';

/** What a record keeps for its deadline. */
export interface DueRecord {
  readonly cells: Cells<CaseFields>;
  readonly marks: readonly StateMark[];
  /** First deadline that the source told; `moved`: with an extension or a resumption. */
  readonly firstDue: Cell<{ readonly at: number; readonly moved: boolean }> | null;
  readonly extensions: readonly (Granted & { readonly s: Stamp })[];
  readonly kept: Kept | null;
  /** By stamp. */
  readonly steps: readonly LifeStep[];
  /** What the desk did about the item's course, in the order of the log. */
  readonly acts: readonly CourseAct[];
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
    onTop: onTopOf(record),
    firstTold: firstDue?.v ?? null,
    toldStart: cells.startAt?.v ?? null,
    kept,
  };
}

/** What the desk has granted since the source told its deadline. */
function onTopOf({ cells, acts, steps }: DueRecord): DueFacts['onTop'] {
  if (acts.length === 0 || cells.dueAt === undefined) return NONE;
  const told = cells.dueAt.s[2];
  return extensionsOf({ acts, steps })
    .filter(({ n }) => n > told)
    .map(({ data }) => byOf(data));
}

const NONE: DueFacts['onTop'] = [];
