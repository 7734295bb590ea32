import { onScopeDispose, type ShallowRef, shallowRef, watch } from 'vue';
import type { LngLat } from '../../gateway/contract/entities.ts';
import type { PixelPoint } from './geo/mercator.ts';
import type { Stage } from './stage/port.ts';
import { projectToScreen } from './view/view.ts';

/** A line from the docked callout to the mark it speaks of, in CSS pixels of the map. */
export interface Leader {
  readonly from: PixelPoint;
  readonly to: PixelPoint;
}

export interface UseLeaderOptions {
  readonly stage: Readonly<ShallowRef<Stage | null>>;
  /** Place of the focus; null without one. */
  readonly place: () => LngLat | null;
  /** The docked callout; no line while it is empty. */
  readonly dock: Readonly<ShallowRef<HTMLElement | null>>;
  /** Where the callout is docked; the line follows it. */
  readonly docked: Readonly<ShallowRef<PixelPoint | null>>;
  /** Radius around the mark at which the line ends, in CSS pixels. */
  readonly ringPx: () => number;
}

function nearestEdge(box: DOMRect, origin: DOMRect, to: PixelPoint): PixelPoint {
  const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
  return {
    x: clamp(to.x, box.left - origin.left, box.right - origin.left),
    y: clamp(to.y, box.top - origin.top, box.bottom - origin.top),
  };
}

function inView({ x, y }: PixelPoint, { width, height }: DOMRect): boolean {
  return x >= 0 && y >= 0 && x <= width && y <= height;
}

function lineTo(dock: HTMLElement, at: PixelPoint, ringPx: number): Leader | null {
  const origin = dock.closest('.map')?.getBoundingClientRect();
  const box = dock.getBoundingClientRect();
  if (!origin || box.height === 0 || !inView(at, origin)) return null;
  const from = nearestEdge(box, origin, at);
  const length = Math.hypot(at.x - from.x, at.y - from.y);
  if (length <= ringPx) return null;
  const share = 1 - ringPx / length;
  return { from, to: { x: from.x + (at.x - from.x) * share, y: from.y + (at.y - from.y) * share } };
}

/** Follows the view and the focus. @returns the line to draw, or null */
export function useLeader(options: UseLeaderOptions): Readonly<ShallowRef<Leader | null>> {
  const leader = shallowRef<Leader | null>(null);
  let stopView: (() => void) | null = null;

  const measure = (): void => {
    const stage = options.stage.value;
    const at = options.place();
    const dock = options.dock.value;
    leader.value =
      stage && at && dock ? lineTo(dock, projectToScreen(stage.view, at), options.ringPx()) : null;
  };

  watch(
    options.stage,
    (stage) => {
      stopView?.();
      stopView = stage?.view.onChange(measure) ?? null;
      measure();
    },
    { immediate: true, flush: 'post' },
  );
  watch([options.place, options.dock, options.docked], measure, { flush: 'post' });
  onScopeDispose(() => stopView?.());
  return leader;
}
