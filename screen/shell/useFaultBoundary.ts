import { onErrorCaptured, type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue';
import { faultId } from './fault-id.ts';

/** A failed panel is tried again by itself after this long. */
export const RETRY_AFTER_MS = 30_000;

export interface Fault {
  readonly id: string;
  /** Server time, ms. */
  readonly at: number;
}

export interface FaultBoundary {
  readonly fault: Readonly<ShallowRef<Fault | null>>;
  readonly retry: () => void;
}

/** Keeps what fails below from reaching anything else; tries again by itself. @param now server time, once a second */
export function useFaultBoundary(now: Readonly<ShallowRef<number>>): FaultBoundary {
  const fault = shallowRef<Fault | null>(null);
  const retry = (): void => {
    fault.value = null;
  };
  onErrorCaptured((error) => {
    fault.value = { id: faultId(error), at: now.value };
    return false;
  });
  watch(now, (at) => {
    if (fault.value !== null && at - fault.value.at >= RETRY_AFTER_MS) retry();
  });
  return { fault: shallowReadonly(fault), retry };
}
