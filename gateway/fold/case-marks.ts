import type { CaseState } from '../contract/vocabulary.ts';
import { isFinal } from './case-sla.ts';
import type { Standing } from './deadline/pauses.ts';
import { inserted, type Stamp } from './stamp.ts';

/** One statement about the state: what, when it happened, when it was received, and why it was told. */
export interface StateMark extends Standing {
  readonly s: Stamp;
  readonly heardAt: number;
  /** Told beside a report of the work, not by an event of its own. */
  readonly beside?: true;
}

const MARKS_KEPT = 64;

/**
 * The marks with one more. A source that tells its whole record repeats the state with every report: of too many marks
 * such a repetition leaves first, never what began a state, stopped a clock or took the item up again.
 */
export function markedAlso(marks: readonly StateMark[], mark: StateMark): readonly StateMark[] {
  return inserted(marks, mark, MARKS_KEPT, spareMark);
}

function spareMark(marks: readonly StateMark[]): number {
  const repeated = (at: number) => {
    const state = marks[at]?.state;
    return state === marks[at - 1]?.state && state === marks[at + 1]?.state;
  };
  // A dispatch that is told again may be one to another unit.
  const told = marks.findIndex(({ beside, state }, at) => beside && state !== 'DISPATCHED' && repeated(at));
  return Math.max(0, told >= 0 ? told : marks.findIndex((_, at) => repeated(at)));
}

interface Marked {
  readonly marks: readonly StateMark[];
  /** When a person at a seat first looked at it. */
  readonly lookedAt: number | null;
}

/** Present state and since when: the first of the last run of equal statements. */
export function standing({ marks, lookedAt }: Marked): { state: CaseState; since: number } {
  const { state, at } = runStart(marks, (mark, last) => mark.state === last.state);
  return state === 'RECEIVED' && lookedAt !== null
    ? { state: 'VERIFYING', since: lookedAt }
    : { state, since: at };
}

/** The statement that ended the item: an archiving after the closing does not count again. */
export function endedBy(marks: readonly StateMark[]): StateMark {
  return runStart(marks, (mark) => isFinal(mark.state));
}

function runStart(
  marks: readonly StateMark[],
  belongs: (mark: StateMark, last: StateMark) => boolean,
): StateMark {
  const last = marks.at(-1);
  if (last === undefined) throw new Error('an item that was received has a state');
  let start = last;
  for (let at = marks.length - 2; at >= 0; at -= 1) {
    const mark = marks[at] as StateMark;
    if (!belongs(mark, last)) break;
    start = mark;
  }
  return start;
}
