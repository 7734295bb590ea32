/** A point of the working plane: kilometres east and north of the county seat. */
export type Pt = readonly [x: number, y: number];

/** Longitude and latitude in degrees, WGS-84. */
export type LngLat = readonly [lng: number, lat: number];

/** The seat of the made-up county: the example event of the handbook lies here, in its urban core. */
export const ORIGIN: LngLat = [103.82, 25.6];

const KM_PER_DEG_LAT = 110.78;
const KM_PER_DEG_LNG = 100.18;
const EARTH_KM = 6371.0088;
const RAD = Math.PI / 180;

/** Rounds a degree to five decimals, about one metre. */
export function round5(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}

/** Plane to degrees, rounded to five decimals. */
export function toLngLat([x, y]: Pt): LngLat {
  return [round5(ORIGIN[0] + x / KM_PER_DEG_LNG), round5(ORIGIN[1] + y / KM_PER_DEG_LAT)];
}

/** Degrees to plane. */
export function toPlane([lng, lat]: LngLat): Pt {
  return [(lng - ORIGIN[0]) * KM_PER_DEG_LNG, (lat - ORIGIN[1]) * KM_PER_DEG_LAT];
}

/** Distance in kilometres. */
export function distance(a: Pt, b: Pt): number {
  const dx = a[0] - b[0];
  const dy = a[1] - b[1];
  return Math.sqrt(dx * dx + dy * dy);
}

/** The point at share `t` of the way from `a` to `b`. */
export function lerp(a: Pt, b: Pt, t: number): Pt {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
}

/** Twice the signed area of triangle a b c; positive when it turns left. */
export function cross(a: Pt, b: Pt, c: Pt): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** Signed area of a ring in degrees² (open or closed); positive when counter-clockwise. */
export function signedArea(ring: readonly Pt[]): number {
  let sum = 0;
  let previous = ring[ring.length - 1];
  for (const p of ring) {
    if (previous) sum += previous[0] * p[1] - p[0] * previous[1];
    previous = p;
  }
  return sum / 2;
}

/**
 * Area on the sphere in km² of a closed ring of degrees, positive when counter-clockwise. Sums of parts equal
 * the whole, because each shared edge counts once with either sign.
 */
export function sphereArea(ring: readonly LngLat[]): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i += 1) {
    const [lngA, latA] = ring[i - 1] as LngLat;
    const [lngB, latB] = ring[i] as LngLat;
    sum += (lngB - lngA) * RAD * (2 + Math.sin(latA * RAD) + Math.sin(latB * RAD));
  }
  return (-sum * EARTH_KM * EARTH_KM) / 2;
}
