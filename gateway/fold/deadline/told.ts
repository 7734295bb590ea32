import type { Extension, PauseSpan } from '../../contract/deadlines.ts';
import { compareStamps, inserted, type Stamp } from '../stamp.ts';
import type { WorkCalendar } from './calendar.ts';
import { extendedBy, givenBack, type Reckoned } from './reckon.ts';

const DAY_MS = 86_400_000;
const TOLD_KEPT = 32;

/** One statement of the source about the deadline; null: there is none. */
export interface ToldDue {
  readonly s: Stamp;
  /** When it was said, epoch ms. */
  readonly at: number;
  readonly due: number | null;
}

/**
 * The statements by stamp with one more; one that is told again under its number takes the place of the former. Of too many one leaves that does not change since when the deadlines on both
 * sides of it are told.
 */
export function toldAfter(before: readonly ToldDue[], said: ToldDue): readonly ToldDue[] {
  const others = before.filter(({ s }) => !isRetold(s, said.s));
  const next = inserted(others, said, TOLD_KEPT + 1);
  if (next.length <= TOLD_KEPT) return next;
  const [first, second, ...rest] = next;
  return first !== undefined && first.due === second?.due ? [first, ...rest] : next.slice(1);
}

/** Under one sequence of one epoch. */
function isRetold(former: Stamp, latter: Stamp): boolean {
  return latter[1] >= 0 && former[0] === latter[0] && former[1] === latter[1];
}

/** Since when the source tells its present deadline: the same told again is no other deadline. */
export function toldSince(told: readonly ToldDue[]): number | null {
  const present = told.at(-1);
  if (present === undefined) return null;
  const other = told.findLastIndex(({ due }) => due !== present.due);
  return told[other + 1]?.at ?? null;
}

/**
 * Is the source's present deadline of the work before this mark? What is told again since holds only where it lies ahead: a
 * source that repeats its whole record does not say that the new work was due before it began.
 */
export function isOutlived(
  told: readonly ToldDue[],
  { s, at }: { readonly s: Stamp; readonly at: number },
): boolean {
  const present = told.at(-1);
  if (present === undefined || present.due === null) return false;
  const since = told[told.findLastIndex(({ due }) => due !== present.due) + 1] ?? present;
  if (compareStamps(since.s, s) >= 0) return false;
  return compareStamps(present.s, s) < 0 || present.due <= at;
}

/** Does the statement under this stamp tell another deadline than the one before it? */
export function movesDue(told: readonly ToldDue[], stamp: Stamp): boolean {
  const at = told.findIndex(({ s }) => compareStamps(s, stamp) === 0);
  return at >= 0 && told[at]?.due !== told[at - 1]?.due;
}

/** What the centre decided on top of a deadline that the source told. */
export interface OnTop {
  readonly granted: readonly (Extension & {
    readonly at: number;
    readonly reason: string | null;
    readonly approver?: string;
  })[];
  /** Suspensions that the desk granted; the source's own are in what it tells. */
  readonly stood: readonly PauseSpan[];
}

/** The source's deadline with it; a suspension that began when that was over gives nothing back. */
export function withOnTop(
  { told, startAt }: { readonly told: number; readonly startAt: number },
  { granted, stood }: OnTop,
  calendar: WorkCalendar,
): Reckoned {
  const extended = extendedBy(told, granted, calendar);
  const pauses = stood.filter(({ from }) => from < extended.dueAt);
  const back = extendedBy(extended.dueAt, givenBack(pauses, told - startAt < DAY_MS, calendar), calendar);
  return { ...back, provisional: extended.provisional || back.provisional };
}
