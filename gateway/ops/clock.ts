import type { Clock } from './port.ts';

/** The machine's clock. */
export function realClock(): Clock {
  return { now: () => Date.now(), simulated: false, rate: 1 };
}

/**
 * A clock that starts at `startMs` and runs `rate` times as fast (`YITU_CLOCK`, demo and tests only).
 * It follows the monotonic timer, so a step of the machine's clock does not move it.
 */
export function simulatedClock(startMs: number, rate: number, elapsedMs = () => performance.now()): Clock {
  const origin = elapsedMs();
  return { now: () => Math.round(startMs + (elapsedMs() - origin) * rate), simulated: true, rate };
}

/** The clock that `YITU_CLOCK` sets, or the machine's when it sets none. */
export function createClock(setting: { readonly startMs: number; readonly rate: number } | undefined): Clock {
  return setting === undefined ? realClock() : simulatedClock(setting.startMs, setting.rate);
}
