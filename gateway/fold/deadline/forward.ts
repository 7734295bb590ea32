import type { FallingDue } from '../../contract/deadlines.ts';
import type { CaseEntity } from '../../contract/entities.ts';
import { COUNTED_REALITIES, FINAL_CASE_STATES } from '../../contract/vocabulary.ts';

/**
 * Open items whose deadline, or the limit of whose present step, lies at or before `until`, earliest first. A clock that stands still does not fall due while
 * nobody acts; exercise and test are left out.
 */
export function fallingDue(items: Iterable<CaseEntity>, now: number, until: number): readonly FallingDue[] {
  const list: FallingDue[] = [];
  for (const { id, state, dueAt, pausedAt, reality, life } of items) {
    if (FINAL_CASE_STATES.includes(state) || !COUNTED_REALITIES.includes(reality)) continue;
    if (dueAt !== null && pausedAt === null && dueAt <= until) {
      list.push({ id, clock: 'RESOLVE', dueAt, overdue: now > dueAt });
    }
    const step = life.stage;
    if (step !== null && step.dueAt !== null && step.dueAt <= until) {
      list.push({ id, clock: step.clock, dueAt: step.dueAt, overdue: step.overdue });
    }
  }
  return list.sort((a, b) => a.dueAt - b.dueAt || byText(a.id, b.id) || byText(a.clock, b.clock));
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
