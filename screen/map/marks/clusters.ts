import type { CaseEntity, LngLat } from '../../../gateway/contract/entities.ts';
import type { Level } from '../../../gateway/contract/vocabulary.ts';
import { fromPixel, type Transform, toPixel } from '../geo/mercator.ts';
import { placeOfCase } from '../geo/place.ts';
import type { Mark } from '../port.ts';
import { nearestFree } from './apart.ts';
import { countOf } from './badge.ts';
import { isOpen, itemMarks, type MarkSurroundings } from './build.ts';
import { type Heap, heapsOf, mergeHeaps, nearestHeap, type PlacedItem, stepAside } from './heaps.ts';
import { CLUSTER_REM, type ClusterMark, isGhost } from './marks.ts';

/** Items from which they stand as one mark. */
export const CLUSTER_LEAST = 3;
const RANK: readonly (Level | null)[] = ['MEDIUM', 'LOW', 'UNDETERMINED', null];
const SHAPES: readonly ClusterMark[] = ['medium', 'low', 'undetermined', 'facility'];

/** A larger number has the larger mark. */
const GROWTH: readonly (readonly [least: number, factor: number])[] = [
  [30, 1.4],
  [10, 1.2],
];

/**
 * In rem: marks closer than this become one; `beside`: room around a high risk that numbers step aside for as far as they
 * can; `loud`: around a mark of the layers above, under which no number stands; `high`: between two that stand alone.
 */
const REACH_REM = { heap: 2.6, single: 1.9, loose: 1.1, beside: 2.1, loud: 2.6, high: 1.6 } as const;

/** How items are brought together on the map as it stands. */
export interface ClusterView {
  readonly transform: Transform;
  /** Items of one village stand together wherever they lie in it. */
  readonly byVillage: boolean;
  /** Marks that would lie over one another become one. */
  readonly joins: boolean;
  /** Other marks that a number must not stand under: calls for help and alarms. */
  readonly loud: readonly LngLat[];
}

/** Marks of items on the map as it stands: those that stand alone, and heaps with the shape of their highest level and a number. */
export interface ClusteredMarks {
  readonly single: readonly Mark[];
  readonly heaps: readonly Mark[];
}

/** A high risk is never folded into a number, nor is an exercise mixed with what counts. */
function mayJoin(item: CaseEntity): boolean {
  return item.level !== 'HIGH' && !isGhost(item);
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
  const factor = GROWTH.find(([least]) => items.length >= least)?.[1] ?? 1;
  const size = CLUSTER_REM[shape] * factor * remPx;
  return { id, lng: at.lng, lat: at.lat, icon: shape, size, count: countOf(items.length) };
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

/** Marks that stand alone, moved as far as it takes for each to be seen beside the alarms and the others. */
function standApart(
  marks: readonly Mark[],
  { transform, loud }: ClusterView,
  remPx: number,
): readonly Mark[] {
  const reach = REACH_REM.high * remPx;
  const taken = loud.map((at) => toPixel(transform, at));
  return marks.map((mark): Mark => {
    const pixel = toPixel(transform, mark);
    const free = stepAside(pixel, taken, reach);
    taken.push(free);
    return free === pixel ? mark : { ...mark, ...fromPixel(transform, free) };
  });
}

/**
 * Parts open items into single marks and heaps, so that no mark hides a number and a county can be read from the last
 * row: first the villages of three and more items, then heaps that would touch, then single marks that lie over one
 * another. A high risk always stands alone and apart from alarms and others of its kind; heaps step aside for both.
 */
export function clusterItems(
  cases: Iterable<CaseEntity>,
  surroundings: MarkSurroundings,
  view: ClusterView,
): ClusteredMarks {
  const { transform } = view;
  const { remPx } = surroundings;
  const open = [...cases].filter(isOpen);
  const alone = open.filter((item) => !view.joins || !mayJoin(item));
  const { heaps, single } = joined(
    placedItems(view.joins ? open.filter(mayJoin) : [], surroundings, transform),
    surroundings,
    view,
  );
  const marksAlone = itemMarks(alone, surroundings);
  const apart = view.joins ? standApart(marksAlone, view, remPx) : marksAlone;
  const high = apart.map((at) => toPixel(transform, at));
  const loud = view.loud.map((at) => ({ pixel: toPixel(transform, at), room: 0 }));
  const aside = heaps.map((heap): Heap => {
    const beside = stepAside(heap.pixel, high, REACH_REM.beside * remPx);
    const pixel = nearestFree({ pixel: beside, room: REACH_REM.loud * remPx }, loud);
    return pixel === heap.pixel ? heap : { ...heap, pixel, at: fromPixel(transform, pixel) };
  });
  const marks = mergeHeaps(aside, REACH_REM.heap * remPx).map((heap) => heapMark(heap, remPx));
  return {
    single: [...itemMarks(single, surroundings), ...apart],
    heaps: marks.sort((a, b) => a.size - b.size || byId(a, b)),
  };
}
