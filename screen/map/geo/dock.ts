import type { Box } from './fit.ts';
import { type Crossable, type Disc, leaderTo } from './leader.ts';
import type { PixelPoint, PixelSize } from './mercator.ts';

/** The room in which a card is docked at the left or right edge of the map, in CSS pixels from its upper left corner. */
export interface DockRoom {
  readonly size: PixelSize;
  readonly card: PixelSize;
  /** Free room to the map's edge and to other docked parts. */
  readonly gapPx: number;
  /** Other docked parts. */
  readonly docks: readonly Box[];
  /** Marks that must stay in sight, the card's own among them. */
  readonly marks: readonly PixelPoint[];
  /** Room around such a mark. */
  readonly ringPx: number;
  /** Every mark that is shown: each that is hidden tells a little less. */
  readonly shown: readonly PixelPoint[];
  /** Marks that the line from the card to its own had better not cross. */
  readonly others: readonly Crossable[];
  /** Share of a box that lies over the region, 0 to 1. */
  readonly covers: (box: Box) => number;
  /** Where the card is docked now: left only for a place that is clearly better. */
  readonly before?: PixelPoint | null;
}

/**
 * What a place costs beyond the length of its line, in widths of the map (our proposal): a card all over the region, a
 * card that touches it at all, a mark of weight 1 that its line crosses, a mark under it. Free ground outside the region is taken
 * wherever it is, for a line is read more easily than what a card hides.
 */
const COSTS = { covered: 3, touched: 1, crossed: 0.4, hidden: 0.03 } as const;
/** Widths of the map that another place must be better by. */
const CLINGS = 0.06;
/** A docked part or a mark in sight under the card outweighs everything else. */
const FORBIDDEN = 1e6;
/** Heights that are tried besides those beside the mark and around other docked parts, as shares of the free height. */
const HEIGHTS = [0, 0.2, 0.4, 0.6, 0.8, 1] as const;

/**
 * Where a card docks for a mark: of both edges, at several heights, beside the mark and above or below what else is docked,
 * the place where little of the region is covered, the line to the mark crosses no other that waits, and is short. Nothing
 * docked and no mark in sight is covered while there is a place that covers none.
 */
export function dockFor(mark: Disc, room: DockRoom): PixelPoint {
  let best: PixelPoint = { x: room.gapPx, y: room.gapPx };
  let least = Number.POSITIVE_INFINITY;
  for (const place of placesFor(mark, room)) {
    const clings = isAt(place, room.before) ? CLINGS * room.size.width : 0;
    const cost = costOf(boxAt(place, room.card), mark, room) - clings;
    if (cost >= least) continue;
    least = cost;
    best = place;
  }
  return best;
}

function placesFor(mark: PixelPoint, { size, card, gapPx, docks }: DockRoom): PixelPoint[] {
  const lowest = Math.max(gapPx, size.height - card.height - gapPx);
  const heights = [
    mark.y - card.height / 2,
    ...HEIGHTS.map((share) => gapPx + share * (lowest - gapPx)),
    ...docks.flatMap((dock) => [dock.top - gapPx - card.height, dock.bottom + gapPx]),
  ];
  const y = heights.filter((height) => height >= gapPx && height <= lowest);
  return [gapPx, size.width - card.width - gapPx].flatMap((x) => y.map((height) => ({ x, y: height })));
}

function costOf(box: Box, mark: Disc, room: DockRoom): number {
  const forbidden = room.marks.filter((one) => distance(one, box) < room.ringPx).length;
  const over = room.docks.filter((dock) => overlap(dock, box)).length;
  const covered = room.covers(box);
  const widths =
    COSTS.covered * covered +
    (covered > 0 ? COSTS.touched : 0) +
    COSTS.crossed * (leaderTo(mark, box, room.others)?.crossed ?? 0) +
    COSTS.hidden * room.shown.filter((one) => distance(one, box) === 0).length;
  return (forbidden + over) * FORBIDDEN + widths * room.size.width + distance(mark, box);
}

function isAt({ x, y }: PixelPoint, before: PixelPoint | null | undefined): boolean {
  return before != null && Math.abs(x - before.x) < 1 && Math.abs(y - before.y) < 1;
}

function boxAt({ x, y }: PixelPoint, { width, height }: PixelSize): Box {
  return { left: x, top: y, right: x + width, bottom: y + height };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function distance({ x, y }: PixelPoint, box: Box): number {
  const dx = Math.max(box.left - x, 0, x - box.right);
  const dy = Math.max(box.top - y, 0, y - box.bottom);
  return Math.hypot(dx, dy);
}
