import { shallowReadonly, shallowRef } from 'vue';
import type { Selection } from './useWall.ts';

/** One selection for the whole wall: a row or a mark picks, the map flies there, the callout tells. */
export function useSelection(): Selection {
  const picked = shallowRef<string | null>(null);
  return {
    picked: shallowReadonly(picked),
    pick: (ref) => {
      picked.value = picked.value === ref ? null : ref;
    },
    choose: (ref) => {
      picked.value = ref;
    },
  };
}
