/** A figure, and what it is compared with, taken in the same minute. */
export interface Pair {
  readonly measured: number;
  readonly baseline: number;
}

/**
 * Takes a figure and its baseline until the figure is within `most` times the baseline, `times` times at the utmost; the
 * pair with the smallest ratio. On a shared machine one pair may be hit by somebody else's work; what is truly slower is
 * slower every time.
 */
export async function bestPair(
  { most, times }: { readonly most: number; readonly times: number },
  take: () => Promise<Pair>,
): Promise<Pair & { readonly ratio: number }> {
  let best = { measured: 0, baseline: 0, ratio: Number.POSITIVE_INFINITY };
  for (let i = 0; i < times && best.ratio > most; i += 1) {
    const pair = await take();
    const ratio = pair.measured / Math.max(1, pair.baseline);
    if (ratio < best.ratio) best = { ...pair, ratio };
  }
  return best;
}
