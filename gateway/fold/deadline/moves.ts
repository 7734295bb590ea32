import type { DeadlineMoves, MovedDeadline } from '../../contract/deadlines.ts';
import type { Store } from '../store.ts';
import { clocksOf } from './clocks.ts';

const CHANGES_KEPT = 10;
const LISTED = 500;

type Deadline = Omit<MovedDeadline, 'from' | 'to'> & { readonly dueAt: number | null };
/** In the order of their names. */
export type Deadlines = ReadonlyMap<string, Deadline>;

/** What the clocks of the open items are due at, by item, clock and unit. */
export function openDeadlines(store: Pick<Store, 'all'>): Deadlines {
  const deadlines = new Map<string, Deadline>();
  for (const item of store.all('case')) {
    for (const each of clocksOf(item))
      deadlines.set(JSON.stringify([item.id, each.clock, each.unit ?? '']), { id: item.id, ...each });
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
  for (const [name, { dueAt: to, ...which }] of [...after].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const from = before.get(name)?.dueAt ?? null;
    if (from !== to) moved.push({ ...which, from, to });
  }
  const next = { ...change, total: moved.length, moved: moved.slice(0, LISTED) };
  return [...list.slice(-(CHANGES_KEPT - 1)), next];
}
