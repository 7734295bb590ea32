import type { Box } from '../geo/fit.ts';
import type { PixelPoint, PixelSize } from '../geo/mercator.ts';

/** A label that wants to stand centred on its anchor. Lower rank is placed first. */
export interface LabelWish {
  readonly id: string;
  readonly anchor: PixelPoint;
  readonly size: PixelSize;
  readonly rank: number;
}

export interface LabelRoom {
  /** Labels stay inside this. */
  readonly bounds: Box;
  /** Nothing is written over these: marks that wait for somebody, docked panels. */
  readonly obstacles: readonly Box[];
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

/** Places that a label of this size may take around its anchor, the nearest first; above before below, left before right. */
function shiftsOf({ width, height }: PixelSize): readonly PixelPoint[] {
  const both = (shares: readonly number[], length: number) =>
    shares.flatMap((share) => (share === 0 ? [0] : [-share * length, share * length]));
  return both(UPWARDS, height)
    .flatMap((y) => both(SIDEWAYS, width).map((x) => ({ x, y })))
    .sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y));
}

/**
 * Centres of the labels that find room, by id: none overlaps another, an obstacle or the edge. A label moves a little
 * to find room and is left out if there is none; lower ranks, then ids, choose first, so the result is stable.
 */
export function placeLabels(wishes: readonly LabelWish[], room: LabelRoom): ReadonlyMap<string, PixelPoint> {
  const placed = new Map<string, PixelPoint>();
  const taken: Box[] = [...room.obstacles];
  const order = [...wishes].sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
  for (const { id, anchor, size } of order) {
    for (const shift of shiftsOf(size)) {
      const centre = { x: anchor.x + shift.x, y: anchor.y + shift.y };
      const box = boxAt(centre, size);
      if (!inside(box, room.bounds) || taken.some((other) => overlap(box, other, room.gap))) continue;
      taken.push(box);
      placed.set(id, centre);
      break;
    }
  }
  return placed;
}
