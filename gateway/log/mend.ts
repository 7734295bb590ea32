import type { LogEntry } from '../contract/entry.ts';
import type { Position } from '../contract/position.ts';
import { MAX_BATCH } from './chain.ts';
import type { EntryRing } from './entry-ring.ts';
import { again } from './heal.ts';
import type { EventLog, Fork, HealResult } from './port.ts';

const BEFORE_ALL: Position = { e: '', n: 0, h: '' };

/** What was done about one loss. */
export interface Mended {
  readonly epoch: string;
  readonly forkN: number;
  readonly reason: Fork['reason'];
  /** Entries that this gateway gave back, that were there already, and that stand there with another payload. */
  readonly healed: number;
  readonly present: number;
  readonly conflicts: number;
  /** Entries that the log had and this gateway remembers no more; another one may have given them back. */
  readonly lost: number;
}

interface Loss {
  readonly log: EventLog;
  readonly ring: EntryRing;
  /** The latest place that this gateway knew. */
  readonly known: Position;
}

/**
 * Fences a log that lost its tail and gives back what the ring still has, in the order in which it was. Ticks as well:
 * what a tick alone found, a warning, is what later commands are about.
 *
 * @throws {LogForked} when the log lost something again meanwhile; {GatewayError} when it cannot be reached
 */
export async function healLog(loss: Loss): Promise<Mended> {
  const { log, ring, known } = loss;
  const entries = ring.sorted();
  const fork = await lastShared(loss, entries);
  const reason = fork.n === 0 ? 'lost' : 'diverged';
  const { e: epoch } = await log.fence({ known, fork, reason });
  const lost = entries.filter(({ n }) => n > fork.n);
  const count = { healed: 0, present: 0, conflict: 0 };
  const back: LogEntry[] = [];
  for (let from = 0; from < lost.length; from += MAX_BATCH) {
    const chunk = lost.slice(from, from + MAX_BATCH);
    const { outcomes } = await log.heal(chunk, fork);
    for (const { status } of outcomes) count[status] += 1;
    back.push(...standing(chunk, outcomes));
  }
  // Only now: if it fails in between, the next try must find on which side of the fork each of them stood.
  ring.remove(lost);
  for (const entry of back) ring.add(entry);
  return {
    epoch,
    forkN: fork.n,
    reason,
    healed: count.healed,
    present: count.present,
    conflicts: count.conflict,
    lost: Math.max(0, known.n - fork.n - lost.length),
  };
}

/** What was given back, where it stands now: the log may lose it once more. */
function standing(lost: readonly LogEntry[], outcomes: HealResult['outcomes']): LogEntry[] {
  return outcomes.flatMap(({ status, position }, i) => {
    const entry = lost[i];
    return entry === undefined || status === 'conflict' ? [] : [{ ...again(entry), ...position }];
  });
}

/**
 * The last place that the log shares with what this gateway followed, by halving: a chain hash that fits vouches for all
 * before it. Where the log ends before the ring begins, its end counts as shared.
 */
async function lastShared({ log, known }: Loss, entries: readonly LogEntry[]): Promise<Position> {
  let shared = -1;
  let beyond = entries.length;
  while (beyond - shared > 1) {
    const middle = (shared + beyond) >> 1;
    if (await log.holds(entries[middle] as LogEntry)) shared = middle;
    else beyond = middle;
  }
  const last = entries[shared];
  if (last !== undefined) return { e: last.e, n: last.n, h: last.h };
  const head = await log.head();
  const before = entries[0]?.n ?? known.n;
  const same = head.e === known.e || (await log.epochs()).some(({ epoch }) => epoch === known.e);
  const end = same && head.n < before ? await placeAt(log, head.n) : null;
  return end ?? BEFORE_ALL;
}

/** Place of the entry at `n`: of the epoch in which it was written. Null when there is none. */
export async function placeAt(log: EventLog, n: number): Promise<Position | null> {
  const entry = await log.entryAt(n);
  return entry && { e: entry.e, n: entry.n, h: entry.h };
}
