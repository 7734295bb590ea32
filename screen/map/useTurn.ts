import { onScopeDispose, type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue';

/** A map without numbers is better than none. */
const LATEST_MS = 5_000;

/**
 * Whether it is the map's turn. Opening it keeps the page busy for a second and more without graphics hardware: the
 * numbers, which somebody acts on, are read and shown first.
 * @param came whether they are there
 */
export function useTurn(came: () => boolean): Readonly<ShallowRef<boolean>> {
  const turn = shallowRef(false);
  const take = (): void => {
    turn.value = true;
  };
  let timer = setTimeout(take, LATEST_MS);
  watch(
    came,
    (here) => {
      if (!here || turn.value) return;
      clearTimeout(timer);
      // A task of its own: what has come is drawn before it.
      timer = setTimeout(take);
    },
    { immediate: true, flush: 'post' },
  );
  onScopeDispose(() => clearTimeout(timer));
  return shallowReadonly(turn);
}
