import { setTimeout as sleep } from 'node:timers/promises';

export interface BackoffOptions {
  /** Delay before the first retry, ms. */
  readonly firstMs: number;
  /** Ceiling of the delay, ms. */
  readonly maxMs: number;
  /** Factor from one delay to the next. */
  readonly growth?: number;
  /** Share of the delay that chance may take off: 0 none, 1 all of it. */
  readonly jitter?: number;
  readonly random?: () => number;
  /** Resolves after `ms`; rejects when the signal aborts. */
  readonly wait?: (ms: number, signal: AbortSignal | undefined) => Promise<unknown>;
}

export interface Backoff {
  /** The next delay in ms; each call counts as one failure. */
  next(): number;
  /** Waits for the next delay. False when the signal ended the waiting. */
  pause(signal?: AbortSignal): Promise<boolean>;
  /** After a success: the next delay is the first again. */
  reset(): void;
}

type DelayOptions = Omit<BackoffOptions, 'wait'>;

/** Delay in ms before retry number `attempt` (0 is the first): grows by a factor up to a ceiling, less the jitter. */
export function backoffDelay(attempt: number, options: DelayOptions): number {
  const { firstMs, maxMs, growth = 2, jitter = 0.5, random = Math.random } = options;
  const full = Math.min(maxMs, firstMs * growth ** attempt);
  return Math.round(full * (1 - jitter * random()));
}

/** Delays of one thing that is retried until it works or is given up: the only way to retry in the gateway. */
export function createBackoff(options: BackoffOptions): Backoff {
  const wait = options.wait ?? ((ms, signal) => sleep(ms, undefined, signal ? { signal } : {}));
  let attempt = 0;
  const next = () => backoffDelay(attempt++, options);
  return {
    next,
    async pause(signal) {
      if (signal?.aborted) return false;
      try {
        await wait(next(), signal);
        return true;
      } catch (error) {
        if (signal?.aborted) return false;
        throw error;
      }
    },
    reset() {
      attempt = 0;
    },
  };
}
