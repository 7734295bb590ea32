import type { CaseEntity } from '../../../gateway/contract/entities.ts';
import { fromPixel, type PixelPoint, type Transform, toPixel } from '../geo/mercator.ts';
import { nameRooms } from '../labels/rooms.ts';
import type { LayerContext, MapData, Mark } from '../port.ts';
import { joinsMarks, showsSingles } from '../view/view.ts';
import { type Crowding, joinAlike } from './alike.ts';
import { createStand, freeWithin, nearestFree, type Stand, type Standing, standingBox } from './apart.ts';
import { isOpen, itemMarks, leadMarks, type MarkSurroundings } from './build.ts';
import { bySize, type Heap, nearestHeap } from './heaps.ts';
import type { LoudMarks } from './loud.ts';
import { isGhost } from './marks.ts';

/** In rem: how far a heap and a mark may stand aside; one that finds no place so near joins the nearest heap, if that is not far. */
const ASIDE_REM = { heap: 3, single: 0.6, joins: 8 } as const;

/** In rem: how far what is told one by one may stand aside, while it need not crowd. */
const FARTHEST_REM = 8;
/**
 * Where so many look the same and stand within so many rem that one finds no place near, they are one mark with their
 * number: the densest places first, so that as few as possible are.
 */
const CROWDINGS: readonly Crowding[] = [
  { least: 40, reachRem: 4 },
  { least: 20, reachRem: 4 },
  { least: 10, reachRem: 4 },
  { least: 3, reachRem: 4 },
];

/** Room around a mark: this share of its size, and this many rem. */
const ROOM = { share: 0.42, rem: 0.08 } as const;
/** Room in rem of a mark with a number beside it. */
const CROWD_ROOM_REM = 1.6;
/** Room of a heap in rem, and where its middle lies from the middle of the shape: the number stands at its upper right. */
const HEAP_ROOM = { rem: 1.3, x: 0.3, y: -0.3 } as const;

/** How items are brought together on the map as it stands. */
export interface ClusterView {
  readonly transform: Transform;
  /** Items of one village stand together wherever they lie in it. */
  readonly byVillage: boolean;
  /** Marks that would lie over one another become one, or stand aside. */
  readonly joins: boolean;
  /** What stands there already and moves for nothing here: calls for help, alarms, docked parts. */
  readonly loud: readonly Standing[];
  /** AI leads: aside for a high risk, before all others. */
  readonly leads: readonly Mark[];
  /** Rooms of the names that will stand among these marks: heaps and single marks leave them free. */
  readonly names: (taken: readonly Standing[]) => readonly Standing[];
  /** The item that is looked at: for itself, and the first to choose its place. */
  readonly looked: string | null;
}

/** The map of a layer as it stands now. @param marks calls for help and alarms on it */
export function clusterView(context: LayerContext, data: MapData, marks: LoudMarks): ClusterView {
  const { view, theme } = context;
  const afar = !showsSingles(view);
  const docked = afar ? context.fixtures().map(standingBox) : [];
  const loud = [...marks.standing, ...docked];
  return {
    transform: view.transform(),
    byVillage: afar,
    joins: joinsMarks(view),
    loud,
    names: (taken) => (afar ? nameRooms(context, loud, taken.slice(loud.length)) : []),
    leads: leadMarks(data.video.values(), theme.remPx),
    looked: data.focus?.kind === 'case' ? data.focus.id : null,
  };
}

/** A high risk is never folded into a number, nor what is looked at, nor is an exercise mixed with what counts. */
export function mayJoin(item: CaseEntity, { joins, looked }: ClusterView): boolean {
  return joins && item.level !== 'HIGH' && item.id !== looked && !isGhost(item);
}

function standingOf({ size, count }: Mark, pixel: PixelPoint, remPx: number): Standing {
  const room = count === undefined ? ROOM.share * size + ROOM.rem * remPx : CROWD_ROOM_REM * remPx;
  return { pixel, room };
}

/** The mark at a place that may be another than its own. */
function standingAt(mark: Mark, pixel: PixelPoint, { transform }: ClusterView): Mark {
  const { lng, lat } = mark;
  const own = toPixel(transform, mark);
  return own.x === pixel.x && own.y === pixel.y
    ? mark
    : { ...mark, ...fromPixel(transform, pixel), from: { lng, lat } };
}

/** Gives each mark, in turn, the free place nearest to its own; null if one of them has none within reach. */
function placedWithin(
  marks: readonly Mark[],
  before: readonly Standing[],
  { view, remPx, reach }: { readonly view: ClusterView; readonly remPx: number; readonly reach?: number },
): { readonly marks: readonly Mark[]; readonly taken: Stand } | null {
  const taken = createStand(before);
  const placed: Mark[] = [];
  for (const mark of marks) {
    const wish = standingOf(mark, toPixel(view.transform, mark), remPx);
    const pixel = reach === undefined ? nearestFree(wish, taken) : freeWithin(wish, taken, reach);
    if (pixel === null) return null;
    taken.take({ ...wish, pixel });
    placed.push(standingAt(mark, pixel, view));
  }
  return { marks: placed, taken };
}

/**
 * Each for itself where it finds a place near its own; where too many lie in one spot, those that look the same are one
 * mark with their number, so that none is pushed to where it tells of another place. `taken` grows with them.
 */
function standApart(marks: readonly Mark[], taken: Stand, view: ClusterView, remPx: number): readonly Mark[] {
  const { transform } = view;
  const limits = { view, remPx, reach: FARTHEST_REM * remPx };
  let crowded = marks;
  let placed = placedWithin(crowded, taken.all, limits);
  for (const crowding of CROWDINGS) {
    if (placed !== null) break;
    crowded = joinAlike(marks, [crowding], { transform, remPx });
    placed = placedWithin(crowded, taken.all, limits);
  }
  placed ??= placedWithin(crowded, taken.all, { view, remPx });
  if (placed === null) return crowded;
  for (const one of placed.taken.all.slice(taken.all.length)) taken.take(one);
  return placed.marks;
}

/** What stands before any number of several looks, apart from calls for help and alarms and from one another. */
export interface FirstMarks {
  /** High risks, what is looked at, and what counts nowhere: each for itself, or with the number of those like it there. */
  readonly alone: readonly Mark[];
  readonly leads: readonly Mark[];
  /** Where all of them stand. */
  readonly taken: readonly Standing[];
}

/** Places what is never part of a number: what is looked at first, then high risks, then AI leads. */
export function standFirst(
  cases: Iterable<CaseEntity>,
  surroundings: MarkSurroundings,
  view: ClusterView,
): FirstMarks {
  const alone = itemMarks(
    [...cases].filter((item) => isOpen(item) && !mayJoin(item, view)),
    surroundings,
  );
  if (!view.joins) return { alone, leads: view.leads, taken: view.loud };
  const { remPx } = surroundings;
  const taken = createStand(view.loud);
  const looked = alone.filter(({ id }) => id === view.looked);
  const others = alone.filter(({ id }) => id !== view.looked);
  const first = standApart(looked, taken, view, remPx);
  return {
    alone: [...standApart(others, taken, view, remPx), ...first],
    leads: standApart(view.leads, taken, view, remPx),
    taken: taken.all,
  };
}

/** The larger ones first, each where it touches nothing; one without a place near is counted with the nearest. */
export function standHeaps(
  heaps: readonly Heap[],
  taken: Stand,
  { transform }: Pick<ClusterView, 'transform'>,
  remPx: number,
): Heap[] {
  const placed: Heap[] = [];
  const middle = { x: HEAP_ROOM.x * remPx, y: HEAP_ROOM.y * remPx };
  for (const heap of bySize(heaps)) {
    const pixel = { x: heap.pixel.x + middle.x, y: heap.pixel.y + middle.y };
    const wish = { pixel, room: HEAP_ROOM.rem * remPx };
    const near = freeWithin(wish, taken, ASIDE_REM.heap * remPx);
    const other = near === null ? nearestHeap(placed, heap.pixel, ASIDE_REM.joins * remPx) : null;
    if (other !== null) {
      other.items.push(...heap.items);
      continue;
    }
    const free = near ?? nearestFree(wish, taken);
    taken.take({ ...wish, pixel: free });
    if (free === pixel) placed.push(heap);
    else {
      const at = { x: free.x - middle.x, y: free.y - middle.y };
      placed.push({ ...heap, pixel: at, at: fromPixel(transform, at) });
    }
  }
  return placed;
}

/** Marks of single items where they touch nothing, the higher level first; one without a place near is counted with the nearest heap. */
export function standSingles(
  items: readonly CaseEntity[],
  heaps: readonly Heap[],
  taken: Stand,
  { surroundings, view }: { readonly surroundings: MarkSurroundings; readonly view: ClusterView },
): readonly Mark[] {
  const { remPx } = surroundings;
  const byItem = new Map(items.map((item) => [item.id, item]));
  const marks = [...itemMarks(items, surroundings)].reverse();
  const standing = marks.flatMap((mark): readonly Mark[] => {
    const wish = standingOf(mark, toPixel(view.transform, mark), remPx);
    const near = freeWithin(wish, taken, ASIDE_REM.single * remPx);
    const heap = near === null ? nearestHeap(heaps, wish.pixel, ASIDE_REM.joins * remPx) : null;
    const item = byItem.get(mark.id);
    if (heap !== null && item !== undefined) {
      heap.items.push(item);
      return [];
    }
    const pixel = near ?? nearestFree(wish, taken);
    taken.take({ ...wish, pixel });
    return [standingAt(mark, pixel, view)];
  });
  return standing.reverse();
}
