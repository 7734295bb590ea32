import { type ComputedRef, computed, type ShallowRef } from 'vue';
import type { MapNoteLook } from './MapNote.vue';
import type { Stage } from './stage/port.ts';
import type { MapProps } from './useMap.ts';
import type { Waiting } from './useWaiting.ts';
import type { MapWords } from './words.ts';

export interface MapNoteText {
  readonly look: MapNoteLook;
  readonly text: string;
}

interface Props extends Pick<MapProps, 'basemap'> {
  readonly note: MapNoteText | null;
  readonly words: MapWords;
}

/** What the map says of itself: how it stands, and what is drawn instead of the ground that was asked for. */
export function useSaid(
  props: Props,
  stage: Readonly<ShallowRef<Stage | null>>,
  waiting: ComputedRef<Waiting | null>,
) {
  const said = computed((): MapNoteText | null =>
    waiting.value === null ? props.note : { look: 'loading', text: props.words.waiting[waiting.value] },
  );
  const instead = computed((): string | null => {
    const engine = stage.value?.engine ?? null;
    if (engine === 'plain' && props.basemap !== 'plain') return props.words.instead.plain;
    return engine === 'mapbox' && props.basemap === 'maplibre' ? props.words.instead.mapbox : null;
  });
  return { said, instead };
}
