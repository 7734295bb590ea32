import gcoord from 'gcoord';
import type { LngLat } from '../contract/entities.ts';
import type { Crs } from '../contract/vocabulary.ts';

// The package is CommonJS and its types describe its ESM build, whose default export is this very object.
const { transform, WGS84, GCJ02, BD09 } = gcoord as unknown as typeof import('gcoord')['default'];
const FOREIGN = { GCJ02, BD09 } as const;

/** Converts degrees to WGS-84. CGCS2000 equals it within centimetres and passes through. */
export function toWgs84({ lng, lat }: LngLat, crs: Crs): LngLat {
  if (crs === 'WGS84' || crs === 'CGCS2000') return { lng, lat };
  const [east = lng, north = lat] = transform([lng, lat], FOREIGN[crs], WGS84);
  return { lng: round(east), lat: round(north) };
}

/** Seven decimals: a centimetre, finer than any fix. */
function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
