import type { LngLat, Placed } from '../contract/entities.ts';
import type { LogEntry } from '../contract/entry.ts';
import type { Flag } from '../contract/vocabulary.ts';
import type { Setting } from './context.ts';
import type { Cells, Patch } from './stamp.ts';

/** Where something is, as fields of their own. `area` is kept as told: it may become known by a later configuration. */
export interface PlaceFields {
  readonly location: LngLat | null;
  readonly area: string | null;
  readonly address: string | null;
  /** What the door found odd about this place. */
  readonly placeFlags: readonly Flag[];
}

interface PlaceData {
  readonly location?: LngLat | undefined;
  readonly area?: string | undefined;
  readonly address?: string | undefined;
}

/** A location without an area is a place outside the region: the former area goes, flags say why. */
export function placePatch(data: PlaceData, entry: LogEntry): Patch<PlaceFields> {
  const located = data.location !== undefined;
  const placed = located || data.area !== undefined || entry.area !== null;
  return {
    location: data.location === undefined ? undefined : pointOf(data.location),
    area: placed ? (entry.area ?? data.area ?? null) : undefined,
    address: data.address === undefined ? undefined : data.address || null,
    placeFlags: placed ? placeFlagsOf(entry.flags) : undefined,
  };
}

export function pointOf(location: LngLat): LngLat {
  return { lng: location.lng, lat: location.lat };
}

/** `area` and its parents as far as the configuration knows them. */
export function placedBy(cells: Cells<PlaceFields>, setting: Setting): Placed {
  const told = cells.area?.v ?? null;
  const known = told === null ? undefined : setting.areas.get(told);
  return {
    location: cells.location?.v ?? null,
    area: known === undefined ? null : told,
    village: known?.village ?? null,
    street: known?.street ?? null,
    address: cells.address?.v ?? null,
  };
}

const ABOUT_PLACE: readonly Flag[] = ['outside_region', 'unknown_area'];

/** Of an entry's flags those that speak of its place; the others speak of the entry. */
export function placeFlagsOf(flags: readonly Flag[]): readonly Flag[] {
  return flags.length === 0 ? flags : flags.filter((flag) => ABOUT_PLACE.includes(flag));
}

/** Flags of the last place, and `clock_skew` once any event of the entity carried it. */
export function flagsBy(placeFlags: readonly Flag[] | undefined, skewed: boolean): readonly Flag[] {
  const flags = placeFlags ?? [];
  return skewed ? [...flags, 'clock_skew'] : flags;
}
