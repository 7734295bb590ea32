import { computed, type ShallowRef, shallowRef, watch } from 'vue';
import type { LngLat } from '../../gateway/contract/entities.ts';
import type { PageConfig } from '../../gateway/contract/page-config.ts';
import type { RegionInfo, RegionLayer } from '../../gateway/contract/region.ts';
import type { TileInfo } from '../../gateway/contract/tiles.ts';
import type { Theme } from '../styles/tokens.ts';
import type { Dock, Room } from './geo/fit.ts';
import type { RegionGeometry } from './geo/geometry.ts';
import type { PixelPoint } from './geo/mercator.ts';
import { placeOf } from './marks/build.ts';
import type { Measure } from './marks/density.ts';
import type { EntityRef, Track } from './port.ts';
import { allLayers } from './registry.ts';
import { openMainStage } from './stage/open.ts';
import type { Stage } from './stage/port.ts';
import { useCallout } from './useCallout.ts';
import { useGeometry } from './useGeometry.ts';
import { useReturn } from './useReturn.ts';
import { type MapEntities, useStage } from './useStage.ts';
import { useTurn } from './useTurn.ts';
import { useWaiting } from './useWaiting.ts';
import { onceAtATime } from './view/once.ts';
import { projectToScreen } from './view/view.ts';
import type { MapWords } from './words.ts';

export interface MapProps {
  readonly region: RegionInfo;
  readonly entities: MapEntities;
  readonly focus: EntityRef | null;
  readonly measure: Measure;
  readonly basemap: PageConfig['basemap'] | 'plain' | 'off';
  readonly tiles: readonly TileInfo[];
  /** What requests for tiles carry: the page's key. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the numbers of the wall stand: the map waits for them (`useTurn`). */
  readonly began: boolean;
  readonly track?: Track | null | undefined;
  readonly words: MapWords;
}

export interface UseMapOptions {
  readonly host: Readonly<ShallowRef<HTMLElement | null>>;
  readonly dock: Readonly<ShallowRef<HTMLElement | null>>;
  readonly props: MapProps;
  readonly onSelect: (ref: EntityRef | null) => void;
  readonly onSeveral: (members: readonly EntityRef[]) => void;
  readonly onTiles: (name: string, here: boolean) => void;
  readonly onReady: (engine: Stage['engine']) => void;
  readonly onLacking: (layers: readonly RegionLayer[]) => void;
}

/** Room that the county keeps to the edges, in rem: top, right, bottom, left. */
const PADDING_REM = { top: 1.5, right: 1.5, bottom: 2.5, left: 1.5 };

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Parts of the page over the map, by what marks them; `data-dock="rest"` is a place that its part leaves by itself. */
function boxesOver(host: HTMLElement, selector: string): readonly Dock[] {
  const origin = host.getBoundingClientRect();
  const docks = [...(host.parentElement?.querySelectorAll<HTMLElement>(selector) ?? [])];
  return docks.map((dock) => {
    const { left, top, right, bottom } = dock.getBoundingClientRect();
    return {
      left: left - origin.left,
      top: top - origin.top,
      right: right - origin.left,
      bottom: bottom - origin.top,
      yields: dock.dataset.dock === 'rest',
    };
  });
}

function roomOf(host: HTMLElement, remPx: number): Room {
  const { top, right, bottom, left } = PADDING_REM;
  return {
    size: { width: host.clientWidth, height: host.clientHeight },
    padding: { top: top * remPx, right: right * remPx, bottom: bottom * remPx, left: left * remPx },
    docks: boxesOver(host, '[data-dock]'),
  };
}

interface OpenStage {
  readonly theme: Theme;
  readonly makeshift: boolean;
  readonly onError: (message: string) => void;
}

function openStage(
  options: UseMapOptions,
  host: HTMLElement,
  geometry: RegionGeometry,
  { theme, makeshift, onError }: OpenStage,
): Promise<Stage> {
  const { region, basemap, tiles, headers } = options.props;
  const stage = {
    host,
    geometry,
    theme,
    county: region.bbox,
    room: onceAtATime(() => roomOf(host, theme.remPx)),
    passing: onceAtATime(() => boxesOver(host, '[data-passing]')),
    ground: { tiles: tiles.map(absolute), headers, onTiles: options.onTiles },
    onError,
  };
  return openMainStage(basemap === 'off' ? 'plain' : basemap, stage, { makeshift });
}

/** Engines read tiles in a worker, whose own address is another. */
function absolute(tile: TileInfo): TileInfo {
  return { ...tile, url: `${location.origin}${tile.url}` };
}

function usePlaces(props: MapProps, geometry: Readonly<ShallowRef<RegionGeometry | null>>) {
  const place = (ref: EntityRef): LngLat | null => {
    const { case: cases, alarm, terminal, video } = props.entities;
    const data = {
      case: cases.value,
      alarm: alarm.value,
      terminal: terminal.value,
      video: video.value,
    };
    return geometry.value && placeOf(ref, data, geometry.value);
  };
  // The same place stays the same object: who looks at it measures the page only when it moves.
  const focusPlace = computed((before: LngLat | null | undefined): LngLat | null => {
    const at = props.focus && place(props.focus);
    return at && before && at.lng === before.lng && at.lat === before.lat ? before : at;
  });
  return { place, focusPlace };
}

/** The region once it is the map's turn; null before, and where there is no map. */
function useRegion(props: MapProps): () => RegionInfo | null {
  const turn = useTurn(() => props.began);
  return () => (props.basemap === 'off' || !turn.value ? null : props.region);
}

/** Whether the first complete picture of the present stage stands; tells of each. What failed before it is forgotten. */
function useDrawn(
  stage: Readonly<ShallowRef<Stage | null>>,
  failure: ShallowRef<string | null>,
  onReady: UseMapOptions['onReady'],
): Readonly<ShallowRef<boolean>> {
  const drawn = shallowRef(false);
  watch(stage, (next) => {
    drawn.value = false;
    failure.value = null;
    void next?.drawn.then(() => {
      if (next !== stage.value) return;
      drawn.value = true;
      onReady(next.engine);
    });
  });
  return drawn;
}

/**
 * The wall's map: region shapes, the stage on which they and the marks are drawn, the leader line of the callout.
 * With `basemap: 'off'` nothing is loaded or drawn.
 * @returns refs for the template and verbs for the parent
 */
export function useMap(options: UseMapOptions) {
  const { props, host } = options;
  const { geometry, unread, lacking } = useGeometry(useRegion(props));
  watch(lacking, options.onLacking);
  /** What went wrong since the last map came or went. */
  const failure = shallowRef<string | null>(null);
  const failed = (message: string): void => {
    failure.value = message;
  };
  const { stage, touch, shown } = useStage({
    host,
    geometry: () => geometry.value,
    layers: allLayers(),
    words: props.words.layers,
    entities: props.entities,
    focus: () => props.focus,
    measure: () => props.measure,
    track: () => props.track ?? null,
    open: (element, shapes, how) => openStage(options, element, shapes, { ...how, onError: failed }),
    onSelect: options.onSelect,
    onSeveral: options.onSeveral,
    onFailed: (error) => failed(words(error)),
  });
  const { place, focusPlace } = usePlaces(props, geometry);
  const drawn = useDrawn(stage, failure, options.onReady);
  const { leader, calloutStyle } = useCallout({
    stage,
    geometry,
    dock: options.dock,
    drawn,
    props,
    place: () => focusPlace.value,
    shown,
    touch,
  });

  return {
    geometry,
    stage,
    /** The map shows only a part of the county. */
    away: useReturn(stage),
    /** Whether the first complete picture of the present stage stands. */
    drawn,
    unread,
    lacking,
    failure,
    /** What the map waits for, once it has waited long. */
    waiting: useWaiting({ off: () => props.basemap === 'off', geometry, stage, drawn }),
    leader,
    calloutStyle,
    focusPlace,
    /** Flies to something that has a place; `zoomsCloser` than the whole county. */
    flyTo(ref: EntityRef, zoomsCloser = 3): void {
      const at = place(ref);
      if (at) stage.value?.flyTo(at, zoomsCloser);
    },
    reset: (): void => stage.value?.reset(),
    /** Pixels from the map's upper left corner; null while no map is drawn. */
    projectToScreen: (at: LngLat): PixelPoint | null => stage.value && projectToScreen(stage.value.view, at),
    /** Tells of each change of the view of the stage now open. Returns the way to stop. */
    onViewChange: (listener: (settled: boolean) => void): (() => void) =>
      stage.value?.view.onChange(listener) ?? (() => undefined),
  };
}
