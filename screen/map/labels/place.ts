import type { Box } from '../geo/fit.ts';
import type { PixelPoint, PixelSize } from '../geo/mercator.ts';

/** A label that wants to stand centred on its anchor. Lower rank is placed first. */
export interface LabelWish {
  readonly id: string;
  readonly anchor: PixelPoint;
  readonly size: PixelSize;
  readonly rank: number;
  /** Rather left out than written over a mark. */
  readonly shy?: boolean;
  /** What a place costs beyond its way, in heights of the label: one that would tell of another area. */
  readonly strays?: (centre: PixelPoint) => number;
  /** Step from the anchor that it stands at now: kept unless another place is clearly better, so that names keep still. */
  readonly before?: PixelPoint | undefined;
}

export interface LabelRoom {
  /** Labels stay inside this. */
  readonly bounds: Box;
  /** Nothing is written over these: marks that wait for somebody, docked panels. */
  readonly obstacles: readonly Box[];
  /** Other marks: a label steps aside for them as far as it can. */
  readonly marks?: readonly Box[];
  /** Free pixels around each label. */
  readonly gap: number;
}

function boxAt(centre: PixelPoint, { width, height }: PixelSize): Box {
  return {
    left: centre.x - width / 2,
    top: centre.y - height / 2,
    right: centre.x + width / 2,
    bottom: centre.y + height / 2,
  };
}

function overlap(a: Box, b: Box, gap: number): boolean {
  return a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap;
}

function inside(box: Box, bounds: Box): boolean {
  return (
    box.left >= bounds.left &&
    box.top >= bounds.top &&
    box.right <= bounds.right &&
    box.bottom <= bounds.bottom
  );
}

/** How far a label may step aside, in shares of its width and of its height; it is much wider than high. */
const SIDEWAYS = [0, 0.35, 0.6, 0.9, 1.25];
const UPWARDS = [0, 0.35, 0.6, 0.9, 1.25, 1.7, 2.3];

/** A mark all under a label is as bad as this many heights of the label away from its anchor. */
const COVERED_COST = 4;
/** A mark that is only touched counts as this share of one. */
const TOUCHED = 0.35;
/** A label whose place costs more than this tells of another area. */
const STRAYED = 2.5;
/** A mark or docked part under the tie of a label that has strayed is as bad as this many heights. */
const CROSSED_COST = 2;
/**
 * Where a label that finds no place around its anchor looks for free ground: rings in heights of it, and places on each. It
 * is tied to its anchor: a name that is missing tells less than one that stands aside.
 */
const FAR = { rings: 32, apart: 0.75, turns: 24 } as const;
/** Heights that another place must be better by before a label leaves the one it has. */
const CLINGS = 0.6;

/** Places that a label of this size may take around its anchor, the nearest first; above before below, left before right. */
function shiftsOf({ width, height }: PixelSize): readonly PixelPoint[] {
  const both = (shares: readonly number[], length: number) =>
    shares.flatMap((share) => (share === 0 ? [0] : [-share * length, share * length]));
  return both(UPWARDS, height)
    .flatMap((y) => both(SIDEWAYS, width).map((x) => ({ x, y })))
    .sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y));
}

/** Places all over the map, the nearest first. */
function farShifts({ height }: PixelSize): readonly PixelPoint[] {
  return Array.from({ length: FAR.rings * FAR.turns }, (_, index) => {
    const away = (1 + Math.floor(index / FAR.turns)) * FAR.apart * height;
    const angle = ((index % FAR.turns) * 2 * Math.PI) / FAR.turns;
    return { x: away * Math.cos(angle), y: away * Math.sin(angle) };
  });
}

/** What lies under a line from a label to its anchor; what lies on the anchor itself does wherever the label stands. */
function underTie(centre: PixelPoint, anchor: PixelPoint, boxes: readonly Box[]): number {
  const isAt = ({ x, y }: PixelPoint, box: Box): boolean =>
    x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  return boxes.filter((box) => !isAt(anchor, box) && crossesBox(centre, anchor, box)).length;
}

/** Whether a line runs over a box: Liang and Barsky's way of clipping one by each of its edges. */
function crossesBox(from: PixelPoint, to: PixelPoint, { left, top, right, bottom }: Box): boolean {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  let [enters, leaves] = [0, 1];
  for (const [way, room] of [
    [-dx, from.x - left],
    [dx, right - from.x],
    [-dy, from.y - top],
    [dy, bottom - from.y],
  ] as const) {
    if (way === 0 && room < 0) return false;
    if (way < 0) enters = Math.max(enters, room / way);
    if (way > 0) leaves = Math.min(leaves, room / way);
  }
  return enters <= leaves;
}

function areaOf({ left, top, right, bottom }: Box): number {
  return Math.max(0, right - left) * Math.max(0, bottom - top);
}

/** Marks under a box, each as the share of it that is covered. */
function coveredBy(box: Box, marks: readonly Box[]): number {
  let sum = 0;
  for (const mark of marks) {
    if (!overlap(box, mark, 0)) continue;
    const common = {
      left: Math.max(box.left, mark.left),
      top: Math.max(box.top, mark.top),
      right: Math.min(box.right, mark.right),
      bottom: Math.min(box.bottom, mark.bottom),
    };
    sum += Math.max(TOUCHED, areaOf(common) / Math.max(1, areaOf(mark)));
  }
  return sum;
}

function same(a: PixelPoint, b: PixelPoint | undefined): boolean {
  return b !== undefined && Math.abs(a.x - b.x) < 1 && Math.abs(a.y - b.y) < 1;
}

interface Search {
  /** Steps from the anchor that are tried, the nearest first. */
  readonly shifts: readonly PixelPoint[];
  /** What the label may not overlap. */
  readonly taken: readonly Box[];
}

function bestPlace(wish: LabelWish, room: LabelRoom, { shifts, taken }: Search): PixelPoint | null {
  const { anchor, size, shy = false, before, strays = () => 0 } = wish;
  let best: PixelPoint | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const shift of shifts) {
    const way = Math.hypot(shift.x, shift.y) / Math.max(1, size.height);
    if (way - CLINGS >= least) break;
    const centre = { x: anchor.x + shift.x, y: anchor.y + shift.y };
    const box = boxAt(centre, size);
    if (!inside(box, room.bounds) || taken.some((other) => overlap(box, other, room.gap))) continue;
    const covered = coveredBy(box, room.marks ?? []);
    if (shy && covered > 0) continue;
    const near = way + covered * COVERED_COST - (same(shift, before) ? CLINGS : 0);
    if (near >= least) continue;
    const stray = strays(centre);
    const cost =
      near + stray + (stray > STRAYED ? CROSSED_COST * underTie(centre, anchor, room.obstacles) : 0);
    if (cost >= least) continue;
    least = cost;
    best = centre;
  }
  return best;
}

/**
 * Centres of the labels that find room, by id: none overlaps another, an obstacle or the edge, and marks are covered
 * only where there is no free place near. A label that finds no place around its anchor takes the nearest free ground; a shy
 * one, and where there is none at all, is left out. Lower ranks choose first, of one rank
 * those with room in their own area, then by id, so that the result is stable.
 */
export function placeLabels(wishes: readonly LabelWish[], room: LabelRoom): ReadonlyMap<string, PixelPoint> {
  const placed = new Map<string, PixelPoint>();
  const taken: Box[] = [...room.obstacles];
  const order = [...wishes].sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
  const place = (wish: LabelWish, mayStray: boolean): boolean => {
    const nearby = bestPlace(wish, room, { shifts: shiftsOf(wish.size), taken });
    const isLost = nearby === null && mayStray && wish.shy !== true;
    const centre = isLost ? bestPlace(wish, room, { shifts: farShifts(wish.size), taken }) : nearby;
    if (centre === null) return false;
    if (!mayStray && (wish.strays?.(centre) ?? 0) > STRAYED) return false;
    taken.push(boxAt(centre, wish.size));
    placed.set(wish.id, centre);
    return true;
  };
  for (const rank of new Set(order.map((wish) => wish.rank))) {
    const own = order.filter((wish) => wish.rank === rank);
    // Who finds no room in its own area takes none from a name that belongs where it would stand.
    for (const wish of own.filter((one) => !place(one, false))) place(wish, true);
  }
  return placed;
}
