import type { Feed, Timely } from '../feeds/feed.ts';
import { pause } from '../ways/backoff.ts';
import { BATCH } from '../ways/gateway.ts';
import type { Outcome } from '../ways/outcome.ts';
import { HOUR, SECOND } from '../world/time.ts';

/** How far each feed is acknowledged, and what became of its events. */
export interface Ledger {
  cursor(feed: Feed): number;
  /** Everything of the feed before `until` is acknowledged. */
  advance(feed: Feed, until: number): void;
  count(feed: Feed, outcome: Outcome): void;
}

/** Widest span that is generated at once: bounds the memory after a long absence. */
const WINDOW = HOUR;
const STEP = SECOND;

/** Delivers one span in batches; after each batch the cursor stands at its last event, which may be sent again. */
async function deliver(
  feed: Feed,
  items: readonly Timely[],
  ledger: Ledger,
  onBatch?: (sent: number) => void,
) {
  for (let i = 0; i < items.length; i += BATCH) {
    const batch = items.slice(i, i + BATCH);
    ledger.count(feed, await feed.deliver(batch));
    ledger.advance(feed, batch.at(-1)?.at ?? ledger.cursor(feed));
    onBatch?.(batch.length);
  }
}

/** Plays what happened before `until`, feed after feed, as fast as the gateway takes it. */
export async function playHistory(
  feeds: readonly Feed[],
  until: number,
  ledger: Ledger,
  onProgress: (sent: number, total: number) => void,
): Promise<number> {
  const parts = feeds
    .filter((feed) => ledger.cursor(feed) < until)
    .map((feed) => ({ feed, items: feed.pull(ledger.cursor(feed), until) }));
  const total = parts.reduce((sum, { items }) => sum + items.length, 0);
  let sent = 0;
  for (const { feed, items } of parts) {
    await deliver(feed, items, ledger, (count) => {
      sent += count;
      onProgress(sent, total);
    });
    ledger.advance(feed, until);
  }
  return total;
}

/** Runs one feed from its cursor on, a step a second, until the signal. `limit` is the instant up to which it may speak. */
export async function runFeed(
  feed: Feed,
  ledger: Ledger,
  limit: () => number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const from = ledger.cursor(feed);
    const until = Math.min(limit(), from + WINDOW);
    if (until > from) {
      await deliver(feed, feed.pull(from, until), ledger);
      ledger.advance(feed, until);
    }
    if (until >= limit() - STEP) await pause(STEP, signal);
  }
}
