import { type ComputedRef, computed } from 'vue';
import { useWall } from './useWall.ts';

const SECOND_MS = 1_000;

/** Time, ms, after which the gateway calls the feed of indicators silent; 0 while it does not say. */
export function useReportsDue(): ComputedRef<number> {
  const { collections } = useWall().live;
  return computed(() => (collections.feed.value.get('indicator')?.silentAfterS ?? 0) * SECOND_MS);
}
