import type { CaseEntity, LngLat } from '../../../gateway/contract/entities.ts';
import { SCREEN_KIND_OF } from '../../../gateway/contract/vocabulary.ts';
import type { AreaShape } from './geometry.ts';
import { hashText, spread } from './hash.ts';
import { boundsOf, contains } from './polygon.ts';

/** Side of the cell that stands in for a village where the region has none, in degrees (about a kilometre). */
const CELL_DEG = 0.01;
const TRIES = 24;

function pointInside(shape: AreaShape, seed: number): LngLat {
  const next = spread(seed);
  const [west, south, east, north] = boundsOf(shape.polygons);
  for (let round = 0; round < TRIES; round += 1) {
    const at = { lng: west + next() * (east - west), lat: south + next() * (north - south) };
    if (contains(shape.polygons, at)) return at;
  }
  return shape.label;
}

function pointInCell(at: LngLat, seed: number): LngLat {
  const next = spread(seed);
  const within = (value: number): number => (Math.floor(value / CELL_DEG) + next()) * CELL_DEG;
  return { lng: within(at.lng), lat: within(at.lat) };
}

type Areas = ReadonlyMap<string, AreaShape>;

const placed = new WeakMap<Areas, WeakMap<CaseEntity, LngLat | null>>();

/** An item that changes is another object: where it stands is worked out once. */
function placesIn(areas: Areas): WeakMap<CaseEntity, LngLat | null> {
  const places = placed.get(areas) ?? new WeakMap<CaseEntity, LngLat | null>();
  placed.set(areas, places);
  return places;
}

/**
 * Where an item's mark stands: null if it is outside the region or has no place. Facilities and hazards stand at their
 * point; disputes and appeals at a point of their village that depends on the item's id alone, so that no mark tells
 * a door and two items of one household do not meet.
 */
export function placeOfCase(item: CaseEntity, areas: Areas): LngLat | null {
  const places = placesIn(areas);
  const known = places.get(item);
  if (known !== undefined) return known;
  const place = findPlace(item, areas);
  places.set(item, place);
  return place;
}

/**
 * Whether the map has a place for an item, by what it tells of itself. Where the region has no shape of its village or
 * street, nor the item a point, it has none either.
 */
export function hasPlace(
  { flags, kind, location, village, street }: CaseEntity,
  knows: (level: 'villages' | 'towns') => boolean,
): boolean {
  if (flags.includes('outside_region')) return false;
  if (location !== null) return true;
  if (SCREEN_KIND_OF[kind] === 'HAZARDS') return false;
  return (village !== null && knows('villages')) || (street !== null && knows('towns'));
}

function findPlace(item: CaseEntity, areas: Areas): LngLat | null {
  if (item.flags.includes('outside_region')) return null;
  if (SCREEN_KIND_OF[item.kind] === 'HAZARDS') return item.location;
  const shape = areas.get(item.village ?? '') ?? areas.get(item.street ?? '');
  const seed = hashText(item.id);
  if (shape) return pointInside(shape, seed);
  return item.location && pointInCell(item.location, seed);
}
