import { type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue';
import type { Selection } from './useWall.ts';

/** A wall that nobody touches any more goes back to what it finds most urgent by itself. */
export const RELEASE_AFTER_MS = 60_000;

/**
 * One selection for the whole wall: a row or a mark picks, the map flies there, the callout tells.
 * @param now server time @param rate how fast it runs: the minute is the viewer's, also under a simulated clock
 */
export function useSelection(now: Readonly<ShallowRef<number>>, rate: () => number = () => 1): Selection {
  const picked = shallowRef<string | null>(null);
  let pickedAt = 0;
  const choose = (ref: string | null): void => {
    picked.value = ref;
    pickedAt = now.value;
  };
  watch(now, (at) => {
    if (picked.value !== null && at - pickedAt >= RELEASE_AFTER_MS * rate()) picked.value = null;
  });
  return {
    picked: shallowReadonly(picked),
    pick: (ref) => choose(picked.value === ref ? null : ref),
    choose,
  };
}
