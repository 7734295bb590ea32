import { type ComputedRef, computed, provide } from 'vue';
import { PANEL_PAGES } from '../composables/usePage.ts';
import type { Wall } from '../composables/useWall.ts';
import { PAGE_MS } from '../state/paging.ts';
import type { Plan } from './plan.ts';

export interface PanelPages {
  /** The plan with the columns of the page that stands now. */
  readonly plan: ComputedRef<Plan>;
  readonly mark: ComputedRef<{ readonly page: number; readonly pages: number }>;
}

/**
 * Turns the pages of the panels. The page follows from server time, so that two walls show the same one; an
 * unacknowledged P1 holds the first, and so does a terminal that calls for help. The page of a panel that is read stays.
 * @param held page that the address asks for, from 1; null turns
 */
export function usePages(
  wall: Pick<Wall, 'live' | 'turning'>,
  plan: () => Plan,
  held: number | null,
): PanelPages {
  const { live, turning } = wall;
  const pages = computed(() => plan().later.length + 1);
  const page = computed(() => {
    if (held !== null) return Math.min(held, pages.value);
    if (turning.loud.value) return 1;
    return (Math.floor(turning.at.value / live.clock.value.rate / PAGE_MS) % pages.value) + 1;
  });
  provide(
    PANEL_PAGES,
    computed(() => (held === null ? pages.value : 1)),
  );
  const columns = computed(() => plan().later[page.value - 2] ?? plan().columns);
  return {
    plan: computed(() => ({ ...plan(), columns: columns.value })),
    mark: computed(() => ({ page: page.value, pages: pages.value })),
  };
}
