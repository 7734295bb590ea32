import type { FallingDue } from '../../contract/deadlines.ts';
import type { CaseEntity } from '../../contract/entities.ts';
import { COUNTED_REALITIES, FINAL_CASE_STATES } from '../../contract/vocabulary.ts';

/** `ahead`: an item as it will stand at an instant if nobody acts until then. */
export interface Foresight {
  readonly now: number;
  readonly until: number;
  readonly ahead: (id: string, at: number) => CaseEntity | null;
}

/**
 * Open items whose deadline, or the limit of whose present step, lies at or before `until`, earliest first. A clock that
 * stands still does not fall due while nobody acts, unless it was stopped for a time that is over by then; exercise and
 * test are left out.
 */
export function fallingDue(
  items: Iterable<CaseEntity>,
  { now, until, ahead }: Foresight,
): readonly FallingDue[] {
  const list: FallingDue[] = [];
  for (const item of items) {
    const stands = item.pausedAt !== null;
    const { id, state, dueAt, pausedAt, reality, life } = stands ? (ahead(item.id, until) ?? item) : item;
    if (FINAL_CASE_STATES.includes(state) || !COUNTED_REALITIES.includes(reality)) continue;
    if (dueAt !== null && pausedAt === null && dueAt <= until) {
      list.push({ id, clock: 'RESOLVE', dueAt, overdue: now > dueAt });
    }
    const step = life.stage;
    if (step !== null && step.dueAt !== null && step.dueAt <= until) {
      list.push({ id, clock: step.clock, dueAt: step.dueAt, overdue: now > step.dueAt });
    }
  }
  return list.sort((a, b) => a.dueAt - b.dueAt || byText(a.id, b.id) || byText(a.clock, b.clock));
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
