import { setTimeout as sleep } from 'node:timers/promises';
import type { DraftEntry, LogEntry } from '../contract/entry.ts';
import { GatewayError } from '../contract/errors.ts';
import type { EventData } from '../contract/event-types.ts';
import type { Position } from '../contract/position.ts';
import type { Clock, Logger, Metrics } from '../ops/port.ts';
import { createBackoff } from './backoff.ts';
import { follows } from './continuity.ts';
import { createEntryRing, type EntryRing } from './entry-ring.ts';
import { LogForked } from './forked.ts';
import { healLog, placeAt } from './mend.ts';
import type {
  AppendOptions,
  AppendOutcome,
  AppendResult,
  EventLog,
  FollowHandlers,
  HealingLog,
  LogCare,
} from './port.ts';

/** How long an append waits for the log to be healed before it is refused, ms. */
const HEAL_WAIT_MS = 1_500;
/** Entries read at a start are remembered when they were received this short ago, ms. */
const YOUNG_MS = 60_000;
const PAUSES = { firstMs: 50, maxMs: 1_000 } as const;

export interface HealingOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly ring?: EntryRing;
}

/**
 * A log that remembers what it acknowledged and delivered of late. Every append demands that the latest place which this
 * gateway knows is still there; where it is not, the log is fenced into a new epoch and gets back what this gateway has,
 * before anything else is written and before a follower is told. Every gateway of a site does so; the engine sees to it
 * that nothing comes twice.
 */
export function healingLog(log: EventLog, options: HealingOptions): HealingLog {
  return new Healer(log, options).log;
}

class Healer {
  readonly log: HealingLog;
  readonly #inner: EventLog;
  readonly #options: HealingOptions;
  readonly #ring: EntryRing;
  /** Secrets that this gateway works with: an emptied log would make others, and walls would lose their places. */
  readonly #secrets = new Map<string, string>();
  readonly #closing = new AbortController();
  #care: Omit<LogCare, 'full'> = { heals: 0, healed: 0, lost: 0, healedAt: null };
  /** The latest place that this gateway saw in the log. */
  #known: Position | null = null;
  /** Up to where its follower has told it. */
  #followed = 0;
  #mending: Promise<void> | null = null;
  #full = false;

  constructor(inner: EventLog, options: HealingOptions) {
    this.#inner = inner;
    this.#options = options;
    this.#ring = options.ring ?? createEntryRing();
    this.log = this.#dressed();
  }

  #dressed(): HealingLog {
    const own: Partial<HealingLog> = {
      append: (batch, options) => this.#append(batch, options),
      read: async (after, limit) => {
        const found = await this.#inner.read(after, limit);
        if (this.#goOn(found.entries)) this.#rememberYoung(found.entries);
        return found;
      },
      secret: async (name) => {
        const secret = await this.#inner.secret(name);
        this.#secrets.set(name, secret);
        return secret;
      },
      follow: (after, handlers) => this.#follow(after, handlers),
      care: () => ({ ...this.#care, full: this.#isFull() }),
      close: async () => {
        this.#closing.abort();
        await this.#mending;
        await this.#inner.close();
      },
    };
    return Object.assign(Object.create(this.#inner), own) as HealingLog;
  }

  /** Redis is asked again and again by its connection; the file only by the next append. */
  #isFull(): boolean {
    return this.#full && (this.#inner.engine === 'sqlite' || !this.#inner.healthy());
  }

  #seen(place: Position): void {
    if (place.n > (this.#known?.n ?? 0)) this.#known = { e: place.e, n: place.n, h: place.h };
  }

  #rememberYoung(entries: readonly LogEntry[]): void {
    const since = this.#options.clock.now() - YOUNG_MS;
    for (const entry of entries) if (entry.receivedAt >= since) this.#ring.add(entry);
  }

  /** How much of a lost tail could be given back from here: by time, and by bytes under a heavy load. */
  #tellReach(): void {
    const { metrics } = this.#options;
    metrics.gauge('log_ring_seconds', Math.round(this.#ring.coversMs() / 1_000));
    metrics.gauge('log_ring_bytes', this.#ring.bytes);
  }

  /** What was erased is never given back. */
  #remember(entry: LogEntry): void {
    this.#ring.add(entry);
    if (entry.type !== 'operation.erased') return;
    const named = (entry.data as EventData<'operation.erased'>).entries;
    const gone = new Set(named.map(({ source, id }) => `${source}\0${id}`));
    this.#ring.remove(this.#ring.sorted().filter(({ source, id }) => gone.has(`${source}\0${id}`)));
  }

  async #append(batch: readonly DraftEntry[], options?: AppendOptions): Promise<AppendResult> {
    if (this.#mending !== null) await this.#healedSoon();
    try {
      return await this.#appendOnce(batch, options);
    } catch (error) {
      if (!(error instanceof LogForked)) throw error;
      await this.#healedSoon();
      return this.#appendOnce(batch, options);
    }
  }

  async #appendOnce(batch: readonly DraftEntry[], options?: AppendOptions): Promise<AppendResult> {
    try {
      const result = await this.#inner.append(batch, { ...options, standing: () => this.#known });
      this.#full = false;
      for (const [i, { status, position }] of result.outcomes.entries()) {
        const draft = batch[i];
        if (draft === undefined || !this.#isNews(status, position)) continue;
        this.#ring.add({ ...draft, ...position });
        this.#seen(position);
      }
      return result;
    } catch (error) {
      if (error instanceof GatewayError && error.code === 'log_full') this.#full = true;
      throw error;
    }
  }

  /** A duplicate is promised as well: where its entry has not been told here yet, it is remembered from now on. */
  #isNews(status: AppendOutcome['status'], { n }: Position): boolean {
    return status === 'new' || (status === 'duplicate' && n > this.#followed);
  }

  #follow(after: Position, handlers: FollowHandlers) {
    const stopped = Promise.withResolvers<void>();
    let over = false;
    if (after.n > 0 && this.#known === null) this.#seen(after);
    const follower = this.#inner.follow(after, {
      ...handlers,
      onEntries: async (entries) => {
        if (!this.#goOn(entries)) await Promise.race([this.#heal(), stopped.promise]);
        await handlers.onEntries(entries);
        if (over) return;
        for (const entry of entries) this.#remember(entry);
        const last = entries.at(-1);
        if (last === undefined) return;
        this.#followed = last.n;
        this.#seen(last);
        this.#tellReach();
      },
      onDiscontinuity: (reason) => {
        void this.#heal().then(() => over || handlers.onDiscontinuity(reason));
      },
    });
    return {
      stop() {
        over = true;
        stopped.resolve();
        return follower.stop();
      },
    };
  }

  /**
   * Whether entries of the log are at one with what this gateway knows of it. If not, the log has lost what was
   * acknowledged here last, and another gateway that never saw it may have written on in its place.
   */
  #goOn(entries: readonly LogEntry[]): boolean {
    const [first] = entries;
    const known = this.#known;
    if (known === null || first === undefined) return true;
    if (entries.some((entry) => this.#ring.contradicts(entry))) return false;
    if ((entries.at(-1)?.n ?? 0) <= known.n || follows(known, first)) return true;
    return entries.some(({ e, n, h }) => n === known.n && h === known.h && e === known.e);
  }

  /** @throws {LogForked} when it takes too long for whoever waits */
  async #healedSoon(): Promise<void> {
    const waiting = new AbortController();
    const late = sleep(HEAL_WAIT_MS, 'late' as const, { signal: waiting.signal }).catch(
      () => 'late' as const,
    );
    const first = await Promise.race([this.#heal(), late]);
    waiting.abort();
    if (first === 'late' || this.#closing.signal.aborted) throw new LogForked();
  }

  /** Tries until it is done or the log is closed. Never rejects. */
  #heal(): Promise<void> {
    this.#mending ??= this.#healUntilDone().finally(() => {
      this.#mending = null;
    });
    return this.#mending;
  }

  async #healUntilDone(): Promise<void> {
    const backoff = createBackoff(PAUSES);
    do {
      try {
        await this.#healOnce();
        return;
      } catch (error) {
        this.#options.logger.error('the log could not be healed yet; trying again', error);
      }
    } while (await backoff.pause(this.#closing.signal));
  }

  async #healOnce(): Promise<void> {
    const { metrics, logger, clock } = this.#options;
    const known = this.#known;
    if (known === null || (await this.#inner.holds(known))) return;
    const done = await healLog({ log: this.#inner, ring: this.#ring, known });
    for (const [name, secret] of this.#secrets) await this.#inner.keepSecret(name, secret);
    this.#known = await placeAt(this.#inner, (await this.#inner.head()).n);
    this.#care = {
      heals: this.#care.heals + 1,
      healed: this.#care.healed + done.healed,
      lost: this.#care.lost + done.lost,
      healedAt: clock.now(),
    };
    metrics.count('log_heals_total', { reason: done.reason });
    metrics.count('log_healed_entries_total', {}, done.healed);
    metrics.count('log_heal_conflicts_total', {}, done.conflicts);
    metrics.count('log_lost_entries_total', {}, done.lost);
    metrics.gauge('log_epoch', (await this.#inner.epochs()).length);
    logger.warn('the log had lost entries and was healed', {
      epoch: done.epoch,
      forkN: done.forkN,
      knownN: known.n,
      healed: done.healed,
      present: done.present,
      conflicts: done.conflicts,
      lost: done.lost,
    });
  }
}
