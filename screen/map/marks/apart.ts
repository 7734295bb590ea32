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

/** The place nearest to the one wished for at which a mark touches none of the others; its own where there is none. */
export function nearestFree({ pixel, room }: Standing, taken: readonly Standing[]): PixelPoint {
  if (isFree(pixel, room, taken)) return pixel;
  for (let ring = 1; ring <= RINGS; ring += 1)
    for (let turn = 0; turn < TURNS; turn += 1) {
      const [reach, angle] = [ring * RING_SHARE * room, (turn * 2 * Math.PI) / TURNS];
      const at = { x: pixel.x + reach * Math.cos(angle), y: pixel.y + reach * Math.sin(angle) };
      if (isFree(at, room, taken)) return at;
    }
  return pixel;
}
