import type { DeadlineMoves, MovedDeadline } from '../../contract/deadlines.ts';
import { type Clock, type Clocked, clocksOf, instructionClock, warningClock } from './clocks.ts';

const CHANGES_KEPT = 10;
const LISTED = 500;

type Deadline = Omit<MovedDeadline, 'from' | 'to'> & { readonly dueAt: number | null };
/** In the order of their names. */
export type Deadlines = ReadonlyMap<string, Deadline>;

/** What the clocks that run are due at, by what they run for, clock and unit. */
export function openDeadlines({ items, warnings, instructions }: Clocked): Deadlines {
  const deadlines = new Map<string, Deadline>();
  const add = (of: Pick<Deadline, 'kind' | 'id'>, { clock, unit, dueAt }: Clock) => {
    const which = { ...of, clock, ...(unit === undefined ? {} : { unit }) };
    deadlines.set(JSON.stringify([of.kind, of.id, clock, unit ?? '']), { ...which, dueAt });
  };
  for (const item of items) for (const each of clocksOf(item)) add({ kind: 'case', id: item.id }, each);
  for (const each of warnings) add({ kind: 'warning', id: each.id }, warningClock(each));
  for (const each of instructions) add({ kind: 'instruction', id: each.id }, instructionClock(each));
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
