import type { CaseEntity } from '../../../gateway/contract/entities.ts';
import { fromPixel, type PixelPoint, type Transform, toPixel } from '../geo/mercator.ts';
import { nameRooms } from '../labels/rooms.ts';
import type { LayerContext, MapData, Mark } from '../port.ts';
import { joinsMarks, showsSingles } from '../view/view.ts';
import { freeWithin, nearestFree, type Standing, standingBox } from './apart.ts';
import { isOpen, itemMarks, leadMarks, type MarkSurroundings } from './build.ts';
import { bySize, type Heap, nearestHeap } from './heaps.ts';
import { loudIn } from './loud.ts';
import { isGhost } from './marks.ts';

/** In rem: how far a heap and a mark may stand aside; one that finds no place so near joins the nearest heap, if that is not far. */
const ASIDE_REM = { heap: 3, single: 0.6, joins: 8 } as const;

/** Room around a mark: this share of its size, and this many rem. */
const ROOM = { share: 0.42, rem: 0.08 } as const;
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

/** The map of a layer as it stands now. */
export function clusterView(context: LayerContext, data: MapData): ClusterView {
  const { view, theme } = context;
  const afar = !showsSingles(view);
  const docked = afar ? context.fixtures().map(standingBox) : [];
  const loud = [...loudIn(context, data).standing, ...docked];
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

function standingOf({ size }: Mark, pixel: PixelPoint, remPx: number): Standing {
  return { pixel, room: ROOM.share * size + ROOM.rem * remPx };
}

/** The mark at a place that may be another than its own. */
function standingAt(mark: Mark, pixel: PixelPoint, { transform }: ClusterView): Mark {
  const { lng, lat } = mark;
  const own = toPixel(transform, mark);
  return own.x === pixel.x && own.y === pixel.y
    ? mark
    : { ...mark, ...fromPixel(transform, pixel), from: { lng, lat } };
}

/** Gives each mark, in turn, the free place nearest to its own; `taken` grows with them. */
function standApart(
  marks: readonly Mark[],
  taken: Standing[],
  view: ClusterView,
  remPx: number,
): readonly Mark[] {
  return marks.map((mark) => {
    const wish = standingOf(mark, toPixel(view.transform, mark), remPx);
    const pixel = nearestFree(wish, taken);
    taken.push({ ...wish, pixel });
    return standingAt(mark, pixel, view);
  });
}

/** What stands before any number: each for itself, apart from calls for help and alarms and from one another. */
export interface FirstMarks {
  /** High risks, what is looked at, and what counts nowhere. */
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
  const taken = [...view.loud];
  const looked = alone.filter(({ id }) => id === view.looked);
  const others = alone.filter(({ id }) => id !== view.looked);
  const first = standApart(looked, taken, view, remPx);
  return {
    alone: [...standApart(others, taken, view, remPx), ...first],
    leads: standApart(view.leads, taken, view, remPx),
    taken,
  };
}

/** The larger ones first, each where it touches nothing; one without a place near is counted with the nearest. */
export function standHeaps(
  heaps: readonly Heap[],
  taken: Standing[],
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
    taken.push({ ...wish, pixel: free });
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
  taken: Standing[],
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
    taken.push({ ...wish, pixel });
    return [standingAt(mark, pixel, view)];
  });
  return standing.reverse();
}
