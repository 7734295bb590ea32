import { type ComputedRef, computed } from 'vue';
import { useWall } from '../../composables/useWall.ts';
import { shelvedAlarms, unfinishedAlarms } from '../../state/alarms.ts';
import { floodGroups, groupRow } from './flood.ts';
import { type AlarmRow, type Rest, restOf, singles } from './strip.ts';

export interface AlarmStrip {
  readonly rows: ComputedRef<readonly AlarmRow[]>;
  readonly rest: ComputedRef<Rest>;
  /** Alarms of the area that the lists are narrowed to. */
  readonly counts: ComputedRef<Rest>;
  /** Alarms of that area that are shelved. */
  readonly shelved: ComputedRef<number>;
}

/** Rows of the alarm strip that fit, and what did not; in a flood alarms of one type and place share a row. */
export function useStrip(room: () => { readonly capacity: number; readonly flooded: boolean }): AlarmStrip {
  const { live, now, areas, say, scope } = useWall();
  const alarms = computed(() => unfinishedAlarms(live.collections.alarm.value, scope));
  const groups = computed(() => (room().flooded ? floodGroups : singles)(alarms.value));
  const shown = computed(() => groups.value.slice(0, room().capacity));
  return {
    rows: computed(() => shown.value.map((group) => groupRow(group, { now: now.value, areas, say }))),
    rest: computed(() => restOf(groups.value.slice(shown.value.length).flat())),
    counts: computed(() => restOf(alarms.value)),
    shelved: computed(() => shelvedAlarms(live.collections.alarm.value, scope)),
  };
}
