import { type ComputedRef, computed } from 'vue';
import { useWall } from '../../composables/useWall.ts';
import { unfinishedAlarms } from '../../state/alarms.ts';
import { type AlarmRow, alarmRow, type Strip, stripOf } from './strip.ts';

export interface AlarmStrip {
  readonly rows: ComputedRef<readonly AlarmRow[]>;
  readonly rest: ComputedRef<Strip['rest']>;
}

/** Rows of the alarm strip that fit, and what did not. */
export function useStrip(capacity: () => number): AlarmStrip {
  const { live, now, areas, say, scope } = useWall();
  const strip = computed(() => stripOf(unfinishedAlarms(live.collections.alarm.value, scope), capacity()));
  return {
    rows: computed(() => strip.value.rows.map((alarm) => alarmRow(alarm, { now: now.value, areas, say }))),
    rest: computed(() => strip.value.rest),
  };
}
