import type { DeadlineMoves, MovedDeadline } from '../../contract/deadlines.ts';
import { FINAL_CASE_STATES } from '../../contract/vocabulary.ts';
import type { Store } from '../store.ts';

const CHANGES_KEPT = 10;
const LISTED = 500;

type Deadlines = ReadonlyMap<string, number | null>;

/** Deadlines of the open items by id. */
export function openDeadlines(store: Pick<Store, 'all'>): Deadlines {
  const deadlines = new Map<string, number | null>();
  for (const { id, state, dueAt } of store.all('case')) {
    if (!FINAL_CASE_STATES.includes(state)) deadlines.set(id, dueAt);
  }
  return deadlines;
}

/** The list with one change of configuration more; a change that moved nothing is in it, too. */
export function movesAfter(
  list: readonly DeadlineMoves[],
  change: Pick<DeadlineMoves, 'n' | 'at' | 'hash'>,
  { before, after }: { readonly before: Deadlines; readonly after: Deadlines },
): readonly DeadlineMoves[] {
  const moved: MovedDeadline[] = [];
  for (const [id, to] of after) {
    const from = before.get(id) ?? null;
    if (from !== to) moved.push({ id, from, to });
  }
  moved.sort((a, b) => (a.id < b.id ? -1 : 1));
  const next = { ...change, total: moved.length, moved: moved.slice(0, LISTED) };
  return [...list.slice(-(CHANGES_KEPT - 1)), next];
}
