import type { LngLat } from '../../../gateway/contract/entities.ts';
import { type PixelPoint, type PixelSize, type Transform, toPixel } from '../geo/mercator.ts';

/** What is in view now, and word of every change. The same for the GPU map and the plain one. */
export interface View {
  transform(): Transform;
  size(): PixelSize;
  /** How many zoom steps closer than the whole county; 0 when all of it is shown. */
  closeness(): number;
  /** `settled` is false in the middle of a drag or flight. Returns the way to stop. */
  onChange(listener: (settled: boolean) => void): () => void;
}

/** Zoom steps closer than the whole county from which every item and terminal is a mark of its own (decisions D9). */
const SINGLE_CLOSENESS = 1.2;

/** Zoom steps closer than the county from which the map shows only a part of it. */
export const AWAY_CLOSENESS = 0.5;

/** Whether the view is close enough for single marks; farther away, villages and streets stand for what is in them. */
export function showsSingles(view: Pick<View, 'closeness'>): boolean {
  return view.closeness() >= SINGLE_CLOSENESS;
}

/** Zoom steps closer than the whole county from which marks that lie over one another are left as they are. */
const APART_CLOSENESS = 4;

/** Whether marks that lie over one another are brought together; close enough, each shows its own place. */
export function joinsMarks(view: Pick<View, 'closeness'>): boolean {
  return view.closeness() < APART_CLOSENESS;
}

/** Shares by which the scale may change before marks are brought together and moved apart anew. */
const SAME_SCALE = 0.02;

/** A drawing that depends on how far marks are from one another: made anew once the scale has settled at another. */
export function perScale(view: View, make: () => void): { draw(): void; stop(): void } {
  let scale = 0;
  const draw = (): void => {
    scale = view.transform().scale;
    make();
  };
  const stop = view.onChange((settled) => {
    if (settled && Math.abs(view.transform().scale / scale - 1) > SAME_SCALE) draw();
  });
  return { draw, stop };
}

/** Where a place stands on the map, in CSS pixels from its upper left corner. */
export function projectToScreen(view: View, at: LngLat): PixelPoint {
  return toPixel(view.transform(), at);
}

/** Listeners with a way to stop; the shared part of all views. */
export function createSignal<T>(): { emit(value: T): void; on(listener: (value: T) => void): () => void } {
  const listeners = new Set<(value: T) => void>();
  return {
    emit(value) {
      for (const listener of listeners) listener(value);
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
