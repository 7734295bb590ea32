import type { Feed } from '../contract/feeds.ts';
import type { EventLog, Lease, SnapshotMeta } from '../log/port.ts';
import type { Clock, Logger, Metrics } from '../ops/port.ts';
import type { Retention } from './housekeeping.ts';
import type { Site, SiteHealth } from './port.ts';

/** Share of a feed's largest size from which on there is an alert. */
const ALERT_SHARE = 0.8;

export interface TrimmingOptions {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly retention: Retention;
  readonly site: Pick<Site, 'reducerVersion' | 'needed'> & { health(): Pick<SiteHealth, 'rebuilding'> };
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * Removes what is older than its feed is kept, and what is too much. Never beyond the older of the last two snapshots
 * that a start can use: should the newest be damaged, the other one and the log behind it still give the whole state. And
 * never what the present state stands on: after an erasure, or with other reducers, it is made from the first entry. A
 * state that is being built anew cannot say what that is.
 * @throws GatewayError `lease_lost`
 */
export async function trimOldEntries(options: TrimmingOptions, lease: Lease): Promise<void> {
  const { log, clock, retention, logger, site } = options;
  if (site.health().rebuilding) return;
  const upTo = await floorOf(options);
  for (const [feed, ageMs] of Object.entries(retention.feeds) as [Feed, number][]) {
    if (upTo === 0) break;
    const spared = new Set(site.needed(feed));
    const gone = await log.trim(feed, clock.now() - ageMs, { upTo, lease, spared });
    if (gone > 0) logger.info('old entries trimmed', { feed, gone });
  }
  for (const [feed, limit] of Object.entries(retention.feedBytes) as [Feed, number][]) {
    await boundSize(options, { feed, limit, upTo, lease });
  }
}

/** Largest `n` that may go; 0 when nothing may. */
async function floorOf({ log, site }: TrimmingOptions): Promise<number> {
  const usable: SnapshotMeta[] = [];
  for (const meta of await log.listSnapshots()) {
    if (meta.reducerVersion !== site.reducerVersion || !(await log.holds(meta.position))) continue;
    usable.push(meta);
    if (usable.length === 2) break;
  }
  return usable[1] === undefined ? 0 : Math.min(...usable.map(({ position }) => position.n));
}

interface Bound {
  readonly feed: Feed;
  readonly limit: number;
  readonly upTo: number;
  readonly lease: Lease;
}

async function boundSize(options: TrimmingOptions, { feed, limit, upTo, lease }: Bound): Promise<void> {
  const { log, logger, metrics, site } = options;
  const { entries, bytes } = await log.feedSize(feed);
  metrics.gauge('feed_bytes', bytes, { feed });
  metrics.gauge('feed_bytes_limit', limit, { feed });
  if (bytes < limit * ALERT_SHARE) return;
  logger.warn('a feed has nearly reached its largest size; its oldest entries go when it does', {
    feed,
    bytes,
    limit,
  });
  metrics.count('feed_size_alerts', { feed });
  const atMost = Math.ceil(entries * (1 - limit / bytes));
  if (upTo === 0 || atMost <= 0) return;
  const spared = new Set(site.needed(feed));
  const gone = await log.trim(feed, Number.MAX_SAFE_INTEGER, { upTo, lease, atMost, spared });
  logger.warn('entries trimmed because of the size of their feed', { feed, gone });
}
