import { type ShallowRef, shallowReadonly, shallowRef, type WatchSource, watch } from 'vue';

/** How often a value has changed since it was first drawn: 0 draws it without a tint. */
export function useChangeCount(value: WatchSource<unknown>): Readonly<ShallowRef<number>> {
  const count = shallowRef(0);
  watch(value, (_, before) => {
    if (before !== null) count.value += 1;
  });
  return shallowReadonly(count);
}
