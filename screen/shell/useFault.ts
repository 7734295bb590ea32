import { type ComputedRef, computed } from 'vue';
import { useWall } from '../composables/useWall.ts';
import { hourMinuteSecond, localTime } from '../locale/time.ts';
import { type FaultBoundary, useFaultBoundary } from './useFaultBoundary.ts';

/** A boundary around a part of the wall, with what the part says of itself while it fails: an id to read out, and when. */
export function useFault(): FaultBoundary & { readonly detail: ComputedRef<string> } {
  const { config, now, say } = useWall();
  const { fault, retry } = useFaultBoundary(now);
  const detail = computed(() => {
    if (fault.value === null) return '';
    const time = hourMinuteSecond(localTime(fault.value.at, config.region.utcOffsetMinutes));
    return say('state.faultId', { id: fault.value.id, time });
  });
  return { fault, retry, detail };
}
