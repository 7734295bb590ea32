import { setTimeout as sleep } from 'node:timers/promises';

type Nothing = null | undefined | false | 0;

/**
 * Asks `probe` until it gives something, and returns that: none of a thing that is counted is nothing.
 * @throws {Error} naming `what` when it did not within `withinMs`.
 */
export async function waitFor<Value>(
  what: string,
  probe: () => Promise<Value | Nothing> | Value | Nothing,
  withinMs = 60_000,
): Promise<Value> {
  const deadline = Date.now() + withinMs;
  let last: unknown = null;
  while (Date.now() < deadline) {
    try {
      const value = await probe();
      if (value !== null && value !== undefined && value !== false && value !== 0) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    await sleep(60);
  }
  throw new Error(
    `waited ${withinMs} ms for ${what}; last: ${last instanceof Error ? last.message : JSON.stringify(last)}`,
  );
}
