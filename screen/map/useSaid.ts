import { type ComputedRef, computed, type ShallowRef } from 'vue';
import type { RegionLayer } from '../../gateway/contract/region.ts';
import type { MapNoteLook } from './MapNote.vue';
import type { Stage } from './stage/port.ts';
import type { Unread } from './useGeometry.ts';
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

/** How a map stands that is not there, and what it is drawn on when it is. */
export interface SaidOf {
  readonly stage: Readonly<ShallowRef<Stage | null>>;
  readonly waiting: ComputedRef<Waiting | null>;
  readonly unread: Readonly<ShallowRef<Unread | null>>;
  /** Layers that the map is drawn without. */
  readonly lacking: Readonly<ShallowRef<readonly RegionLayer[]>>;
  /** What the engine said last: told while there is no map. */
  readonly failure: Readonly<ShallowRef<string | null>>;
}

/** What the map says of itself: how it stands, what it lacks, and what is drawn instead of the ground that was asked for. */
export function useSaid(props: Props, { stage, waiting, unread, lacking, failure }: SaidOf) {
  const said = computed((): MapNoteText | null => {
    const { words } = props;
    if (unread.value !== null) return { look: 'fault', text: words.unread(unread.value) };
    if (stage.value === null && failure.value !== null)
      return { look: 'fault', text: words.failed(failure.value) };
    // Without numbers nothing is drawn yet, whatever of the map has come already.
    if (props.note?.look === 'loading') return props.note;
    return waiting.value === null ? props.note : { look: 'loading', text: words.waiting[waiting.value] };
  });
  const notes = computed((): readonly MapNoteText[] => {
    const partial = { look: 'partial', text: props.words.partly(lacking.value) } as const;
    const lacks = lacking.value.length === 0 ? [] : [partial];
    return said.value === null ? lacks : [said.value, ...lacks];
  });
  const instead = computed((): string | null => {
    const engine = stage.value?.engine ?? null;
    if (engine === 'plain' && props.basemap !== 'plain') return props.words.instead.plain;
    return engine === 'mapbox' && props.basemap === 'maplibre' ? props.words.instead.mapbox : null;
  });
  return { notes, instead };
}
