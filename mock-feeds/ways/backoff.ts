const FIRST_MS = 500;
const MOST_MS = 15_000;

/**
 * Wait before the `attempt`-th retry (from 1): doubling from half a second to 15 s, with jitter over the upper half so
 * that several producers do not come back at once. A wait that the server asked for is the least.
 */
export function retryDelayMs(attempt: number, askedMs = 0, random: () => number = Math.random): number {
  const ceiling = Math.min(MOST_MS, FIRST_MS * 2 ** (attempt - 1));
  return Math.max(askedMs, ceiling * (0.5 + random() / 2));
}

/** Resolves after `ms`, at once when the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
