import type { LogEntry } from '../contract/entry.ts';
import type { EventLog } from '../log/port.ts';
import type { Logger, Metrics } from '../ops/port.ts';
import { createEventRing, type EventPiece } from './event-ring.ts';
import type { Site } from './port.ts';

/** Events that are kept: hours of an ordinary county; a client that missed more starts from a snapshot. */
const EVENTS_KEPT = 8_192;
/** Entries before this gateway's start that are looked through for a client that was away meanwhile. */
const OLDER_ENTRIES = 20_000;
const PAGE_ENTRIES = 1_000;

/** Distinct events of the site, in the order of the log. */
export interface Events {
  /** Largest `n` of an event that is known, 0 before the first. */
  readonly last: number;
  /** Everything after `n` up to the site's position; null when some of it is forgotten. */
  since(n: number): EventPiece | null;
  /** Whether everything after `n` is known; looks into the log for what happened before this gateway started. */
  reach(n: number): Promise<boolean>;
  stop(): void;
}

export interface EventsOptions {
  readonly site: Site;
  readonly log: Pick<EventLog, 'read'>;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Collects events as the site applies them. One page of older ones is read at a time, however many clients ask. */
export function followEvents(options: EventsOptions): Events {
  const { site } = options;
  const ring = createEventRing(EVENTS_KEPT);
  let generation = 0;
  let lowest = 0;
  let reading: Promise<boolean> | null = null;
  const begin = () => {
    generation += 1;
    ring.clear(site.view.position.n);
    lowest = Math.max(0, ring.from - OLDER_ENTRIES);
  };
  begin();
  /** What no reducer could apply has no effect that anybody could be told of. */
  const quarantined = () => new Set(site.quarantine().map(({ n }) => n));
  const add = (entry: LogEntry) => {
    if (site.quarantine().at(-1)?.n !== entry.n) ring.add(entry);
  };
  const unsubscribe = site.subscribe({ onEntry: add, onReset: begin });
  const readPage = async () => {
    const [at, upTo] = [generation, ring.from];
    const after = Math.max(lowest, upTo - PAGE_ENTRIES);
    const { entries, horizon } = await options.log.read(after, upTo - after);
    if (at !== generation || upTo !== ring.from) return true;
    const from = Math.min(upTo, Math.max(after, horizon));
    const untold = quarantined();
    ring.addOlder(
      entries.filter(({ n }) => n > from && n <= upTo && !untold.has(n)),
      from,
    );
    return ring.from < upTo;
  };
  const older = () => {
    reading ??= readPage()
      .catch((error) => {
        options.logger.error('older events could not be read; who missed them starts from a snapshot', error);
        return false;
      })
      .finally(() => {
        reading = null;
      });
    return reading;
  };
  return {
    get last() {
      return ring.last;
    },
    since: ring.since,
    async reach(n) {
      while (n < ring.from) {
        if (n < lowest || !(await older())) {
          options.metrics.count('live_event_ring_overruns');
          return false;
        }
      }
      return true;
    },
    stop: unsubscribe,
  };
}
