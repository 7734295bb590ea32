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
/** Rows of cells that are told from one another; two far apart may share a key, since what stands there is looked at anyway. */
const CELL_ROWS = 8_192;
/** Marks may touch by so many pixels. */
const SLACK_PX = 0.5;

const POINT: PixelSize = { width: 0, height: 0 };
const NOBODY: readonly Standing[] = [];

/** First and last column and row of the cells that a rectangle with room around it touches. */
function cellsOf({ x, y }: PixelPoint, half: PixelSize, room: number) {
  const [across, down] = [half.width + room, half.height + room];
  return {
    left: Math.floor((x - across) / CELL_PX),
    right: Math.floor((x + across) / CELL_PX),
    top: Math.floor((y - down) / CELL_PX),
    bottom: Math.floor((y + down) / CELL_PX),
  };
}

function touches(at: PixelPoint, room: number, { pixel, room: other, half = POINT }: Standing): boolean {
  const x = Math.max(0, Math.abs(pixel.x - at.x) - half.width);
  const y = Math.max(0, Math.abs(pixel.y - at.y) - half.height);
  const reach = room + other - SLACK_PX;
  return reach > 0 && x * x + y * y < reach * reach;
}

/** Numbers as keys and plain loops: a place is asked for some ten thousand times in an update of a full map. */
export function createStand(before: readonly Standing[]): Stand {
  const all: Standing[] = [];
  const cells = new Map<number, Standing[]>();
  const take = (one: Standing): void => {
    all.push(one);
    const { left, right, top, bottom } = cellsOf(one.pixel, one.half ?? POINT, one.room);
    for (let column = left; column <= right; column += 1)
      for (let row = top; row <= bottom; row += 1) {
        const there = cells.get(column * CELL_ROWS + row);
        if (there) there.push(one);
        else cells.set(column * CELL_ROWS + row, [one]);
      }
  };
  const isFree = (at: PixelPoint, room: number): boolean => {
    const { left, right, top, bottom } = cellsOf(at, POINT, room);
    for (let column = left; column <= right; column += 1)
      for (let row = top; row <= bottom; row += 1)
        for (const one of cells.get(column * CELL_ROWS + row) ?? NOBODY)
          if (touches(at, room, one)) return false;
    return true;
  };
  before.forEach(take);
  return { all, take, isFree };
}

/** Rings on which a free place is looked for, in shares of the mark's own room, and places on each. */
const RINGS = 60;
const RING_SHARE = 0.5;
const TURNS = Array.from({ length: 16 }, (_, turn) => {
  const angle = (turn * 2 * Math.PI) / 16;
  return { x: Math.cos(angle), y: Math.sin(angle) };
});

export interface FreeLimits {
  readonly reach?: number;
  readonly allows?: (at: PixelPoint) => boolean;
}

/**
 * The place nearest to the one wished for at which a mark touches none of the others.
 * @param reach pixels that it may stand aside; absent: as far as it takes
 * @param allows which places but its own it may take; absent: all
 * @returns null where there is none
 */
export function freeWithin(
  { pixel, room }: Standing,
  taken: Stand,
  { reach = Number.POSITIVE_INFINITY, allows }: FreeLimits = {},
): PixelPoint | null {
  if (taken.isFree(pixel, room)) return pixel;
  const rings = Math.min(RINGS, reach / (RING_SHARE * room));
  for (let ring = 1; ring <= rings; ring += 1) {
    const away = ring * RING_SHARE * room;
    for (const turn of TURNS) {
      const at = { x: pixel.x + away * turn.x, y: pixel.y + away * turn.y };
      if (taken.isFree(at, room) && allows?.(at) !== false) return at;
    }
  }
  return null;
}

/** The same however far away it is; its own place where there is none. */
export function nearestFree(wish: Standing, taken: Stand): PixelPoint {
  return freeWithin(wish, taken) ?? wish.pixel;
}
