import type { Contribution } from './kpi.ts';

/** One entity adds 1 to a number. */
export function one(id: string): Contribution {
  return { id, by: 1 };
}

/** Made once: a text that is put together for each entity would cost more than the counting. */
export function table<Key extends string>(
  keys: readonly Key[],
  id: (key: Key) => string,
): Readonly<Record<Key, Contribution>> {
  return Object.fromEntries(keys.map((key) => [key, one(id(key))])) as Record<Key, Contribution>;
}
