import { createRequire } from 'node:module';
import type { Bbox } from '../../../gateway/contract/region.ts';
import { type LngLat, round5 } from './plane.ts';

// The package is CommonJS with the types of an ES module: a plain import has the wrong type.
const gcoord = createRequire(import.meta.url)('gcoord') as typeof import('gcoord')['default'];

/** Coordinate systems an import may be given in. CGCS2000 differs from WGS-84 by centimetres: taken as equal. */
export const CRS_NAMES = ['WGS84', 'CGCS2000', 'GCJ02', 'BD09'] as const;
export type Crs = (typeof CRS_NAMES)[number];

const SIDES = [
  ['west', 180],
  ['south', 90],
  ['east', 180],
  ['north', 90],
] as const;

/** Reads `W,S,E,N`; on bad input adds every problem and answers undefined. */
export function parseCorners(text: string, problems: string[]): Bbox | undefined {
  const parts = text.split(',').map((p) => p.trim());
  if (parts.length !== 4) {
    problems.push(`--bbox "${text}" has ${parts.length} numbers; give four: west,south,east,north`);
    return undefined;
  }
  const before = problems.length;
  const [west, south, east, north] = parts.map((part, i) => {
    const [side, most] = SIDES[i] ?? SIDES[0];
    const value = /^[+-]?\d+(\.\d+)?$/.test(part) ? Number(part) : Number.NaN;
    if (!(Math.abs(value) <= most)) {
      problems.push(`--bbox ${side} "${part}" is not a degree; give a number from -${most} to ${most}`);
    }
    return value;
  }) as unknown as Bbox;
  if (west >= east)
    problems.push(`--bbox west ${west} is not less than east ${east}; the order is west,south,east,north`);
  if (south >= north) {
    problems.push(
      `--bbox south ${south} is not less than north ${north}; the order is west,south,east,north`,
    );
  }
  return problems.length === before ? [west, south, east, north] : undefined;
}

/** Converts positions of a system to WGS-84. */
export function gcoordTransform(crs: Crs): (at: LngLat) => LngLat {
  if (crs === 'WGS84' || crs === 'CGCS2000') return (at) => at;
  const from = crs === 'GCJ02' ? gcoord.GCJ02 : gcoord.BD09;
  return ([lng, lat]) => {
    const [x = lng, y = lat] = gcoord.transform([lng, lat], from, gcoord.WGS84);
    return [x, y];
  };
}

/** The smallest WGS-84 rectangle, five decimals, around the four corners of one in `crs`. */
export function toWgs84([west, south, east, north]: Bbox, crs: Crs): Bbox {
  const corners: LngLat[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
  const converted = corners.map(gcoordTransform(crs));
  const lngs = converted.map((p) => p[0]);
  const lats = converted.map((p) => p[1]);
  return [
    round5(Math.min(...lngs)),
    round5(Math.min(...lats)),
    round5(Math.max(...lngs)),
    round5(Math.max(...lats)),
  ];
}
