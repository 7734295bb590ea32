import type { CaseFields } from './case-fields.ts';
import type { StateMark } from './case-marks.ts';
import type { Setting } from './context.ts';
import { type Due, type DueFacts, dueOf, type Granted, type Kept } from './deadline/due.ts';
import type { LimitSubject } from './deadline/limits.ts';
import { pausesOf } from './deadline/pauses.ts';
import { type OnTop, type ToldDue, toldSince } from './deadline/told.ts';
import { byOf, type CourseAct, extensionsOf } from './life/acts.ts';
import type { LifeStep } from './life/steps.ts';
import type { Cell, Cells, Stamp } from './stamp.ts';

/** What a record keeps for its deadline. */
export interface DueRecord {
  readonly cells: Cells<CaseFields>;
  readonly marks: readonly StateMark[];
  /** First deadline that the source told; `moved`: with an extension or a resumption. */
  readonly firstDue: Cell<{ readonly at: number; readonly moved: boolean }> | null;
  /** What the source told about its deadline, by stamp. */
  readonly dues: readonly ToldDue[];
  readonly extensions: readonly (Granted & { readonly s: Stamp })[];
  readonly kept: Kept | null;
  /** Until when dispatches that were answered had to be signed, where other rules have come into force since. Epoch ms. */
  readonly signDues: readonly { readonly sentAt: number; readonly dueAt: number | null }[];
  /** By stamp. */
  readonly steps: readonly LifeStep[];
  /** What the desk did about the item's course, in the order of the log. */
  readonly acts: readonly CourseAct[];
}

/** The deadline of an item that was received. */
export function dueFor(record: DueRecord, setting: Setting): Due {
  return dueOf(dueFactsOf(record, setting), setting.deadlines);
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
    ...onTopOf(record),
    firstTold: firstDue?.v ?? null,
    toldStart: cells.startAt?.v ?? null,
    kept,
  };
}

/** What the desk has granted since the source first told its present deadline. */
function onTopOf({ dues, acts, steps, marks }: DueRecord): OnTop {
  const since = toldSince(dues);
  if (acts.length === 0 || since === null) return NOTHING;
  const own = new Set(acts.map(({ n }) => n));
  const stops = new Set(marks.filter(({ s }) => own.has(s[2])).map(({ at }) => at));
  return {
    granted: extensionsOf({ acts, steps })
      .filter(({ at }) => at >= since)
      .map(({ data }) => byOf(data)),
    stood: pausesOf(marks, ['SUSPENDED'], since).filter(({ from }) => stops.has(from)),
  };
}

const NOTHING: OnTop = { granted: [], stood: [] };
