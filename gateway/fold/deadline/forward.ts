import type { FallingDue } from '../../contract/deadlines.ts';
import type { CaseEntity } from '../../contract/entities.ts';
import { COUNTED_REALITIES, FINAL_CASE_STATES } from '../../contract/vocabulary.ts';

/**
 * Open items whose deadline lies at or before `until`, earliest first. A clock that stands still does not fall due while
 * nobody acts; exercise and test are left out.
 */
export function fallingDue(items: Iterable<CaseEntity>, now: number, until: number): readonly FallingDue[] {
  const list: FallingDue[] = [];
  for (const { id, state, dueAt, pausedAt, reality } of items) {
    if (FINAL_CASE_STATES.includes(state) || !COUNTED_REALITIES.includes(reality)) continue;
    if (dueAt !== null && pausedAt === null && dueAt <= until) {
      list.push({ id, clock: 'RESOLVE', dueAt, overdue: now > dueAt });
    }
  }
  return list.sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1));
}
