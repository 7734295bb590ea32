import type { CaseEntity } from '../contract/entities.ts';
import type { CaseState, SlaState, Verdict } from '../contract/vocabulary.ts';
import { FINAL_CASE_STATES, UNCOUNTED_CASE_STATES } from '../contract/vocabulary.ts';
import type { StateMark } from './case-marks.ts';
import { type Cell, compareStamps, type Stamp } from './stamp.ts';

type Dated = Pick<
  CaseEntity,
  'state' | 'receivedAt' | 'dueAt' | 'warnAt' | 'closedAt' | 'pausedAt' | 'overdueReason'
>;

/** An end that lies before the reception: somebody's slip, by which nothing is judged or measured. */
export function endsBeforeIt({ receivedAt, closedAt }: Pick<CaseEntity, 'receivedAt' | 'closedAt'>): boolean {
  return closedAt !== null && closedAt < receivedAt;
}

/** Where the item stands against its deadline at `now`. */
export function slaAt(item: Dated, now: number): SlaState {
  const { state, dueAt, warnAt, closedAt, pausedAt, overdueReason } = item;
  if (pausedAt !== null) return 'PAUSED';
  if (dueAt === null || UNCOUNTED_CASE_STATES.includes(state) || endsBeforeIt(item)) return 'NONE';
  if (closedAt !== null) return closedAt <= dueAt ? 'DONE_ON_TIME' : 'DONE_LATE';
  if (now > dueAt) return overdueReason === null ? 'OVERDUE' : 'OVERDUE_REASONED';
  return warnAt !== null && now >= warnAt ? 'DUE_SOON' : 'NORMAL';
}

/**
 * Closed: closedAt ≤ dueAt; open: now ≤ dueAt; null without a deadline, without an end that counts (decisions D15), or with an
 * end that lies before the reception.
 */
export function verdictAt(
  item: Pick<CaseEntity, 'state' | 'receivedAt' | 'dueAt' | 'closedAt'>,
  now: number,
): Verdict {
  const { state, dueAt, closedAt } = item;
  if (dueAt === null || UNCOUNTED_CASE_STATES.includes(state) || endsBeforeIt(item)) return null;
  return (closedAt ?? now) <= dueAt ? 'ONTIME' : 'OVERDUE';
}

/** First instant after `now` at which either of both changes by itself. */
export function slaTurnsAt(
  { state, dueAt, warnAt }: Pick<Dated, 'state' | 'dueAt' | 'warnAt'>,
  now: number,
): number | null {
  if (dueAt === null || isFinal(state)) return null;
  if (warnAt !== null && now < warnAt && warnAt <= dueAt) return warnAt;
  return now <= dueAt ? dueAt + 1 : null;
}

/**
 * Why the item is late, as far as that was said of the time that runs now: with a rework and with a reopening the former
 * lateness is over, and so is its reason.
 */
export function reasonInForce(
  told: Cell<CaseEntity['overdueReason']> | undefined,
  marks: readonly StateMark[],
): string | null {
  const anew = marks.findLast(
    ({ state, resumes }, at) =>
      (state === 'REWORK' && resumes === undefined) ||
      (!isFinal(state) && at > 0 && isFinal(marks[at - 1]?.state ?? state)),
  );
  return told === undefined || (anew !== undefined && !isLater(told.s, anew.s)) ? null : told.v;
}

/** Was it told after that, and not with it? A statement that is repeated is one, whatever `n` each has. */
function isLater(a: Stamp, b: Stamp): boolean {
  return (a[1] < 0 || b[1] < 0 ? compareStamps(a, b) : a[0] - b[0] || a[1] - b[1]) > 0;
}

export function isFinal(state: CaseState): boolean {
  return FINAL_CASE_STATES.includes(state);
}
