import type { PauseSpan, PausingState } from '../../contract/deadlines.ts';
import type { CaseState } from '../../contract/vocabulary.ts';

/** One statement about an item's state, as far as pauses need it; in order of the item's own sequence. */
export interface Standing {
  readonly state: CaseState;
  readonly at: number;
  readonly why?: string;
  /** Post that approved a standstill. */
  readonly approver?: string;
  /** It takes the item back to where a standstill had found it: no step begins with it. */
  readonly resumes?: true;
}

/**
 * The statements by which steps begin: without the standstills that are over and the resumptions that only took the item
 * back to where it was.
 */
export function withoutStandstills<Mark extends Standing>(marks: readonly Mark[]): readonly Mark[] {
  if (!marks.some(({ resumes }) => resumes)) return marks;
  const kept: Mark[] = [];
  for (const mark of marks) {
    if (mark.resumes) {
      while (kept.at(-1)?.state === 'SUSPENDED') kept.pop();
      if (kept.at(-1)?.state === mark.state) continue;
    }
    kept.push(mark);
  }
  return kept;
}

/**
 * Stretches after `startAt` in which a clock that pauses in `states` stood still. Times that run against the sequence
 * never make a stretch overlap the one before it.
 */
export function pausesOf(
  marks: readonly Standing[],
  states: readonly PausingState[],
  startAt: number,
): readonly PauseSpan[] {
  const spans: PauseSpan[] = [];
  let open: PauseSpan | null = null;
  let free = startAt;
  for (const { state, at, why, approver } of marks) {
    const pausing = states.find((each) => each === state) ?? null;
    if (open !== null && pausing === open.state) {
      open = approvedBy(open, approver);
      continue;
    }
    if (open !== null) {
      const to: number = Math.max(open.from, at);
      if (to > open.from) spans.push({ ...open, to });
      free = to;
    }
    const from = Math.max(free, at);
    open =
      pausing === null ? null : approvedBy({ from, to: null, state: pausing, reason: why ?? null }, approver);
  }
  if (open !== null) spans.push(open);
  return spans;
}

/** A post that is named later does not take the place of one that was. */
function approvedBy(span: PauseSpan, approver: string | undefined): PauseSpan {
  return approver === undefined ? span : { approver, ...span };
}
