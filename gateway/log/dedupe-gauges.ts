import type { Logger, Metrics } from '../ops/port.ts';
import type { EventLog } from './port.ts';

/** Counting a large log takes some milliseconds of its engine. */
const EVERY_MS = 5 * 60_000;

export interface DedupeGauges {
  readonly log: Pick<EventLog, 'dedupeSize'>;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** Keeps `yitu_dedupe_entries` and `yitu_dedupe_bytes` true to some minutes; gives the way to end it. */
export function reportDedupe({ log, metrics, logger }: DedupeGauges): () => void {
  async function report(): Promise<void> {
    try {
      const { entries, bytes } = await log.dedupeSize();
      metrics.gauge('dedupe_entries', entries);
      metrics.gauge('dedupe_bytes', bytes);
    } catch (error) {
      logger.debug('log.dedupe_unknown', { why: String(error) });
    }
  }
  void report();
  const timer = setInterval(() => void report(), EVERY_MS).unref();
  return () => clearInterval(timer);
}
