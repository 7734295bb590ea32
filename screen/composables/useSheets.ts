import { type ComputedRef, computed, shallowRef } from 'vue';
import { PAGE_MS } from '../state/paging.ts';
import { useWall } from './useWall.ts';

/** Which page of a card stands. */
export interface Sheets {
  /** From 0. */
  readonly current: ComputedRef<number>;
  /** Keeps a page from turning away. */
  readonly choose: (sheet: number) => void;
}

/**
 * Pages of a card, for a hall in which nobody can reach the wall: the first stands when the card opens, then they turn as
 * lists do (`useTurning`), until somebody picks one, which stays as long as the card does.
 * @param count how many pages the card has
 */
export function useSheets(count: () => number): Sheets {
  const { live, now, turning } = useWall();
  const openedAt = now.value;
  const chosen = shallowRef<number | null>(null);
  const turned = computed(() => {
    const stood = (turning.at.value - openedAt) / live.clock.value.rate;
    return Math.max(0, Math.floor(stood / PAGE_MS)) % Math.max(1, count());
  });
  return {
    current: computed(() => Math.min(chosen.value ?? turned.value, Math.max(0, count() - 1))),
    choose(sheet) {
      chosen.value = sheet;
    },
  };
}
