import type { LogEntry } from '../contract/entry.ts';
import type { Feed } from '../contract/feeds.ts';
import { UNSEEN_ITEMS } from '../contract/kpi.ts';
import type { Position } from '../contract/position.ts';
import type { Fold, Quarantined, StateView } from '../fold/port.ts';
import type { Discontinuity, EventLog, Follower, HealingLog, Lease } from '../log/port.ts';
import type { Clock, Logger, Metrics } from '../ops/port.ts';
import type { Site, SiteHealth, SiteListener } from './port.ts';
import { createPositionRing, type PositionRing } from './position-ring.ts';
import { applyInSlices, type FoldMaker, forgetSnapshots, restoreState, saveState } from './restore.ts';

/** Entries whose place is remembered: about an hour of 1,436 terminals at one report in 30 s, 10 MB at most. */
const RECENT_PLACES = 100_000;
const HEAD_LOOK_MS = 5_000;
/** A state that was built anew this short ago is not built anew again without a pause. */
const QUIET_MS = 5_000;

export interface SiteOptions {
  readonly log: EventLog & Partial<Pick<HealingLog, 'care'>>;
  readonly folds: FoldMaker;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Pauses between tries of building anew: growing, jittered, with a ceiling; false when the signal ended it. */
  readonly backoff: () => { pause(signal: AbortSignal): Promise<boolean> };
}

/**
 * Builds the state from the newest good snapshot and the log behind it, then follows the log for ever.
 * When the log turns out not to be the one that was followed, the state is built anew aside and swapped.
 *
 * @throws GatewayError `log_unavailable` when the log cannot be read at the start
 */
export async function startSite(options: SiteOptions): Promise<Site> {
  const ring = createPositionRing(RECENT_PLACES);
  return new FollowingSite(options, await restoreState(options, ring.add), ring);
}

class FollowingSite implements Site {
  readonly #options: SiteOptions;
  readonly #listeners = new Set<SiteListener>();
  readonly #waiting = new Map<object, { readonly n: number; readonly reached: () => void }>();
  readonly #stopped = new AbortController();
  readonly #headLook: NodeJS.Timeout;
  #fold: Fold;
  #ring: PositionRing;
  #follower: Follower;
  #rebuild: Promise<void> | null = null;
  #builtAt = Number.NEGATIVE_INFINITY;
  #logOk = true;
  #headN: number;

  constructor(options: SiteOptions, fold: Fold, ring: PositionRing) {
    this.#options = options;
    this.#fold = fold;
    this.#ring = ring;
    this.#headN = fold.position.n;
    this.#follower = this.#follow();
    this.#headLook = setInterval(() => void this.#lookAtHead(), HEAD_LOOK_MS).unref();
  }

  get view(): StateView {
    return this.#fold;
  }

  get reducerVersion(): number {
    return this.#fold.reducerVersion;
  }

  get configHash(): string | null {
    return this.#fold.configHash;
  }

  recent(n: number): Position | null {
    return this.#ring.at(n);
  }

  positionReached(n: number, timeoutMs: number): Promise<boolean> {
    if (this.#fold.position.n >= n) return Promise.resolve(true);
    return new Promise((resolve) => {
      const key = {};
      const settle = (reached: boolean) => {
        clearTimeout(timer);
        this.#waiting.delete(key);
        resolve(reached);
      };
      const timer = setTimeout(settle, timeoutMs, false);
      this.#waiting.set(key, { n, reached: () => settle(true) });
    });
  }

  subscribe(listener: SiteListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  health(): SiteHealth {
    const lag = Math.max(0, this.#headN - this.#fold.position.n);
    const logFull = this.#options.log.care?.().full ?? false;
    return { logOk: this.#logOk, logFull, lag, rebuilding: this.#rebuild !== null };
  }

  quarantine(): readonly Quarantined[] {
    return this.#fold.quarantine();
  }

  needed(feed: Feed): readonly number[] {
    return this.#fold.needed(feed);
  }

  async rebuild(trusted: number): Promise<void> {
    if (this.#rebuild !== null) return;
    const stopping = this.#follower.stop();
    this.#rebuild = stopping.then(() => this.#buildAnew('diverged', trusted));
    await this.#rebuild;
  }

  async saveSnapshot(lease?: Lease): Promise<void> {
    const { log, clock, logger } = this.#options;
    if (this.#rebuild !== null) return;
    const fold = this.#fold;
    const { id, position, bytes } = await saveState(fold, log, { savedAt: clock.now(), lease });
    const outdated = this.#rebuild !== null || fold !== this.#fold;
    if (outdated) await log.deleteSnapshot(id);
    else logger.info('snapshot saved', { n: position.n, bytes });
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    clearInterval(this.#headLook);
    await this.#follower.stop();
    await this.#rebuild;
  }

  #follow(): Follower {
    return this.#options.log.follow(this.#fold.position, {
      onEntries: (entries) => this.#take(entries),
      onDiscontinuity: (reason) => {
        this.#rebuild ??= this.#buildAnew(reason);
      },
      onHealth: (ok) => {
        this.#logOk = ok;
      },
    });
  }

  async #take(entries: readonly LogEntry[]): Promise<void> {
    const fold = this.#fold;
    if (leavesOut(fold.position.n, entries)) return this.#passedByTrimming();
    const onEntry = (entry: LogEntry) => {
      this.#ring.add(entry);
      if (fold !== this.#fold) return;
      for (const listener of this.#listeners) listener.onEntry?.(entry);
    };
    await applyInSlices(fold, entries, { onEntry, onSlice: () => this.#tell(fold) });
    const erased = entries.findLast(({ type }) => type === 'operation.erased');
    if (erased !== undefined) this.#forget(erased.n);
  }

  /** What was erased is in the state and in every snapshot of it: both are made anew from the log, without it. */
  #forget(n: number): void {
    if (this.#rebuild !== null) return;
    void this.#follower.stop();
    this.#rebuild = forgetSnapshots(this.#options.log, n)
      .catch((error) =>
        this.#options.logger.error('snapshots from before an erasure could not be deleted', error),
      )
      .then(() => this.#buildAnew('diverged'));
  }

  /** What was trimmed while this gateway stood still is in no log any more, only in a snapshot of those that went on. */
  #passedByTrimming(): void {
    if (this.#rebuild !== null) return;
    this.#options.metrics.count('site_passed_by_trimming');
    void this.#follower.stop();
    this.#rebuild = this.#buildAnew('diverged');
  }

  #tell(fold: Fold): void {
    if (fold !== this.#fold) return;
    const changes = fold.drain();
    this.#headN = Math.max(this.#headN, fold.position.n);
    this.#options.metrics.gauge('site_position', fold.position.n);
    this.#options.metrics.gauge('quarantined', fold.quarantine().length);
    this.#options.metrics.gauge('events_renumbered', fold.renumbered());
    this.#options.metrics.gauge('items_unseen', fold.get('kpi', UNSEEN_ITEMS)?.value ?? 0);
    for (const { onChange } of this.#listeners) onChange?.(changes);
    this.#settleWaiting();
  }

  #settleWaiting(): void {
    for (const { n, reached } of [...this.#waiting.values()]) if (n <= this.#fold.position.n) reached();
  }

  async #buildAnew(reason: Discontinuity, trusted = Number.POSITIVE_INFINITY): Promise<void> {
    const { logger, metrics } = this.#options;
    logger.warn('the state or the log is not what it should be; building the state anew', { reason });
    metrics.count('site_rebuilds', { reason });
    const backoff = this.#options.backoff();
    if (performance.now() - this.#builtAt < QUIET_MS) await backoff.pause(this.#stopped.signal);
    do {
      try {
        const ring = createPositionRing(RECENT_PLACES);
        this.#swap(await restoreState({ ...this.#options, trusted }, ring.add), ring, reason);
        return;
      } catch (error) {
        logger.error('the state could not be built anew; trying again', error);
      }
    } while (await backoff.pause(this.#stopped.signal));
  }

  #swap(fold: Fold, ring: PositionRing, reason: Discontinuity): void {
    if (this.#stopped.signal.aborted) return;
    this.#builtAt = performance.now();
    this.#fold = fold;
    this.#ring = ring;
    this.#headN = fold.position.n;
    this.#rebuild = null;
    this.#follower = this.#follow();
    for (const { onReset } of this.#listeners) onReset?.(reason);
    this.#settleWaiting();
  }

  async #lookAtHead(): Promise<void> {
    try {
      const head = await this.#options.log.head();
      if (this.#rebuild === null) this.#headN = Math.max(this.#fold.position.n, head.n);
    } catch {
      this.#options.metrics.count('site_head_unknown');
    }
  }
}

/** Whether entries that follow on `n` skip any: a reader may pass over what was trimmed, a state may not. */
function leavesOut(n: number, entries: readonly LogEntry[]): boolean {
  return entries.some((entry, i) => entry.n !== n + 1 + i);
}
