import { type ComputedRef, computed } from 'vue';
import { useWall } from './useWall.ts';

const MINUTE_MS = 60_000;

/** Server time at the last full minute, ms: for what looks at a whole board and says nothing finer. */
export function useMinute(): ComputedRef<number> {
  const { now } = useWall();
  return computed(() => now.value - (now.value % MINUTE_MS));
}
