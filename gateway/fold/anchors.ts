import { HOUR_MS } from './context.ts';
import type { Ledger } from './table.ts';

/** A tick that was just applied, at `at` (epoch ms) by the site's own hours. */
export interface AppliedTick {
  readonly n: number;
  readonly at: number;
  readonly utcOffsetMs: number;
  /** A warning or an instruction changed by it. */
  readonly turned: boolean;
}

/**
 * The ticks that the state stands on: what a tick alone brought forth cannot be found again from items and alarms. The
 * first of every hour as well, so that a log that has lost the others is never folded with a clock that stands still.
 */
export interface Anchors {
  ticked(tick: AppliedTick): void;
  /** `n` of each, ascending. */
  ns(): readonly number[];
  image(): AnchorsImage;
  load(image: AnchorsImage): void;
}

export type AnchorsImage = readonly (readonly [n: string, at: number])[];

/** As long as days are kept apart in the figures. */
const KEPT_MS = 400 * 24 * HOUR_MS;

export function createAnchors(ledger: Ledger): Anchors {
  const ticks = ledger.table<number>('anchor');
  let latest: number | null = null;
  const put = (n: string, at: number) => {
    ticks.put(n, at);
    latest = at;
  };
  const forget = (before: number) => {
    for (const [n, at] of ticks.entries()) {
      if (at >= before) return;
      ticks.delete(n);
    }
  };
  return {
    ticked({ n, at, utcOffsetMs, turned }) {
      const hourOf = (ms: number) => Math.floor((ms + utcOffsetMs) / HOUR_MS);
      const first = latest === null || hourOf(latest) !== hourOf(at) || at < latest;
      if (!first && !turned) return;
      put(String(n), at);
      forget(at - KEPT_MS);
    },
    ns: () => Array.from(ticks.ids(), Number),
    image: () => [...ticks.entries()],
    load(image) {
      for (const [n, at] of image) put(n, at);
    },
  };
}
