import { type ComputedRef, computed } from 'vue';
import { useWall } from '../../composables/useWall.ts';
import { unfinishedAlarms } from '../../state/alarms.ts';
import { countDeadlines, type DeadlineCounts, deadlines, openCases } from '../../state/deadlines.ts';
import { pageAt } from '../../state/paging.ts';
import { type TimerRow, timerRow } from './row.ts';

export interface Timers {
  readonly rows: ComputedRef<readonly TimerRow[]>;
  readonly page: ComputedRef<{ readonly page: number; readonly pages: number }>;
  /** Overdue and due soon that do not stand on this page. */
  readonly rest: ComputedRef<DeadlineCounts>;
  /** Open items of the area that the lists are narrowed to, and those of them whose clock stands still, or that have none. */
  readonly counts: ComputedRef<{
    readonly open: number;
    readonly suspended: number;
    readonly undated: number;
  }>;
}

/** Rows of the page that stands now. Order and class follow the state, the words follow the clock. */
export function useTimers(capacity: () => number): Timers {
  const wall = useWall();
  const { collections } = wall.live;
  const items = computed(() => openCases(collections.case.value, wall.scope));
  const list = computed(() => deadlines(unfinishedAlarms(collections.alarm.value, wall.scope), items.value));
  const urgent = computed(() => list.value.filter((clock) => clock.rank <= 2).length);
  const pinned = computed(() => list.value.filter((clock) => clock.rank <= 1).length);
  const page = computed(() =>
    pageAt(list.value, {
      capacity: capacity(),
      urgent: urgent.value,
      pinned: pinned.value,
      /** Pages turn at the viewer's pace, also under a simulated clock. */
      now: wall.turning.at.value / wall.live.clock.value.rate,
      paused: list.value[0]?.kind === 'alarm',
    }),
  );
  return {
    rows: computed(() => page.value.rows.map((clock) => timerRow(clock, contextOf(wall)))),
    page: computed(() => ({ page: page.value.page, pages: page.value.pages })),
    rest: computed(() => countDeadlines(page.value.hidden)),
    counts: computed(() => ({
      open: items.value.length,
      suspended: items.value.filter(({ pausedAt }) => pausedAt !== null).length,
      undated: items.value.filter(({ sla }) => sla === 'NONE').length,
    })),
  };
}

function contextOf({ now, config, areas, say }: ReturnType<typeof useWall>) {
  return { now: now.value, utcOffsetMinutes: config.region.utcOffsetMinutes, areas, say };
}
