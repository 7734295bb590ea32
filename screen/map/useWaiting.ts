import { type ComputedRef, computed, onScopeDispose, type ShallowRef, shallowRef, watch } from 'vue';
import type { RegionGeometry } from './geo/geometry.ts';
import type { Stage } from './stage/port.ts';

/** What a map can be waiting for, in order: the region's shapes, the engine, the first whole picture. */
export type Waiting = 'shapes' | 'engine' | 'picture';

/** A map says nothing of its start before this. */
const PATIENCE_MS = 3_000;

export interface UseWaitingOptions {
  /** Whether there is no map at all. */
  readonly off: () => boolean;
  readonly geometry: Readonly<ShallowRef<RegionGeometry | null>>;
  readonly stage: Readonly<ShallowRef<Stage | null>>;
  readonly drawn: Readonly<ShallowRef<boolean>>;
}

/** What the map still lacks once it has lacked something for longer than a start takes; null while all is well. */
export function useWaiting({ off, geometry, stage, drawn }: UseWaitingOptions): ComputedRef<Waiting | null> {
  const late = shallowRef(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    () => !off() && !drawn.value,
    (waits) => {
      clearTimeout(timer);
      late.value = false;
      if (waits)
        timer = setTimeout(() => {
          late.value = true;
        }, PATIENCE_MS);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  return computed(() => {
    if (!late.value) return null;
    if (geometry.value === null) return 'shapes';
    return stage.value === null ? 'engine' : 'picture';
  });
}
