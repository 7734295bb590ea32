import type { LogEntry } from '../contract/entry.ts';
import { GatewayError } from '../contract/errors.ts';
import { isAbout, type PastItem, pastItem } from '../fold/past.ts';
import type { StateView } from '../fold/port.ts';
import type { EventLog } from '../log/port.ts';
import { entriesOf } from './log-entries.ts';

export interface PastItemsOptions {
  readonly log: EventLog;
  readonly view: () => StateView;
}

const SCANNED_AT_ONCE = 1_000;
/** Real time that one search of the log may take: the caller is answered within 5 s. */
const SEARCH_MS = 4_000;

/**
 * Items that have left the live state, from their own entries in the log (decisions D12). The evidence of the numbers
 * knows where these stand; of what it has let go of, or never counted, the log is searched, for one caller at a time.
 * @throws {GatewayError} `log_unavailable` when the log is longer than what can be searched in time
 */
export function pastItems({ log, view }: PastItemsOptions): (id: string) => Promise<PastItem | null> {
  let searching: Promise<unknown> = Promise.resolve();
  return async (id) => {
    const state = view();
    const configured = state.configurations();
    const known = state.entriesAbout('case', id);
    if (known.length > 0) {
      const entries = await entriesOf(log, [...configured, ...known]);
      const found = pastItem([...entries.values()], id);
      if (found !== null) return found;
    }
    const until = performance.now() + SEARCH_MS;
    const turn = searching.then(() => search(log, id, until));
    searching = turn.catch(() => undefined);
    return turn;
  };
}

/** Reads the log from its beginning; when the time is up, what was found until then is enough. */
async function search(log: EventLog, id: string, until: number): Promise<PastItem | null> {
  const entries: LogEntry[] = [];
  for (let after = 0; ; ) {
    const { entries: some } = await log.read(after, SCANNED_AT_ONCE);
    const last = some.at(-1);
    if (last === undefined) return pastItem(entries, id);
    entries.push(...some.filter((entry) => entry.type === 'system.configured' || isAbout(entry, id)));
    after = last.n;
    if (performance.now() > until) return foundInTime(entries, id, after);
  }
}

function foundInTime(entries: readonly LogEntry[], id: string, after: number): PastItem {
  const found = pastItem(entries, id);
  if (found !== null) return found;
  const detail = `item ${id} is not among the first ${after} entries, which is as far as a search came in time`;
  throw new GatewayError('log_unavailable', detail);
}
