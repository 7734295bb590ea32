import type { LogEntry } from '../contract/entry.ts';
import type { EventLog } from '../log/port.ts';

/** Entries read from the log at once. */
const READ_AT_ONCE = 32;

/** Entries by `n`; one that the log no longer holds is missing. */
export async function entriesOf(
  log: Pick<EventLog, 'entryAt'>,
  ns: readonly number[],
): Promise<ReadonlyMap<number, LogEntry>> {
  const wanted = [...new Set(ns)];
  const entries = new Map<number, LogEntry>();
  for (let from = 0; from < wanted.length; from += READ_AT_ONCE) {
    const some = await Promise.all(wanted.slice(from, from + READ_AT_ONCE).map((n) => log.entryAt(n)));
    for (const entry of some) if (entry !== null) entries.set(entry.n, entry);
  }
  return entries;
}
