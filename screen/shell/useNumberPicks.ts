import { onBeforeUnmount, onMounted } from 'vue';
import type { Selection } from '../composables/useWall.ts';

/** Id of the number that something on the page belongs to; null outside of one. */
export function numberAt(target: EventTarget | null): string | null {
  if (!(target instanceof Element)) return null;
  return target.closest('[data-kpi]')?.getAttribute('data-kpi') ?? null;
}

/** Picks the number that is clicked, or chosen by key, wherever on the page it stands. */
export function useNumberPicks(numbers: Pick<Selection, 'pick'>): void {
  const pick = (event: Event): void => {
    const id = numberAt(event.target);
    if (id !== null) numbers.pick(id);
  };
  onMounted(() => document.addEventListener('click', pick));
  onBeforeUnmount(() => document.removeEventListener('click', pick));
}
