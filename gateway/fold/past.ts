import type { DeadlineExplanation } from '../contract/deadlines.ts';
import type { CaseEntity, Fact } from '../contract/entities.ts';
import { ENTITY_KINDS } from '../contract/entities.ts';
import type { LogEntry } from '../contract/entry.ts';
import { foldTimely } from './index.ts';
import { tickAfter } from './measures/refold.ts';

/** An item as its own entries tell it. */
export interface PastItem {
  readonly item: CaseEntity;
  readonly facts: readonly Fact[];
  readonly deadline: DeadlineExplanation | null;
}

/**
 * An item that has left the live state, folded from the entries about it and the configurations (decisions D12): as it
 * stood after the last of them. Null when they do not make an item. What other items of its place did to its level is
 * not in its own entries, so that a level that rose by their number alone may be missing.
 */
export function pastItem(entries: readonly LogEntry[], id: string): PastItem | null {
  const ordered = underRules(entries);
  const fold = foldTimely(ordered, true);
  const { observation } = fold.get('case', id)?.risk ?? {};
  const last = ordered.at(-1);
  // It has left the live state, so its observation is over.
  if (observation?.state === 'OBSERVED' && last !== undefined) fold.apply(tickAfter(last, observation.until));
  const item = fold.get('case', id);
  return item === undefined ? null : { item, facts: fold.facts(id), deadline: fold.deadline(id) };
}

/** In their order; the earliest known configuration holds for what is older than it. */
function underRules(entries: readonly LogEntry[]): readonly LogEntry[] {
  const ordered = [...entries].sort((a, b) => a.n - b.n);
  const [first] = ordered;
  const earliest = ordered.find(({ type }) => type === 'system.configured');
  if (first === undefined || earliest === undefined || earliest === first) return ordered;
  return [{ ...earliest, n: first.n - 1 }, ...ordered];
}

/**
 * Is the entry about the item? What its producer says names it, and so do commands; an item that was made of an alarm, a
 * lead or a warning (`alarm:…`) stands on the entries about that, too.
 */
export function isAbout({ feed, subject }: Pick<LogEntry, 'feed' | 'subject'>, id: string): boolean {
  if (feed === 'case') return subject === id;
  if (feed === 'operation') return subject === `case:${id}` || subject === id;
  return ENTITY_KINDS.some((kind) => kind === feed) && id === `${feed}:${subject}`;
}
