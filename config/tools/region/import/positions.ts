import { type Crs, gcoordTransform } from '../crs.ts';
import { type LngLat, round5 } from '../plane.ts';

/** Where the shifted systems are defined, and what CGCS2000 is used for: west, south, east, north. */
const CHINA = [72, 0.8, 138, 56] as const;
const WORLD = [-180, -90, 180, 90] as const;

/** Turns a position of the declared system into WGS-84, or says why it cannot be one. */
export type PositionReader = (value: unknown) => LngLat | string;

function inside(
  [west, south, east, north]: readonly [number, number, number, number],
  x: number,
  y: number,
): boolean {
  return x >= west && x <= east && y >= south && y <= north;
}

function complaint(crs: Crs, x: number, y: number): string {
  const at = `${x},${y}`;
  const bounds = crs === 'WGS84' ? WORLD : CHINA;
  if (inside(bounds, y, x)) return `${at} has latitude and longitude exchanged; write longitude first`;
  if (Math.abs(x) > 180 || Math.abs(y) > 180)
    return `${at} are metres of a projection, no degrees; export it in degrees`;
  return `${at} lies outside of where ${crs} is used (${bounds.join(',')}); check --crs`;
}

/** Reads positions of one system: two or three numbers, converted once, five decimals. */
export function positionReader(crs: Crs): PositionReader {
  const bounds = crs === 'WGS84' ? WORLD : CHINA;
  const convert = gcoordTransform(crs);
  return (value) => {
    if (!Array.isArray(value) || value.length < 2) return 'a position is not a list of two or three numbers';
    const [x, y]: unknown[] = value;
    if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y))
      return 'a position is not a list of two or three numbers';
    if (!inside(bounds, x, y)) return complaint(crs, x, y);
    const [lng, lat] = convert([x, y]);
    return [round5(lng), round5(lat)];
  };
}
