import type { Box } from './fit.ts';
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
  /** Share of a box that lies over the region, 0 to 1. */
  readonly covers: (box: Box) => number;
}

/** A card that covers only region may stand this share of the map's width farther from its mark to avoid it. */
const COVER_SHARE = 0.6;
/** A docked part or a mark under the card outweighs everything else. */
const FORBIDDEN = 1e6;

/**
 * Where a card docks for a mark: of both edges, at the top, beside the mark and above or below what else is docked, the
 * place where the line to the mark is short and little of the region is covered. Nothing docked and no mark is covered
 * while there is a place that covers none.
 */
export function dockFor(mark: PixelPoint, room: DockRoom): PixelPoint {
  let best: PixelPoint = { x: room.gapPx, y: room.gapPx };
  let least = Number.POSITIVE_INFINITY;
  for (const place of placesFor(mark, room)) {
    const cost = costOf(boxAt(place, room.card), mark, room);
    if (cost >= least) continue;
    least = cost;
    best = place;
  }
  return best;
}

function placesFor(mark: PixelPoint, { size, card, gapPx, docks }: DockRoom): PixelPoint[] {
  const lowest = Math.max(gapPx, size.height - card.height - gapPx);
  const heights = [
    gapPx,
    mark.y - card.height / 2,
    lowest,
    ...docks.flatMap((dock) => [dock.top - gapPx - card.height, dock.bottom + gapPx]),
  ];
  const y = heights.filter((height) => height >= gapPx && height <= lowest);
  return [gapPx, size.width - card.width - gapPx].flatMap((x) => y.map((height) => ({ x, y: height })));
}

function costOf(box: Box, mark: PixelPoint, room: DockRoom): number {
  const hidden = room.marks.filter((one) => distance(one, box) < room.ringPx).length;
  const crossed = room.docks.filter((dock) => overlap(dock, box)).length;
  const region = room.covers(box) * room.size.width * COVER_SHARE;
  return (hidden + crossed) * FORBIDDEN + region + distance(mark, box);
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
