import { type ComputedRef, computed, type ShallowRef, shallowRef, watch } from 'vue';
import { unfinishedAlarms } from '../state/alarms.ts';
import type { LivePort } from '../state/port.ts';
import { callingTerminals } from '../state/sos.ts';
import { RELEASE_AFTER_MS } from './useSelection.ts';

/** What decides which page of a list, and of the panels, stands. */
export interface Turning {
  /**
   * Server time that pages follow, ms: now; while the hall must look at something else, since when it must; while somebody reads,
   * what it was when they began. So a page stands still for as long, and no row is turned away under a hand or from the focus.
   */
  readonly at: ComputedRef<number>;
  /** Whether a P1 waits to be acknowledged, or a terminal calls for help. */
  readonly loud: ComputedRef<boolean>;
  /** The pointer or the focus is in a panel. One that rests there for a minute reads no more. */
  readonly read: () => void;
  /** They have left it. */
  readonly leave: () => void;
}

/** Since when something waits that the hall must look at before anything else; null when nothing does. */
function loudSince({ alarm, terminal }: LivePort['collections']): number | null {
  const waiting = unfinishedAlarms(alarm.value).filter(({ priority, acked }) => priority === 'P1' && !acked);
  const instants = [
    ...waiting.map(({ waitingSince }) => waitingSince),
    ...callingTerminals(terminal.value, null).map(({ sosAt }) => sosAt),
  ];
  return instants.length === 0 ? null : Math.min(...instants);
}

/**
 * Holds the pages of all lists while somebody reads one of them, and while an unacknowledged P1 or a call for help waits.
 * @param now server time, once a second
 */
export function useTurning(live: LivePort, now: Readonly<ShallowRef<number>>): Turning {
  /** What pages followed when somebody began to read; null while nobody does. */
  const stood = shallowRef<number | null>(null);
  let readAt = 0;
  const since = computed(() => loudSince(live.collections));
  const at = computed(() => stood.value ?? Math.min(since.value ?? Number.POSITIVE_INFINITY, now.value));
  watch(now, (second) => {
    if (stood.value !== null && second - readAt >= RELEASE_AFTER_MS * live.clock.value.rate)
      stood.value = null;
  });
  return {
    at,
    loud: computed(() => since.value !== null),
    read() {
      stood.value ??= at.value;
      readAt = now.value;
    },
    leave() {
      stood.value = null;
    },
  };
}
