import { type ComputedRef, computed } from 'vue';
import { useWall } from '../../composables/useWall.ts';
import { shelvedAlarms, unfinishedAlarms } from '../../state/alarms.ts';
import { type AlarmRow, alarmRow, type Strip, stripOf } from './strip.ts';

export interface AlarmStrip {
  readonly rows: ComputedRef<readonly AlarmRow[]>;
  readonly rest: ComputedRef<Strip['rest']>;
  /** Alarms of the area that the lists are narrowed to. */
  readonly counts: ComputedRef<Strip['rest']>;
  /** Alarms of that area that are shelved. */
  readonly shelved: ComputedRef<number>;
}

/** Rows of the alarm strip that fit, and what did not. */
export function useStrip(capacity: () => number): AlarmStrip {
  const { live, now, areas, say, scope } = useWall();
  const alarms = computed(() => unfinishedAlarms(live.collections.alarm.value, scope));
  const strip = computed(() => stripOf(alarms.value, capacity()));
  return {
    rows: computed(() => strip.value.rows.map((alarm) => alarmRow(alarm, { now: now.value, areas, say }))),
    rest: computed(() => strip.value.rest),
    counts: computed(() => stripOf(alarms.value, 0).rest),
    shelved: computed(() => shelvedAlarms(live.collections.alarm.value, scope)),
  };
}
