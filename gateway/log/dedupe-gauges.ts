import type { Logger, Metrics } from '../ops/port.ts';
import type { EventLog } from './port.ts';

/**
 * Ids that can be remembered in the compact form (`redis/keys.ts`): some years of a county. Beyond it each costs four
 * times as much, until the centre shortens a retention or gives the server more room; none is ever forgotten before its
 * entry, because a late re-send would then be in the log twice.
 */
export const DEDUPE_ENTRIES = 8_000_000;
/** Share of it from which on there is an alert. */
const ALERT_SHARE = 0.8;

/** Counting a large log takes some milliseconds of its engine. */
const EVERY_MS = 5 * 60_000;

export interface DedupeGauges {
  readonly log: Pick<EventLog, 'dedupeSize'>;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/**
 * Keeps `yitu_dedupe_entries`, `yitu_dedupe_entries_limit` and `yitu_dedupe_bytes` true to some minutes, and says so before
 * there are too many ids; gives the way to end it.
 */
export function reportDedupe({ log, metrics, logger }: DedupeGauges): () => void {
  async function report(): Promise<void> {
    try {
      const { entries, bytes } = await log.dedupeSize();
      metrics.gauge('dedupe_entries', entries);
      metrics.gauge('dedupe_bytes', bytes);
      metrics.gauge('dedupe_entries_limit', DEDUPE_ENTRIES);
      if (entries < DEDUPE_ENTRIES * ALERT_SHARE) return;
      metrics.count('dedupe_alerts');
      logger.warn(
        'nearly as many events are kept as their ids are meant for; shorten the retention of a feed',
        {
          entries,
          limit: DEDUPE_ENTRIES,
        },
      );
    } catch (error) {
      logger.debug('log.dedupe_unknown', { why: String(error) });
    }
  }
  void report();
  const timer = setInterval(() => void report(), EVERY_MS).unref();
  return () => clearInterval(timer);
}
