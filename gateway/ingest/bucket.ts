/** How much a producer may send: `burst` events at once, `perSecond` in the long run. */
export interface RateLimit {
  readonly burst: number;
  readonly perSecond: number;
}

export interface Buckets {
  /** Takes `count` events from a producer's share. Returns 0, or the seconds to wait before they would fit. */
  take(producer: string, count: number): number;
}

/**
 * One token bucket per registered producer. Runs on the machine's monotonic timer: it protects the machine, whatever
 * time the gateway's clock plays.
 */
export function createBuckets({ burst, perSecond }: RateLimit, elapsedMs = () => performance.now()): Buckets {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(producer, count) {
      const at = elapsedMs();
      const { left, at: before } = buckets.get(producer) ?? { left: burst, at };
      const refilled = Math.min(burst, left + ((at - before) / 1_000) * perSecond);
      // A request that is larger than the whole bucket passes when the bucket is full, or it never would.
      const fits = count <= refilled || refilled === burst;
      buckets.set(producer, { left: fits ? refilled - count : refilled, at });
      return fits ? 0 : Math.max(1, Math.ceil((count - refilled) / perSecond));
    },
  };
}
