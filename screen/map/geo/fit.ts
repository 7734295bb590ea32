import type { Bbox } from '../../../gateway/contract/region.ts';
import {
  fitTransform,
  fromUnit,
  type Padding,
  type PixelPoint,
  type PixelSize,
  type Transform,
  toUnit,
  type UnitPoint,
} from './mercator.ts';
import { contains, type Rings } from './polygon.ts';

/** A rectangle in CSS pixels from the map's upper left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A part docked over the map. */
export interface Dock extends Box {
  /** The place at rest of something that comes and goes, and steps aside itself: what never leaves hides more. */
  readonly yields?: boolean;
}

/** The room a shape is fitted into. */
export interface Room {
  readonly size: PixelSize;
  readonly padding: Padding;
  /** Parts docked over the map: the shape keeps clear of them as far as that does not make it small. */
  readonly docks: readonly Dock[];
}

const SAMPLES = 36;
const SCALES = [1, 0.98, 0.96, 0.94, 0.92, 0.9, 0.88, 0.86, 0.84, 0.82, 0.8];
const SHIFTS = [0, 0.2, 0.4, 0.6, 0.8, 1];
/** One per cent of the shape under such a dock costs as much as this share of its size. */
const COVER_COST = { yields: 0.05, stays: 0.1 } as const;

const sampled = new WeakMap<readonly Rings[], readonly UnitPoint[]>();

/** Points spread evenly over the inside of a shape, in Web Mercator; worked out once for a shape. @param box of that shape */
export function samplePoints(box: Bbox, polygons: readonly Rings[]): readonly UnitPoint[] {
  const points = sampled.get(polygons) ?? spreadOver(box, polygons);
  sampled.set(polygons, points);
  return points;
}

function spreadOver(box: Bbox, polygons: readonly Rings[]): readonly UnitPoint[] {
  const northWest = toUnit({ lng: box[0], lat: box[3] });
  const southEast = toUnit({ lng: box[2], lat: box[1] });
  const points: UnitPoint[] = [];
  for (let row = 0; row < SAMPLES; row += 1)
    for (let column = 0; column < SAMPLES; column += 1) {
      const point = {
        x: northWest.x + ((column + 0.5) / SAMPLES) * (southEast.x - northWest.x),
        y: northWest.y + ((row + 0.5) / SAMPLES) * (southEast.y - northWest.y),
      };
      if (contains(polygons, fromUnit(point))) points.push(point);
    }
  return points;
}

/**
 * What the docked parts hide of the shape, as a cost. Its edge runs up to a cell beyond its outermost points: as far as that
 * they keep away.
 */
function coverCost(
  points: readonly UnitPoint[],
  { transform, cell }: Candidate,
  docks: readonly Dock[],
): number {
  const yielding = docks.filter(({ yields }) => yields);
  const staying = docks.filter(({ yields }) => !yields);
  let cost = 0;
  for (const point of points) {
    const x = point.x * transform.scale + transform.offsetX;
    const y = point.y * transform.scale + transform.offsetY;
    const hides = ({ left, top, right, bottom }: Box) =>
      x > left - cell.width && x < right + cell.width && y > top - cell.height && y < bottom + cell.height;
    if (staying.some(hides)) cost += COVER_COST.stays;
    else if (yielding.some(hides)) cost += COVER_COST.yields;
  }
  return (cost / Math.max(1, points.length)) * 100;
}

function spare(full: Transform, scale: number, box: Bbox, { size, padding }: Room): PixelPoint {
  const northWest = toUnit({ lng: box[0], lat: box[3] });
  const southEast = toUnit({ lng: box[2], lat: box[1] });
  const scaled = full.scale * scale;
  return {
    x: size.width - padding.left - padding.right - (southEast.x - northWest.x) * scaled,
    y: size.height - padding.top - padding.bottom - (southEast.y - northWest.y) * scaled,
  };
}

interface Candidate {
  readonly transform: Transform;
  /** What one sampled point stands for, in pixels. */
  readonly cell: PixelSize;
  readonly cost: number;
}

function candidates(box: Bbox, room: Room): readonly Candidate[] {
  const full = fitTransform(box, room.size, room.padding);
  const northWest = toUnit({ lng: box[0], lat: box[3] });
  const southEast = toUnit({ lng: box[2], lat: box[1] });
  return SCALES.flatMap((scale) => {
    const free = spare(full, scale, box, room);
    const scaled = full.scale * scale;
    const cell = {
      width: ((southEast.x - northWest.x) * scaled) / SAMPLES,
      height: ((southEast.y - northWest.y) * scaled) / SAMPLES,
    };
    return SHIFTS.flatMap((right) =>
      SHIFTS.map((down) => ({
        transform: {
          scale: scaled,
          offsetX: room.padding.left + free.x * right - northWest.x * scaled,
          offsetY: room.padding.top + free.y * down - northWest.y * scaled,
        },
        cell,
        cost: 1 - scale + 0.01 * (Math.abs(right - 0.5) + Math.abs(down - 0.5)),
      })),
    );
  });
}

/**
 * The transform that shows a shape large and clear of docked parts: of eleven sizes and 36 positions the one where size
 * lost and shape covered cost least. Without docks, or without samples, the largest centred fit.
 */
export function fitAround(box: Bbox, samples: readonly UnitPoint[], room: Room): Transform {
  if (room.docks.length === 0 || samples.length === 0) return fitTransform(box, room.size, room.padding);
  let best = fitTransform(box, room.size, room.padding);
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates(box, room)) {
    const total = candidate.cost + coverCost(samples, candidate, room.docks);
    if (total >= least) continue;
    least = total;
    best = candidate.transform;
  }
  return best;
}
