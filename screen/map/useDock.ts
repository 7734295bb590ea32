import { onScopeDispose, type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue';
import type { LngLat } from '../../gateway/contract/entities.ts';
import { dockFor } from './geo/dock.ts';
import type { Box } from './geo/fit.ts';
import type { RegionGeometry } from './geo/geometry.ts';
import { centreOf, type PixelPoint } from './geo/mercator.ts';
import { contains } from './geo/polygon.ts';
import type { LineSight } from './marks/in-sight.ts';
import type { Stage } from './stage/port.ts';
import { projectToScreen } from './view/view.ts';

export interface UseDockOptions {
  readonly stage: Readonly<ShallowRef<Stage | null>>;
  readonly geometry: Readonly<ShallowRef<RegionGeometry | null>>;
  /** The card that docks. */
  readonly dock: Readonly<ShallowRef<HTMLElement | null>>;
  /** Whether the first complete picture of the stage stands. */
  readonly drawn: Readonly<ShallowRef<boolean>>;
  /** Place of the focus; null without one, the same object while it is the same place. */
  readonly place: () => LngLat | null;
  /** Places that the card must not cover, on this stage. */
  readonly inSight: (stage: Stage) => readonly LngLat[];
  /** Changes when such a place comes, goes or moves. */
  readonly loud: () => string;
  /** The mark at a place, and those that the line to it had better not cross. */
  readonly sight: (at: LngLat, stage: Stage) => LineSight;
  /** Marks that stand on the map now. */
  readonly shown: () => readonly LngLat[];
  readonly ringPx: () => number;
  readonly gapPx: () => number;
}

/** A flight begins at most this long after its focus: where it ends is what the card is docked for. */
const FLIGHT_STARTS_MS = 150;
/** What lies over the map, the card's own place included. */
const PARTS = '[data-dock], [data-passing]';
/** Points of the card, in rows and columns, by which the region under it is measured. */
const SAMPLES = [0, 0.2, 0.4, 0.6, 0.8, 1];

/**
 * Pixels of the map where the callout docks; null for its place at rest. It moves with the focus, and out of the way of what
 * nothing may cover; never in a flight.
 */
export function useDock(options: UseDockOptions): Readonly<ShallowRef<PixelPoint | null>> {
  const at = shallowRef<PixelPoint | null>(null);
  let moving = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopView: (() => void) | null = null;

  /** Around what it was docked last: it clings to no place that it took while something else lay there. */
  let around = '';

  const dockNow = (): void => {
    timer = undefined;
    if (moving) return;
    const docks = otherDocks(options.dock.value);
    const now = aroundOf(options, docks);
    at.value = dockedAt(options, docks, now === around ? at.value : null);
    around = now;
  };
  const dockSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(dockNow, FLIGHT_STARTS_MS);
  };
  const sizes = new ResizeObserver(dockSoon);
  const watchSizes = (map: Element): void => {
    for (const part of map.querySelectorAll(PARTS)) sizes.observe(part);
  };
  /** A note or a button over the map has come or gone. */
  const parts = new MutationObserver(() => {
    const map = options.dock.value?.closest('.map');
    if (map) watchSizes(map);
    dockSoon();
  });

  watch(
    options.stage,
    (stage) => {
      stopView?.();
      stopView =
        stage?.view.onChange((settled) => {
          moving = !settled;
          if (settled) dockSoon();
        }) ?? null;
      dockSoon();
    },
    { immediate: true, flush: 'post' },
  );
  watch(
    options.dock,
    (dock) => {
      sizes.disconnect();
      parts.disconnect();
      if (dock) sizes.observe(dock);
      const map = dock?.closest('.map');
      if (!map) return;
      watchSizes(map);
      parts.observe(map, { childList: true });
    },
    { flush: 'post', immediate: true },
  );
  // It keeps clear of marks: they stand once the picture does.
  watch([options.place, options.drawn], dockSoon, { flush: 'post' });
  // In a flood they change all the time: what is asked for already is not to be put off again and again.
  watch(options.loud, () => timer ?? dockSoon(), { flush: 'post' });
  onScopeDispose(() => {
    clearTimeout(timer);
    sizes.disconnect();
    parts.disconnect();
    stopView?.();
  });
  return shallowReadonly(at);
}

function dockedAt(
  options: UseDockOptions,
  docks: readonly Box[],
  before: PixelPoint | null,
): PixelPoint | null {
  const stage = options.stage.value;
  const dock = options.dock.value;
  const map = dock?.closest('.map');
  const place = options.place();
  if (!stage || !dock || !map || !place || dock.offsetHeight === 0) return null;
  const { own: mark, others } = options.sight(place, stage);
  const { clientWidth: width, clientHeight: height } = map;
  if (mark.x < 0 || mark.y < 0 || mark.x > width || mark.y > height) return null;
  return dockFor(mark, {
    size: { width, height },
    card: { width: dock.offsetWidth, height: dock.offsetHeight },
    gapPx: options.gapPx(),
    docks,
    marks: [mark, ...options.inSight(stage).map((one) => projectToScreen(stage.view, one))],
    ringPx: options.ringPx(),
    shown: options.shown().map((one) => projectToScreen(stage.view, one)),
    others,
    before,
    covers: (box) => coveredShare(box, stage, options.geometry.value),
  });
}

/** Whether marks stand, and what else lies over the map, to the pixel. */
function aroundOf({ shown }: UseDockOptions, docks: readonly Box[]): string {
  const boxes = docks.map(({ left, top, right, bottom }) => [left, top, right, bottom].map(Math.round));
  return JSON.stringify([shown().length > 0, boxes]);
}

/** What lies over the map beside this card. */
function otherDocks(dock: HTMLElement | null): readonly Box[] {
  const map = dock?.closest('.map');
  if (!dock || !map) return [];
  const origin = map.getBoundingClientRect();
  return [...map.querySelectorAll(PARTS)]
    .filter((other) => !other.contains(dock))
    .map((other) => {
      const { left, top, right, bottom } = other.getBoundingClientRect();
      return {
        left: left - origin.left,
        top: top - origin.top,
        right: right - origin.left,
        bottom: bottom - origin.top,
      };
    });
}

function coveredShare(box: Box, { view }: Stage, geometry: RegionGeometry | null): number {
  if (geometry === null) return 0;
  const points = SAMPLES.flatMap((right) =>
    SAMPLES.map((down) => ({
      x: box.left + right * (box.right - box.left),
      y: box.top + down * (box.bottom - box.top),
    })),
  );
  const inside = points.filter(({ x, y }) =>
    contains(geometry.county, centreOf(view.transform(), { width: 2 * x, height: 2 * y })),
  );
  return inside.length / points.length;
}
