import type { CaseState } from '../contract/vocabulary.ts';
import { isFinal } from './case-sla.ts';
import type { Standing } from './deadline/pauses.ts';
import type { Stamp } from './stamp.ts';

/** One statement about the state: what, when it happened, when it was received, and why it was told. */
export interface StateMark extends Standing {
  readonly s: Stamp;
  readonly heardAt: number;
}

export const MARKS_KEPT = 64;

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
