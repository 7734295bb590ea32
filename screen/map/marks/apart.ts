import type { Box } from '../geo/fit.ts';
import type { PixelPoint, PixelSize } from '../geo/mercator.ts';

/** Where a mark stands, and the pixels around its middle that it keeps to itself. */
export interface Standing {
  readonly pixel: PixelPoint;
  readonly room: number;
  /** Half of what is a rectangle and no point: the room lies around that. */
  readonly half?: PixelSize;
}

/** A rectangle that marks keep clear of. */
export function standingBox({ left, top, right, bottom }: Box): Standing {
  const half = { width: (right - left) / 2, height: (bottom - top) / 2 };
  return { pixel: { x: left + half.width, y: top + half.height }, room: 0, half };
}

/** Rings on which a free place is looked for, in shares of the mark's own room, and places on each. */
const RINGS = 60;
const RING_SHARE = 0.5;
const TURNS = 16;

const POINT: PixelSize = { width: 0, height: 0 };

function isFree(at: PixelPoint, room: number, taken: readonly Standing[]): boolean {
  return taken.every(({ pixel, room: other, half = POINT }) => {
    const x = Math.max(0, Math.abs(pixel.x - at.x) - half.width);
    const y = Math.max(0, Math.abs(pixel.y - at.y) - half.height);
    return Math.hypot(x, y) >= room + other - 0.5;
  });
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
