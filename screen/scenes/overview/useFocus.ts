import { type ComputedRef, computed } from 'vue';
import { useWall } from '../../composables/useWall.ts';
import { type Callout, calloutOf, type Focus, focusOf } from '../../state/callout.ts';

export interface OverviewFocus {
  /** What the map looks at. Keeps its identity while it is the same thing. */
  readonly focus: ComputedRef<Focus | null>;
  /** What the callout tells about it, second by second. */
  readonly callout: ComputedRef<Callout | null>;
}

/** The entity in focus: picked by a viewer, else what is most urgent. */
export function useFocus(): OverviewFocus {
  const { areas, config, live, now, say, scope, selection } = useWall();
  const focus = computed((before?: Focus | null): Focus | null => {
    const next = focusOf(live.collections, selection.picked.value, scope);
    return before?.kind === next?.kind && before?.id === next?.id ? (before ?? null) : next;
  });
  const callout = computed(() =>
    calloutOf(live.collections, focus.value, {
      now: now.value,
      utcOffsetMinutes: config.region.utcOffsetMinutes,
      areas,
      say,
      terminals: live.collections.terminal.value,
    }),
  );
  return { focus, callout };
}
