import { isRetold, type LifeMark } from './alarm-life.ts';
import { inserted } from './stamp.ts';

/** Statements that are kept of one alarm. */
const MARKS_KEPT = 64;

/**
 * The marks with one more, by stamp. Of more than are kept the oldest episode goes whole, so that what is left of it is no
 * other one; an episode that goes on and on keeps its beginning and forgets how its condition came and went.
 * @param acked somebody has acknowledged the alarm: then it may be over once it returns, and is taken to be
 */
export function withMark(marks: readonly LifeMark[], mark: LifeMark, acked: boolean): readonly LifeMark[] {
  if (marks.some((told) => isRetold(told, mark))) return marks;
  const next = inserted(marks, mark, MARKS_KEPT + 1);
  if (next.length <= MARKS_KEPT) return next;
  const [first, second, third] = next;
  if (first?.what !== 'raised' || second === undefined) return next.slice(1);
  if (second.what === 'raised') return next.toSpliced(1, 1);
  if (second.what === 'cleared' || acked) return next.slice(2);
  return next.toSpliced(1, third?.what === 'raised' ? 2 : 1);
}
