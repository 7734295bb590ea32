import type { LogEntry } from '../../contract/entry.ts';
import { foldTimely } from '../index.ts';
import type { KpiQuestion, KpiRow } from './explain.ts';

/**
 * Folds nothing but the given entries (configurations and those about some entities) up to `now`, and answers what the
 * entities then add to the number: equal rows prove the number from the log alone. Empty for a number of the moment whose
 * entities have left.
 */
export function refolded(
  entries: readonly LogEntry[],
  question: KpiQuestion,
  now: number,
): ReadonlyMap<string, KpiRow> {
  const ordered = [...entries].sort((a, b) => a.n - b.n);
  const last = ordered.at(-1);
  const fold = foldTimely(last === undefined ? [] : [...ordered, tickAfter(last, now)], false);
  return new Map(fold.explainKpi(question)?.rows.map((row) => [row.subject, row]));
}

/** A tick of the site at `now`, right after an entry. */
export function tickAfter(last: LogEntry, now: number): LogEntry {
  const tick = { feed: 'system', type: 'system.ticked', v: 1, subject: 'site', source: 'gateway' } as const;
  return {
    ...last,
    ...tick,
    n: last.n + 1,
    time: now,
    receivedAt: now,
    reality: 'actual',
    data: { at: now },
  };
}
