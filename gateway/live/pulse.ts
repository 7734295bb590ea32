import { HEARTBEAT_MS } from '../contract/wire.ts';

/** Shortest time between two flushes, ms: at most ten frames a second. */
export const TICK_MS = 100;

/** Decides when something is sent. */
export interface Pulse {
  /** Something may be waiting: flush at once after a quiet time, else when `TICK_MS` are over. */
  nudge(): void;
  stop(): void;
}

/** One timer for all channels; every `HEARTBEAT_MS` a tick is a heartbeat. */
export function startPulse(tick: (heartbeat: boolean) => void): Pulse {
  let due: NodeJS.Timeout | null = null;
  let last = Number.NEGATIVE_INFINITY;
  let beatDue = false;
  const run = () => {
    due = null;
    last = performance.now();
    const beat = beatDue;
    beatDue = false;
    tick(beat);
  };
  const nudge = () => {
    due ??= setTimeout(run, Math.max(0, last + TICK_MS - performance.now()));
  };
  const beating = setInterval(() => {
    beatDue = true;
    nudge();
  }, HEARTBEAT_MS);
  return {
    nudge,
    stop() {
      clearInterval(beating);
      if (due !== null) clearTimeout(due);
    },
  };
}
