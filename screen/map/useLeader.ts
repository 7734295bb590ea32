import { onScopeDispose, type ShallowRef, shallowRef, watch } from 'vue';
import type { LngLat } from '../../gateway/contract/entities.ts';
import { type Leader, leaderTo } from './geo/leader.ts';
import type { PixelPoint } from './geo/mercator.ts';
import type { LineSight } from './marks/in-sight.ts';
import type { Stage } from './stage/port.ts';

export interface UseLeaderOptions {
  readonly stage: Readonly<ShallowRef<Stage | null>>;
  /** Place of the focus; null without one. */
  readonly place: () => LngLat | null;
  /** The docked callout; no line while it is empty. */
  readonly dock: Readonly<ShallowRef<HTMLElement | null>>;
  /** Where the callout is docked; the line follows it. */
  readonly docked: Readonly<ShallowRef<PixelPoint | null>>;
  /** The mark at a place, and those that the line to it had better not cross. */
  readonly sight: (at: LngLat, stage: Stage) => LineSight;
}

function inView({ x, y }: PixelPoint, { width, height }: DOMRect): boolean {
  return x >= 0 && y >= 0 && x <= width && y <= height;
}

function lineTo(dock: HTMLElement, { own, others }: LineSight): Leader | null {
  const origin = dock.closest('.map')?.getBoundingClientRect();
  const { left, top, right, bottom, height } = dock.getBoundingClientRect();
  if (!origin || height === 0 || !inView(own, origin)) return null;
  const card = {
    left: left - origin.left,
    top: top - origin.top,
    right: right - origin.left,
    bottom: bottom - origin.top,
  };
  return leaderTo(own, card, others)?.leader ?? null;
}

/** Follows the view and the focus. @returns the line to draw, or null */
export function useLeader(options: UseLeaderOptions): Readonly<ShallowRef<Leader | null>> {
  const leader = shallowRef<Leader | null>(null);
  let stopView: (() => void) | null = null;

  /** @param settled whether the ground stands still: while it moves the line takes the shortest way, and does not jump */
  const measure = (settled = true): void => {
    const stage = options.stage.value;
    const at = options.place();
    const dock = options.dock.value;
    if (stage === null || at === null || dock === null) {
      leader.value = null;
      return;
    }
    const { own, others } = options.sight(at, stage);
    leader.value = lineTo(dock, { own, others: settled ? others : [] });
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
  watch([options.place, options.dock, options.docked], () => measure(), { flush: 'post' });
  onScopeDispose(() => stopView?.());
  return leader;
}
