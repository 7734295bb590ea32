import { GatewayError } from '../contract/errors.ts';
import type { SystemConfigured } from '../contract/events/system.ts';
import type { EventLog, Lease, SnapshotMeta } from '../log/port.ts';
import type { Clock, Logger, Metrics } from '../ops/port.ts';
import { hourOf, type Retention, snapshotDue, thinSnapshots } from './housekeeping.ts';
import { configuredDraft, tickDraft } from './own-entries.ts';
import type { Site } from './port.ts';
import { createTrackKeeper, type TrackKeeper } from './tracks.ts';
import { trimOldEntries } from './trimming.ts';

const LEASE = 'duties';
const LEASE_MS = 15_000;
/** Real time between two ticks, whatever the clock's rate. */
const PERIOD_MS = 5_000;
/** Real time between two snapshots at least: an accelerated clock must not save without end. */
const SNAPSHOT_GAP_MS = 60_000;
const HEAD_WAIT_MS = 4_000;

export interface DutiesOptions {
  readonly log: EventLog;
  readonly site: Site;
  readonly clock: Clock;
  /** The loaded configuration; told to the log when the log's is another. */
  readonly config: SystemConfigured;
  readonly retention: Retention;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Name of this run of the gateway, unlike any other run's. */
  readonly holder: string;
}

/** What one gateway of a site does for all. */
export interface Duties {
  /** Whether this gateway holds them now. */
  readonly holding: boolean;
  /** Finishes what is under way, saves the state and lets another gateway take over at once. */
  stop(): Promise<void>;
}

/**
 * Ticks, configuration, tracks, snapshots, trimming and ageing, under the lease `duties`: of all gateways on a log only the
 * holder does them, and another takes over within the lease's time when it dies.
 */
export function startDuties(options: DutiesOptions): Duties {
  const round = createRound(options);
  let lease: Lease | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const step = async () => {
    const begun = performance.now();
    lease = await attempt(options, round, lease);
    if (!stopped) timer = setTimeout(go, Math.max(0, begun + PERIOD_MS - performance.now()));
  };
  let running = Promise.resolve();
  const go = () => {
    running = step();
  };
  go();
  return {
    get holding() {
      return lease !== null;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      if (lease !== null) await handOver(options, round, lease);
      lease = null;
    },
  };
}

/**
 * One period: takes or renews the lease, then the round. A failure is told and tried again in the next period. What is
 * written carries the lease: the engine refuses a holder that was overtaken, and the round ends there.
 */
async function attempt(options: DutiesOptions, round: Round, before: Lease | null): Promise<Lease | null> {
  const { log, holder, logger, metrics } = options;
  try {
    const lease = await log.acquireLease(LEASE, holder, LEASE_MS);
    metrics.gauge('duties_held', lease === null ? 0 : 1);
    if (lease === null) return null;
    if (before?.fence !== lease.fence) await takeOver(options, lease);
    await round.run(lease);
    return lease;
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'lease_lost') {
      logger.warn('another gateway took the duties over while this one was at them', {
        fence: before?.fence,
      });
      metrics.count('duties_overtaken');
      metrics.gauge('duties_held', 0);
      return null;
    }
    logger.error('the duties of this period were not done', error);
    metrics.count('duties_failed');
    return before;
  }
}

/** The log's configuration is known only at its head. */
async function takeOver({ log, site, logger }: DutiesOptions, lease: Lease): Promise<void> {
  logger.info('this gateway now holds the duties', { fence: lease.fence });
  const head = await log.head();
  await site.positionReached(head.n, HEAD_WAIT_MS);
}

async function handOver({ log, logger }: DutiesOptions, round: Round, lease: Lease): Promise<void> {
  try {
    await round.save(lease);
  } catch (error) {
    logger.error('the state could not be saved at the stop; the next start replays from an older one', error);
  }
  await log.releaseLease(lease).catch((error) => {
    logger.error(
      'the duties could not be handed over; another gateway takes them when their time is up',
      error,
    );
  });
}

interface Round {
  run(lease: Lease): Promise<void>;
  save(lease: Lease): Promise<void>;
}

function createRound(options: DutiesOptions): Round {
  const { log, site, clock, config } = options;
  const tracks = createTrackKeeper(options);
  let newest: SnapshotMeta | undefined;
  let lookedAt = false;
  let agedIn: number | null = null;
  let savedAt = performance.now();
  const save = async (lease: Lease) => {
    await site.saveSnapshot(lease);
    savedAt = performance.now();
    newest = await thin(options, lease);
  };
  const everything = async (lease: Lease, now: number) => {
    const { fence } = lease;
    if (site.configHash !== config.hash) await log.append([configuredDraft(config, now, fence)], { lease });
    await log.append([tickDraft(now, fence)], { lease });
    if (!lookedAt) newest = (await log.listSnapshots())[0];
    lookedAt = true;
    if (agedIn !== hourOf(now)) await ageRecords(options, now, lease);
    agedIn = hourOf(now);
    await keepTracks(options, tracks, lease);
    if (performance.now() - savedAt < SNAPSHOT_GAP_MS) return;
    if (!snapshotDue(newest, now, site.view.position.n)) return;
    await save(lease);
    await trimOldEntries(options, lease);
  };
  return {
    save,
    async run(lease) {
      const now = clock.now();
      try {
        await everything(lease, now);
      } catch (error) {
        if (!(error instanceof GatewayError && error.code === 'log_full')) throw error;
        newest = await makeRoom(options, now, lease);
      }
    },
  };
}

/** In a log without room nothing is written, and what is due goes; nothing goes sooner than it would have gone. */
async function makeRoom(
  options: DutiesOptions,
  now: number,
  lease: Lease,
): Promise<SnapshotMeta | undefined> {
  options.logger.warn('the log is full: in this period only what is no longer kept was removed');
  options.metrics.count('duties_without_room');
  await ageRecords(options, now, lease);
  const newest = await thin(options, lease);
  await trimOldEntries(options, lease);
  return newest;
}

async function thin(
  { log, clock, retention }: DutiesOptions,
  lease: Lease,
): Promise<SnapshotMeta | undefined> {
  const kept = await log.listSnapshots();
  for (const id of thinSnapshots(kept, clock.now(), retention.snapshotsMs)) {
    await log.deleteSnapshot(id, lease);
  }
  return kept[0];
}

/** A track that cannot be kept now keeps nothing else from being done. @throws GatewayError `lease_lost` */
async function keepTracks(
  { logger, metrics }: DutiesOptions,
  tracks: TrackKeeper,
  lease: Lease,
): Promise<void> {
  try {
    await tracks.run(lease);
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'lease_lost') throw error;
    logger.error('the tracks of terminals were not kept in this period; they are read again', error);
    metrics.count('tracks_failed');
  }
}

/** Not tied to snapshots: what was refused, and pictures, leave on time even when nothing else happens. */
async function ageRecords({ log, retention }: DutiesOptions, now: number, lease: Lease): Promise<void> {
  const { deadLettersMs, deadLetterTextMs, deadLettersAtMost } = retention;
  await log.ageDeadLetters(now - deadLettersMs, now - deadLetterTextMs, deadLettersAtMost, lease);
  await log.expireMedia(now);
}
