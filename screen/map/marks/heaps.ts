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

const ROUNDS = 4;

function distance(a: PixelPoint, b: PixelPoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** The nearest heap within `reach` pixels; null if there is none. */
export function nearestHeap(heaps: readonly Heap[], at: PixelPoint, reach: number): Heap | null {
  let best: Heap | null = null;
  let least = reach;
  for (const heap of heaps) {
    const apart = distance(heap.pixel, at);
    if (apart >= least) continue;
    least = apart;
    best = heap;
  }
  return best;
}

/** Larger heaps take in smaller ones that would touch them; the larger one keeps its place. */
export function mergeHeaps(heaps: readonly Heap[], reach: number): readonly Heap[] {
  const merged: Heap[] = [];
  const order = [...heaps].sort((a, b) => b.items.length - a.items.length || (a.id < b.id ? -1 : 1));
  for (const heap of order) {
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

/** Where a heap's mark stands so that none of the `loud` marks hides its number: pushed straight away from them. */
export function stepAside(pixel: PixelPoint, loud: readonly PixelPoint[], reach: number): PixelPoint {
  let at = pixel;
  for (let round = 0; round < ROUNDS; round += 1) {
    const hider = loud.find((mark) => distance(mark, at) < reach - 0.5);
    if (hider === undefined) return at;
    const apart = distance(hider, at);
    const [dx, dy] = apart === 0 ? [1, 0] : [(at.x - hider.x) / apart, (at.y - hider.y) / apart];
    at = { x: hider.x + dx * reach, y: hider.y + dy * reach };
  }
  return at;
}
