/** A point of the working plane: kilometres east and north of the county seat. */
export type Pt = readonly [x: number, y: number];

/** Longitude and latitude in degrees, WGS-84. */
export type LngLat = readonly [lng: number, lat: number];

/** The seat of the made-up county: the example event of the handbook lies here, in its urban core. */
export const ORIGIN: LngLat = [103.82, 25.6];

const KM_PER_DEG_LAT = 110.78;
/** At the latitude of `ORIGIN`; elsewhere it goes with the cosine. */
const KM_PER_DEG_LNG = 100.18;
const EARTH_KM = 6371.0088;
const RAD = Math.PI / 180;

/** Rounds a degree to five decimals, about one metre. */
export function round5(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}

/** The working plane of one county: kilometres around its origin. */
export interface Plane {
  origin: LngLat;
  /** Plane to degrees, rounded to five decimals. */
  toLngLat(p: Pt): LngLat;
  /** Degrees to plane. */
  toPlane(at: LngLat): Pt;
}

/** The plane around a place. Lengths are true to about one per cent within a county (equirectangular). */
export function planeAt(origin: LngLat): Plane {
  const kmPerLng = KM_PER_DEG_LNG * (Math.cos(origin[1] * RAD) / Math.cos(ORIGIN[1] * RAD));
  return {
    origin,
    toLngLat: ([x, y]) => [round5(origin[0] + x / kmPerLng), round5(origin[1] + y / KM_PER_DEG_LAT)],
    toPlane: ([lng, lat]) => [(lng - origin[0]) * kmPerLng, (lat - origin[1]) * KM_PER_DEG_LAT],
  };
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
