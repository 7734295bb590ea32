import { type ComputedRef, computed } from 'vue';
import { useWall } from '../../composables/useWall.ts';
import { type Focus, focusOf } from '../../state/callout.ts';

/** The entity in focus: picked by a viewer, else what is most urgent. Keeps its identity while it is the same thing. */
export function useFocus(): ComputedRef<Focus | null> {
  const { live, scope, selection } = useWall();
  return computed((before?: Focus | null): Focus | null => {
    const next = focusOf(live.collections, selection.picked.value, scope);
    return before?.kind === next?.kind && before?.id === next?.id ? (before ?? null) : next;
  });
}
