import { type ComputedRef, computed } from 'vue';
import { type Page, pageAt } from '../state/paging.ts';
import { useWall } from './useWall.ts';

/** The page of a list that stands now: it turns at the pace of every list, and each entry comes to stand. */
export function usePage<T>(all: () => readonly T[], capacity: () => number): ComputedRef<Page<T>> {
  const { live, now } = useWall();
  return computed(() =>
    pageAt(all(), {
      capacity: capacity(),
      urgent: all().length,
      most: Math.max(1, all().length),
      /** The viewer's pace, also under a simulated clock. */
      now: now.value / live.clock.value.rate,
      paused: false,
    }),
  );
}
