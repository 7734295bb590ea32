/** Element `i`; throws when it is absent, because an absent one is a fault of the generator. */
export function at<T>(list: ArrayLike<T>, i: number): T {
  const value = list[i];
  if (value === undefined) throw new RangeError(`no element ${i} in a list of ${list.length}`);
  return value;
}

/** The whole numbers 0 … n-1. */
export function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

/** The element with the smallest score; the first one wins a tie. Throws on an empty list. */
export function minBy<T>(list: Iterable<T>, score: (item: T) => number): T {
  let best: { item: T; score: number } | undefined;
  for (const item of list) {
    const s = score(item);
    if (!best || s < best.score) best = { item, score: s };
  }
  if (!best) throw new Error('no smallest element of an empty list');
  return best.item;
}

/** Appends to the list under `key`, making it when new. */
export function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/**
 * Shares `total` whole units in proportion to the weights (largest remainder), each share at least `least`.
 * Throws when `total` does not reach `least` for everyone.
 */
export function apportion(total: number, weights: readonly number[], least: number): number[] {
  const spare = total - least * weights.length;
  if (spare < 0) throw new RangeError(`cannot share ${total} among ${weights.length}`);
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((w) => (spare * w) / sum);
  const shares = exact.map((e) => Math.floor(e));
  let left = spare - shares.reduce((a, b) => a + b, 0);
  const order = range(weights.length).sort(
    (a, b) => at(exact, b) - at(shares, b) - (at(exact, a) - at(shares, a)) || a - b,
  );
  for (const i of order) {
    if (left <= 0) break;
    shares[i] = at(shares, i) + 1;
    left -= 1;
  }
  return shares.map((s) => s + least);
}
