import type { CaseEntity, LngLat } from '../../../gateway/contract/entities.ts';
import type { PixelPoint } from '../geo/mercator.ts';

/** Several items that stand as one mark. */
export interface Heap {
  /** The village, or the item that gives the place. */
  readonly id: string;
  readonly at: LngLat;
  readonly pixel: PixelPoint;
  readonly items: CaseEntity[];
}

/** An item at its own place. */
export interface PlacedItem {
  readonly item: CaseEntity;
  readonly at: LngLat;
  readonly pixel: PixelPoint;
}

/** The nearest heap within `reach` pixels; null if there is none. */
export function nearestHeap(heaps: readonly Heap[], at: PixelPoint, reach: number): Heap | null {
  let best: Heap | null = null;
  // Squares order as distances do; each item of a full map is held against each heap.
  let least = reach * reach;
  for (const heap of heaps) {
    const x = heap.pixel.x - at.x;
    const y = heap.pixel.y - at.y;
    const apart = x * x + y * y;
    if (apart >= least) continue;
    least = apart;
    best = heap;
  }
  return best;
}

/** The largest first, always in the same order. */
export function bySize(heaps: readonly Heap[]): Heap[] {
  return [...heaps].sort((a, b) => b.items.length - a.items.length || (a.id < b.id ? -1 : 1));
}

/** Larger heaps take in smaller ones that would touch them; the larger one keeps its place. */
export function mergeHeaps(heaps: readonly Heap[], reach: number): readonly Heap[] {
  const merged: Heap[] = [];
  for (const heap of bySize(heaps)) {
    const larger = nearestHeap(merged, heap.pixel, reach);
    if (larger) larger.items.push(...heap.items);
    else merged.push({ ...heap, items: [...heap.items] });
  }
  return merged;
}

/** Items that lie over one another; the first of each heap gives its place. */
export function heapsOf(placed: readonly PlacedItem[], reach: number): readonly Heap[] {
  const heaps: Heap[] = [];
  for (const { item, at, pixel } of placed) {
    const heap = nearestHeap(heaps, pixel, reach);
    if (heap) heap.items.push(item);
    else heaps.push({ id: item.id, at, pixel, items: [item] });
  }
  return heaps;
}
