import { type ComputedRef, computed, type InjectionKey, inject, type Ref } from 'vue';
import { type Page, pageAt } from '../state/paging.ts';
import { useWall } from './useWall.ts';

/** Under which the shell hands down how many pages its panels turn through; 1 while they stand. */
export const PANEL_PAGES: InjectionKey<Readonly<Ref<number>>> = Symbol('panel pages');

/**
 * The page of a list that stands now; each entry comes to stand, on pages that are all full, unless somebody reads or must
 * look elsewhere (`useTurning`). It turns once in a round of the panels: a panel that is seen on every sixth turn would
 * else show the same pages of its list for ever.
 */
export function usePage<T>(all: () => readonly T[], capacity: () => number): ComputedRef<Page<T>> {
  const { live, turning } = useWall();
  const panelPages = inject(PANEL_PAGES, null);
  return computed(() =>
    pageAt(all(), {
      capacity: capacity(),
      filled: true,
      urgent: all().length,
      most: Math.max(1, all().length),
      /** The viewer's pace, also under a simulated clock. */
      now: turning.at.value / live.clock.value.rate / (panelPages?.value ?? 1),
      paused: false,
    }),
  );
}
