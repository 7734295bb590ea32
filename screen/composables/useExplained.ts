import { type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue';
import type { Explained } from '../state/calendar-strip.ts';
import { useWall } from './useWall.ts';

/**
 * How the deadline of an item came about, asked of the gateway again with each of its versions; null while nothing is
 * asked for, is known, or the item has no deadline.
 */
export function useExplained(id: () => string | null): Readonly<ShallowRef<Explained | null>> {
  const { explained, live } = useWall();
  const answer = shallowRef<Explained | null>(null);
  const version = (): number | null => {
    const wanted = id();
    return wanted === null ? null : (live.collections.case.value.get(wanted)?.version ?? null);
  };
  watch(
    [id, version],
    async ([wanted], before, onCleanup) => {
      let current = true;
      onCleanup(() => {
        current = false;
      });
      if (wanted !== before[0]) answer.value = null;
      const told = wanted === null ? null : await explained(wanted);
      if (current) answer.value = told;
    },
    { immediate: true },
  );
  return shallowReadonly(answer);
}
