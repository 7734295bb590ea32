import { at } from '../arrays.ts';
import { type LngLat, signedArea } from '../plane.ts';
import type { Polygon } from '../rings.ts';
import type { Shape } from './model.ts';
import type { PositionReader } from './positions.ts';
import type { RawFeature } from './read-json.ts';
import { firstCrossing } from './self-crossing.ts';

function same(a: LngLat | undefined, b: LngLat | undefined): boolean {
  return a?.[0] === b?.[0] && a?.[1] === b?.[1];
}

/** Positions without repetitions; the reason when one cannot be read. */
export function readLine(value: unknown, read: PositionReader): LngLat[] | string {
  if (!Array.isArray(value)) return 'its coordinates are not a list of positions';
  const line: LngLat[] = [];
  for (const one of value as unknown[]) {
    const place = read(one);
    if (typeof place === 'string') return place;
    if (!same(place, line[line.length - 1])) line.push(place);
  }
  return line;
}

function readRing(value: unknown, read: PositionReader, outer: boolean): LngLat[] | string {
  const ring = readLine(value, read);
  if (typeof ring === 'string') return ring;
  if (ring.length === 0) return 'a ring is empty';
  const [first, last] = [at(ring, 0), at(ring, ring.length - 1)];
  if (!same(first, last))
    return `a ring is not closed: it begins at ${first.join()} and ends at ${last.join()}`;
  if (ring.length < 4) return `a ring at ${first.join()} has fewer than three different corners`;
  const crossing = firstCrossing(ring);
  if (crossing) return `a ring crosses itself at ${crossing.join()}`;
  return signedArea(ring) > 0 === outer ? ring : ring.reverse();
}

function readPolygon(value: unknown, read: PositionReader): Polygon | string {
  if (!Array.isArray(value) || value.length === 0) return 'a polygon has no ring';
  const rings: Polygon = [];
  for (const [i, one] of (value as unknown[]).entries()) {
    const ring = readRing(one, read, i === 0);
    if (typeof ring === 'string') return ring;
    rings.push(ring);
  }
  return rings;
}

/** The polygons of a feature, wound as RFC 7946 wants; the reason when it has none. */
export function readShape({ geometry }: RawFeature, read: PositionReader): Shape | string {
  if (geometry === null) return 'it has no geometry';
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')
    return `it is a ${geometry.type}; an area needs a Polygon or MultiPolygon`;
  const list: unknown = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  if (!Array.isArray(list) || list.length === 0) return 'its geometry is empty';
  const polygons: Polygon[] = [];
  for (const one of list as unknown[]) {
    const polygon = readPolygon(one, read);
    if (typeof polygon === 'string') return polygon;
    polygons.push(polygon);
  }
  return polygons;
}
