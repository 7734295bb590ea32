import { setTimeout as sleep } from 'node:timers/promises';
import { type Counts, ON_ITS_WAY_MS } from './counts.ts';
import type { Ledger } from './ledger.ts';
import type { Observer } from './observer.ts';
import type { Producer } from './producer.ts';
import type { Stack } from './stack.ts';

/** What an act may touch and look at. */
export interface Stage {
  readonly stack: Stack;
  readonly ledger: Ledger;
  readonly producer: Producer;
  /** The first one looks through the visitor's gateway. */
  readonly walls: readonly Observer[];
  /** Time that each act has for itself, ms. */
  readonly shareMs: number;
  /** Tells the audience something, now. */
  say(text: string): void;
  counts(): Counts;
}

/** A moment of the show. */
export interface Act {
  readonly title: string;
  /** What is done to the system. */
  readonly deed: string;
  /** Why it matters. */
  readonly why: string;
  /** Where to look meanwhile. */
  readonly look: string;
  /** Does it and waits until the system is well again. */
  play(stage: Stage): Promise<ActResult>;
}

export interface ActResult {
  /** From the end of the harm (a restart, a source that speaks again) until everything is right; null when it never was. ms */
  readonly recoveredMs: number | null;
  /** What was seen, for the report. */
  readonly findings: readonly string[];
}

const POLL_MS = 40;
const RECOVERY_MS = 30_000;

/** How long it took until `is` held, ms; null when it did not within `withinMs`. */
export async function timeUntil(is: () => boolean, withinMs = RECOVERY_MS): Promise<number | null> {
  const began = performance.now();
  while (!is()) {
    if (performance.now() - began > withinMs) return null;
    await sleep(POLL_MS);
  }
  return performance.now() - began;
}

/**
 * Whether the system is well again: every wall is live, something that was acknowledged since the harm ended stands on
 * each, and so does everything that was acknowledged before.
 * @param since the end of the harm, ms of the producer's clock
 */
export function well(
  {
    ledger,
    walls,
  }: { readonly ledger: Pick<Ledger, 'acknowledged' | 'since'>; readonly walls: Stage['walls'] },
  since: number,
  now: number,
): boolean {
  const latest = ledger.since(since);
  return walls.every((wall) => {
    const { ids } = wall.view();
    const shows = ([id, { at }]: readonly [string, { readonly at: number }]) =>
      ids.has(id) || now - at < ON_ITS_WAY_MS;
    return wall.live() && latest.some((id) => ids.has(id)) && [...ledger.acknowledged].every(shows);
  });
}

/** How long it takes from now, the end of the harm, until the system is well; null when it does not. ms */
export function recovery(stage: Stage): Promise<number | null> {
  const since = Date.now();
  return timeUntil(() => well(stage, since, Date.now()));
}

/** 1.4 秒 */
export function secondsOf(ms: number | null): string {
  if (ms === null) return '未恢复';
  return ms < 100 ? '不到 0.1 秒' : `${(ms / 1_000).toFixed(1)} 秒`;
}
