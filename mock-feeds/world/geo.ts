import type { Draw } from './rng.ts';

/** Longitude, latitude in degrees WGS-84. */
export type Point = readonly [lng: number, lat: number];
export type Ring = readonly Point[];
/** Outer ring first, then holes. */
export type Polygon = readonly Ring[];
/** West, south, east, north. */
export type Box = readonly [number, number, number, number];

const METRES_PER_DEGREE = 111_320;

/** Distance in metres on the local plane; exact enough within a county. */
export function metres(a: Point, b: Point): number {
  const x = (a[0] - b[0]) * Math.cos((((a[1] + b[1]) / 2) * Math.PI) / 180);
  const y = a[1] - b[1];
  return Math.sqrt(x * x + y * y) * METRES_PER_DEGREE;
}

/** The point `east` and `north` metres from `from`. */
export function moved(from: Point, east: number, north: number): Point {
  const lat = from[1] + north / METRES_PER_DEGREE;
  return [from[0] + east / (METRES_PER_DEGREE * Math.cos((from[1] * Math.PI) / 180)), lat];
}

/** Six decimals: about 0.1 m. */
export function rounded(point: Point): { lng: number; lat: number } {
  return { lng: Math.round(point[0] * 1e6) / 1e6, lat: Math.round(point[1] * 1e6) / 1e6 };
}

/** Compass heading in whole degrees from `a` to `b`, 0 to 359. */
export function heading(a: Point, b: Point): number {
  const east = (b[0] - a[0]) * Math.cos((a[1] * Math.PI) / 180);
  const degrees = Math.round((Math.atan2(east, b[1] - a[1]) * 180) / Math.PI);
  return (degrees + 360) % 360;
}

export function boxOf(points: Iterable<Point>): Box {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lng, lat] of points) {
    west = Math.min(west, lng);
    east = Math.max(east, lng);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}

function crosses(ring: Ring, [lng, lat]: Point): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const a = ring[i] as Point;
    const b = ring[j] as Point;
    const spans = a[1] > lat !== b[1] > lat;
    if (spans && lng < ((b[0] - a[0]) * (lat - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

/** Even–odd rule over all rings, so that holes are outside. */
export function contains(polygons: readonly Polygon[], point: Point): boolean {
  return polygons.some((rings) => rings.reduce((inside, ring) => inside !== crosses(ring, point), false));
}

const TRIES = 40;

/** A random point inside the polygons; `fallback` when the shape is too thin to hit. */
export function pointIn(draw: Draw, polygons: readonly Polygon[], box: Box, fallback: Point): Point {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const point: Point = [draw.between(box[0], box[2]), draw.between(box[1], box[3])];
    if (contains(polygons, point)) return point;
  }
  return fallback;
}
