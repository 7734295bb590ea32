import { setTimeout as sleep } from 'node:timers/promises';
import { createBackoff } from '../backoff.ts';

export interface RetryOptions {
  /** No further try begins later than this after the first, ms. */
  readonly windowMs: number;
  /** True for a failure that leaves open what happened; any other is final. */
  readonly again: (error: unknown) => boolean;
}

/** Runs idempotent `work` again while no reply comes. */
export async function retrying<Result>(
  work: () => Promise<Result>,
  { windowMs, again }: RetryOptions,
): Promise<Result> {
  const backoff = createBackoff({ firstMs: 50, maxMs: 500 });
  const giveUp = performance.now() + windowMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const delay = backoff.next();
      if (!again(error) || performance.now() + delay > giveUp) throw error;
      await sleep(delay);
    }
  }
}
