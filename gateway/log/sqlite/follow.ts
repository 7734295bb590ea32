import type { LogEntry } from '../../contract/entry.ts';
import type { Position } from '../../contract/position.ts';
import type { Logger } from '../../ops/port.ts';
import { type Backoff, createBackoff } from '../backoff.ts';
import { discontinuity, type Standing } from '../continuity.ts';
import { onChange } from '../health.ts';
import type { Follower, FollowHandlers } from '../port.ts';

const READ_LIMIT = 500;

export interface FollowSource {
  /** What this process appended itself directly behind a place, as far as it is known: it need not be read. */
  readonly own: (after: Position, limit: number) => readonly LogEntry[];
  readonly read: (after: number, limit: number) => Promise<readonly LogEntry[]>;
  readonly standing: (n: number) => Promise<Standing>;
  readonly logger: Logger;
}

/** A follower inside the process: `wake` after each commit makes it read what is new. */
export interface WakingFollower extends Follower {
  wake(): void;
}

/** Follows the log of this process from `after`; reads again when woken, with growing pauses when reading fails. */
export function followSource(
  source: FollowSource,
  after: Position,
  handlers: FollowHandlers,
): WakingFollower {
  const stopping = new AbortController();
  const backoff: Backoff = createBackoff({ firstMs: 100, maxMs: 2_000 });
  const report = onChange(handlers.onHealth);
  let position = after;
  let woken = Promise.withResolvers<void>();

  async function deliver(): Promise<void> {
    while (!stopping.signal.aborted) {
      woken = Promise.withResolvers<void>();
      const known = source.own(position, READ_LIMIT);
      const entries = known.length > 0 ? known : await source.read(position.n, READ_LIMIT);
      report(true);
      backoff.reset();
      const last = entries.at(-1);
      if (last === undefined) {
        await woken.promise;
        continue;
      }
      await handlers.onEntries(entries);
      position = { e: last.e, n: last.n, h: last.h };
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const broken = discontinuity(position, await source.standing(position.n));
        if (broken) return handlers.onDiscontinuity(broken);
        await deliver();
      } catch (error) {
        if (stopping.signal.aborted) return;
        report(false);
        source.logger.error('log.follow_failed', error, { after: position.n });
        await backoff.pause(stopping.signal);
      }
    }
  }

  const finished = run();
  return {
    wake: () => woken.resolve(),
    async stop() {
      stopping.abort();
      woken.resolve();
      await finished;
    },
  };
}
