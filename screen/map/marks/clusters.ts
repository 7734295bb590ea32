import type { CaseEntity } from '../../../gateway/contract/entities.ts';
import type { Level } from '../../../gateway/contract/vocabulary.ts';
import { type Transform, toPixel } from '../geo/mercator.ts';
import { placeOfCase } from '../geo/place.ts';
import type { Mark } from '../port.ts';
import { createStand } from './apart.ts';
import { countOf } from './badge.ts';
import { isOpen, type MarkSurroundings } from './build.ts';
import { type Heap, heapsOf, mergeHeaps, nearestHeap, type PlacedItem } from './heaps.ts';
import { CLUSTER_REM, type ClusterMark } from './marks.ts';
import { type ClusterView, type FirstMarks, mayJoin, standHeaps, standSingles } from './stand.ts';

/** Items from which they stand as one mark. */
export const CLUSTER_LEAST = 3;
const RANK: readonly (Level | null)[] = ['MEDIUM', 'LOW', 'UNDETERMINED', null];
const SHAPES: readonly ClusterMark[] = ['medium', 'low', 'undetermined', 'facility'];

/** A larger number has the larger mark. */
const GROWTH: readonly (readonly [least: number, factor: number])[] = [
  [30, 1.4],
  [10, 1.2],
];

/** In rem: marks of items closer than this become one. */
const REACH_REM = { heap: 2.6, single: 1.9, loose: 1.1 } as const;

/** Marks of items on the map as it stands: those that stand alone, and heaps with the shape of their highest level and a number. */
export interface ClusteredMarks {
  readonly single: readonly Mark[];
  readonly heaps: readonly Mark[];
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}

function placedItems(
  items: readonly CaseEntity[],
  { areas }: MarkSurroundings,
  transform: Transform,
): readonly PlacedItem[] {
  return [...items].sort(byId).flatMap((item) => {
    const at = placeOfCase(item, areas);
    return at === null ? [] : [{ item, at, pixel: toPixel(transform, at) }];
  });
}

/** Villages of several items at the village's own label, never at an item. */
function villageHeaps(
  placed: readonly PlacedItem[],
  { areas }: MarkSurroundings,
  transform: Transform,
): readonly Heap[] {
  const byVillage = new Map<string, CaseEntity[]>();
  for (const { item } of placed) {
    const village = item.village ?? '';
    const others = byVillage.get(village);
    if (others) others.push(item);
    else byVillage.set(village, [item]);
  }
  return [...byVillage].flatMap(([id, items]) => {
    const at = areas.get(id)?.label;
    return at === undefined || items.length < CLUSTER_LEAST
      ? []
      : [{ id, at, pixel: toPixel(transform, at), items }];
  });
}

function heapMark({ id, at, items }: Heap, remPx: number): Mark {
  const shape = SHAPES[Math.min(...items.map(({ level }) => RANK.indexOf(level)))] ?? 'facility';
  const of = [...items].sort((a, b) => RANK.indexOf(a.level) - RANK.indexOf(b.level) || byId(a, b));
  const factor = GROWTH.find(([least]) => items.length >= least)?.[1] ?? 1;
  const size = CLUSTER_REM[shape] * factor * remPx;
  const count = countOf(items.length);
  return { id, lng: at.lng, lat: at.lat, icon: shape, size, count, of: of.map((item) => item.id) };
}

function joined(placed: readonly PlacedItem[], surroundings: MarkSurroundings, view: ClusterView) {
  const { remPx } = surroundings;
  const villages = view.byVillage ? villageHeaps(placed, surroundings, view.transform) : [];
  const heaped = new Set(villages.flatMap(({ items }) => items));
  const merged = mergeHeaps(villages, REACH_REM.heap * remPx);
  const loose = placed.filter(({ item, pixel }) => {
    if (heaped.has(item)) return false;
    const heap = nearestHeap(merged, pixel, REACH_REM.single * remPx);
    heap?.items.push(item);
    return heap === null;
  });
  const small = heapsOf(loose, REACH_REM.loose * remPx);
  const several = ({ items }: Heap): boolean => items.length >= CLUSTER_LEAST;
  return {
    heaps: [...merged, ...small.filter(several)],
    single: small.filter((heap) => !several(heap)).flatMap(({ items }) => items),
  };
}

/**
 * Parts open items into single marks and heaps, so that no mark lies on another and a county can be read from the last
 * row: first the villages of three and more items, then heaps that would touch, then single marks that lie over one
 * another. What still would touch stands aside, in the order of its weight: calls for help and alarms, high risks, AI
 * leads, names of streets, heaps, the others. A high risk is never in a number with others; each mark keeps its own place
 * in mind (`Mark.from`).
 * @param first where what is never in a number with others stands
 */
export function clusterItems(
  cases: Iterable<CaseEntity>,
  surroundings: MarkSurroundings,
  view: ClusterView,
  first: FirstMarks,
): ClusteredMarks {
  const { alone } = first;
  if (!view.joins) return { single: alone, heaps: [] };
  const { remPx } = surroundings;
  const quiet = [...cases].filter((item) => isOpen(item) && mayJoin(item, view));
  const parted = joined(placedItems(quiet, surroundings, view.transform), surroundings, view);
  const taken = createStand([...first.taken, ...view.names(first)]);
  const heaps = standHeaps(parted.heaps, taken, view, remPx);
  const single = standSingles(parted.single, heaps, taken, { surroundings, view });
  const crowds = alone.filter(({ count }) => count !== undefined);
  const marks = [...heaps.map((heap) => heapMark(heap, remPx)), ...crowds];
  return {
    single: [...single, ...alone.filter(({ count }) => count === undefined)],
    heaps: marks.sort((a, b) => a.size - b.size || byId(a, b)),
  };
}
