import { onScopeDispose, type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue';
import type { Stage } from './stage/port.ts';
import { AWAY_CLOSENESS } from './view/view.ts';

/** A map that nobody moves any more shows the whole county again. */
const RETURN_AFTER_MS = 180_000;

/**
 * Whether the map shows only a part of the county, and the way back: offered while it does, taken by itself after a
 * while, so that a wall is never left on one corner.
 */
export function useReturn(stage: Readonly<ShallowRef<Stage | null>>): Readonly<ShallowRef<boolean>> {
  const away = shallowRef(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopView: (() => void) | null = null;

  const look = (settled: boolean): void => {
    if (!settled) return;
    clearTimeout(timer);
    away.value = (stage.value?.view.closeness() ?? 0) > AWAY_CLOSENESS;
    if (away.value) timer = setTimeout(() => stage.value?.reset(), RETURN_AFTER_MS);
  };
  const close = (): void => {
    clearTimeout(timer);
    stopView?.();
    stopView = null;
    away.value = false;
  };

  watch(
    stage,
    (next) => {
      close();
      stopView = next?.view.onChange(look) ?? null;
    },
    { immediate: true },
  );
  onScopeDispose(close);
  return shallowReadonly(away);
}
