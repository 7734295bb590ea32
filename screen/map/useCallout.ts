import { type ComputedRef, computed, type ShallowRef, watch } from 'vue';
import type { LngLat } from '../../gateway/contract/entities.ts';
import { readRemPx } from '../styles/tokens.ts';
import type { RegionGeometry } from './geo/geometry.ts';
import type { Leader } from './geo/leader.ts';
import { callersOf } from './marks/build.ts';
import { inSightKey, lineSight, placesInSight } from './marks/in-sight.ts';
import { MARK_REM } from './marks/marks.ts';
import type { MapDataKey, Mark } from './port.ts';
import type { Stage } from './stage/port.ts';
import { useDock } from './useDock.ts';
import { useLeader } from './useLeader.ts';
import type { MapProps } from './useMap.ts';

/** Between the callout and the map's edge, in rem. */
const DOCK_GAP_REM = 1;

export interface UseCalloutOptions {
  readonly stage: Readonly<ShallowRef<Stage | null>>;
  readonly geometry: Readonly<ShallowRef<RegionGeometry | null>>;
  /** The card. */
  readonly dock: Readonly<ShallowRef<HTMLElement | null>>;
  readonly props: Pick<MapProps, 'entities' | 'focus'>;
  /** Whether the first complete picture of the stage stands. */
  readonly drawn: Readonly<ShallowRef<boolean>>;
  /** Place of the focus; null without one. */
  readonly place: () => LngLat | null;
  /** Marks that stand on the map now. */
  readonly shown: () => readonly Mark[];
  /** Says that something has changed that a layer looks at. */
  readonly touch: (key: MapDataKey) => void;
}

/** What no callout may cover, and the focus. */
function loudOf({ entities, focus }: UseCalloutOptions['props']) {
  return { alarm: entities.alarm.value, calling: callersOf(entities.terminal.value.values()), focus };
}

function scaleOf({ view }: Stage) {
  return { transform: view.transform(), remPx: readRemPx() };
}

/** Where the callout stands on the map, and the line from it to the mark that it speaks of. */
export function useCallout(options: UseCalloutOptions): {
  /** The line to draw, or null. */
  readonly leader: Readonly<ShallowRef<Leader | null>>;
  /** From the corner that is kept free for the callout; undefined for that corner itself. */
  readonly calloutStyle: ComputedRef<{ readonly left: string; readonly top: string } | undefined>;
} {
  const { stage, geometry, dock, drawn, props, place, shown } = options;
  const sight = (at: LngLat, on: Stage) => lineSight(at, props.focus, shown(), scaleOf(on));
  const docked = useDock({
    stage,
    geometry,
    dock,
    drawn,
    place,
    inSight: (on) => placesInSight(loudOf(props), scaleOf(on), geometry.value?.county),
    loud: () => inSightKey(loudOf(props)),
    sight,
    shown,
    ringPx: () => (MARK_REM.ring / 2) * readRemPx(),
    gapPx: () => DOCK_GAP_REM * readRemPx(),
  });
  // Names keep clear of the callout where it stands now.
  watch(docked, () => options.touch('focus'), { flush: 'post' });
  const calloutStyle = computed(() =>
    docked.value === null
      ? undefined
      : {
          left: `calc(${docked.value.x}px - var(--space-4))`,
          top: `calc(${docked.value.y}px - var(--space-4))`,
        },
  );
  return { leader: useLeader({ stage, dock, docked, place, sight }), calloutStyle };
}
