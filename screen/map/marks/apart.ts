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

/** What stands on a map already. Asking whether a place is free looks at its neighbours alone, however many there are. */
export interface Stand {
  /** In the order in which they came. */
  readonly all: readonly Standing[];
  take(one: Standing): void;
  isFree(at: PixelPoint, room: number): boolean;
}

/** Edge in pixels of the cells that what stands is looked up by: two to three marks. */
const CELL_PX = 64;
/** Marks may touch by so many pixels. */
const SLACK_PX = 0.5;

const POINT: PixelSize = { width: 0, height: 0 };

/** Calls `visit` with the key of each cell that a square or rectangle around a point touches, until it returns true. */
function someCell(
  at: PixelPoint,
  half: PixelSize,
  room: number,
  visit: (key: string) => boolean | undefined,
): boolean {
  const cell = (value: number): number => Math.floor(value / CELL_PX);
  const [right, bottom] = [cell(at.x + half.width + room), cell(at.y + half.height + room)];
  for (let column = cell(at.x - half.width - room); column <= right; column += 1)
    for (let row = cell(at.y - half.height - room); row <= bottom; row += 1)
      if (visit(`${column} ${row}`) === true) return true;
  return false;
}

function touches(at: PixelPoint, room: number, { pixel, room: other, half = POINT }: Standing): boolean {
  const x = Math.max(0, Math.abs(pixel.x - at.x) - half.width);
  const y = Math.max(0, Math.abs(pixel.y - at.y) - half.height);
  return Math.hypot(x, y) < room + other - SLACK_PX;
}

export function createStand(before: readonly Standing[]): Stand {
  const all: Standing[] = [];
  const cells = new Map<string, Standing[]>();
  const take = (one: Standing): void => {
    all.push(one);
    someCell(one.pixel, one.half ?? POINT, one.room, (key) => {
      const there = cells.get(key);
      if (there) there.push(one);
      else cells.set(key, [one]);
      return false;
    });
  };
  before.forEach(take);
  return {
    all,
    take,
    isFree: (at, room) =>
      !someCell(at, POINT, room, (key) => cells.get(key)?.some((one) => touches(at, room, one))),
  };
}

/** Rings on which a free place is looked for, in shares of the mark's own room, and places on each. */
const RINGS = 60;
const RING_SHARE = 0.5;
const TURNS = 16;

/**
 * The place nearest to the one wished for at which a mark touches none of the others.
 * @param reach pixels that it may stand aside; absent: as far as it takes
 * @returns null where there is none
 */
export function freeWithin(
  { pixel, room }: Standing,
  taken: Stand,
  reach = Number.POSITIVE_INFINITY,
): PixelPoint | null {
  if (taken.isFree(pixel, room)) return pixel;
  const rings = Math.min(RINGS, reach / (RING_SHARE * room));
  for (let ring = 1; ring <= rings; ring += 1)
    for (let turn = 0; turn < TURNS; turn += 1) {
      const [away, angle] = [ring * RING_SHARE * room, (turn * 2 * Math.PI) / TURNS];
      const at = { x: pixel.x + away * Math.cos(angle), y: pixel.y + away * Math.sin(angle) };
      if (taken.isFree(at, room)) return at;
    }
  return null;
}

/** The same however far away it is; its own place where there is none. */
export function nearestFree(wish: Standing, taken: Stand): PixelPoint {
  return freeWithin(wish, taken) ?? wish.pixel;
}
