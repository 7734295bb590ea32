import { type ComputedRef, computed } from 'vue';
import { useWall } from '../../composables/useWall.ts';
import { shelvedAlarms, unfinishedAlarms } from '../../state/alarms.ts';
import { callingTerminals } from '../../state/sos.ts';
import { floodGroups, groupRow } from './flood.ts';
import { sosRow } from './sos.ts';
import { type AlarmRow, type Rest, restOf, singles } from './strip.ts';

/** More calls for help than this are told as a number: alarms keep rows too. */
const MOST_CALLING = 2;

export interface AlarmStrip {
  /** Terminals that call for help, above all alarms. */
  readonly calling: ComputedRef<readonly AlarmRow[]>;
  /** Calls for help that have no row. */
  readonly moreCalling: ComputedRef<number>;
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
  const allCalling = computed(() => callingTerminals(live.collections.terminal.value, scope));
  const calling = computed(() => allCalling.value.slice(0, MOST_CALLING));
  const left = computed(() => Math.max(1, room().capacity - calling.value.length));
  const shown = computed(() => groups.value.slice(0, left.value));
  const context = () => ({ now: now.value, areas, say });
  return {
    calling: computed(() => calling.value.map((terminal) => sosRow(terminal, context()))),
    moreCalling: computed(() => allCalling.value.length - calling.value.length),
    rows: computed(() => shown.value.map((group) => groupRow(group, context()))),
    rest: computed(() => restOf(groups.value.slice(shown.value.length).flat())),
    counts: computed(() => restOf(alarms.value)),
    shelved: computed(() => shelvedAlarms(live.collections.alarm.value, scope)),
  };
}
