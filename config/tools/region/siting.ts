import type { Area } from './areas.ts';
import { at, minBy, range } from './arrays.ts';
import { contains } from './label.ts';
import { distance, type LngLat, type Plane, type Pt } from './plane.ts';
import { between, type Rng } from './rng.ts';
import type { Road } from './roads.ts';

/** Where things stand: near roads, and in which village. */
export interface Ground {
  plane: Plane;
  villages: readonly Area[];
  /** Points of all roads but expressways, by village index. */
  roadside: readonly (readonly Pt[])[];
  /** Index of the village that holds a place; undefined outside the county. */
  villageAt(place: LngLat): number | undefined;
}

/** Sorts the road points into villages. */
export function makeGround(plane: Plane, villages: readonly Area[], roads: readonly Road[]): Ground {
  const points = roads.filter((r) => r.class !== '高速').flatMap((r) => r.line);
  const boxes = villages.map((v) => {
    const ring = at(v.polygon, 0);
    const [lng, lat] = [ring.map((p) => p[0]), ring.map((p) => p[1])];
    return [Math.min(...lng), Math.min(...lat), Math.max(...lng), Math.max(...lat)] as const;
  });
  const within = (i: number, [lng, lat]: LngLat): boolean => {
    const [w, s, e, n] = at(boxes, i);
    return lng >= w && lng <= e && lat >= s && lat <= n && contains(at(villages, i).polygon, [lng, lat]);
  };
  const roadside: Pt[][] = villages.map(() => []);
  const villageAt = (place: LngLat): number | undefined =>
    range(villages.length).find((v) => within(v, place));
  for (const p of points) {
    const i = villageAt(plane.toLngLat(p));
    if (i !== undefined) at(roadside, i).push(p);
  }
  return { plane, villages, roadside, villageAt };
}

const TRIES = 24;

/**
 * A place in a village within `offKm` of a road and, where possible, `apartKm` from the places already `used`;
 * the village's label point when no road passes. Adds the place to `used`.
 */
export function sitePlace(
  rng: Rng,
  ground: Ground,
  village: number,
  room: { offKm: number; apartKm: number; used: Pt[] },
): LngLat {
  const area = at(ground.villages, village);
  const roadside = at(ground.roadside, village);
  const drawn = range(roadside.length === 0 ? 0 : TRIES)
    .map((): Pt => {
      const p = at(roadside, Math.floor(rng() * roadside.length));
      return [p[0] + between(rng, -room.offKm, room.offKm), p[1] + between(rng, -room.offKm, room.offKm)];
    })
    .filter((p) => contains(area.polygon, ground.plane.toLngLat(p)));
  const crowd = (p: Pt): number => {
    const gap = Math.min(Number.MAX_VALUE, ...room.used.map((u) => distance(u, p)));
    return gap >= room.apartKm ? 0 : room.apartKm - gap;
  };
  const place = drawn.length > 0 ? minBy(drawn, crowd) : ground.plane.toPlane(area.label);
  room.used.push(place);
  return ground.plane.toLngLat(place);
}
