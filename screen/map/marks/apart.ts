import type { PixelPoint } from '../geo/mercator.ts';

/** Where a mark stands, and the pixels around its middle that it keeps to itself. */
export interface Standing {
  readonly pixel: PixelPoint;
  readonly room: number;
}

/** Rings on which a free place is looked for, in shares of the mark's own room, and places on each. */
const RINGS = 60;
const RING_SHARE = 0.5;
const TURNS = 16;

function isFree(at: PixelPoint, room: number, taken: readonly Standing[]): boolean {
  return taken.every(
    ({ pixel, room: other }) => Math.hypot(pixel.x - at.x, pixel.y - at.y) >= room + other - 0.5,
  );
}

/**
 * The place nearest to the one wished for at which a mark touches none of the others.
 * @param reach pixels that it may stand aside; absent: as far as it takes
 * @returns null where there is none
 */
export function freeWithin(
  { pixel, room }: Standing,
  taken: readonly Standing[],
  reach = Number.POSITIVE_INFINITY,
): PixelPoint | null {
  if (isFree(pixel, room, taken)) return pixel;
  const rings = Math.min(RINGS, reach / (RING_SHARE * room));
  for (let ring = 1; ring <= rings; ring += 1)
    for (let turn = 0; turn < TURNS; turn += 1) {
      const [away, angle] = [ring * RING_SHARE * room, (turn * 2 * Math.PI) / TURNS];
      const at = { x: pixel.x + away * Math.cos(angle), y: pixel.y + away * Math.sin(angle) };
      if (isFree(at, room, taken)) return at;
    }
  return null;
}

/** The same however far away it is; its own place where there is none. */
export function nearestFree(wish: Standing, taken: readonly Standing[]): PixelPoint {
  return freeWithin(wish, taken) ?? wish.pixel;
}
