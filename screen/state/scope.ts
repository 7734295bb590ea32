import type { Placed, Tracked } from '../../gateway/contract/entities.ts';
import type { RegionArea } from '../../gateway/contract/region.ts';
import { COUNTED_REALITIES } from '../../gateway/contract/vocabulary.ts';

/** Exercise and test entities live in an overlay that no list and no count of the wall reads. */
export function counts(entity: Tracked): boolean {
  return COUNTED_REALITIES.includes(entity.reality);
}

/** Whether something stands in the area the wall is narrowed to; null is the whole county. */
export function inScope(place: Pick<Placed, 'area' | 'village' | 'street'>, area: string | null): boolean {
  return area === null || place.area === area || place.village === area || place.street === area;
}

export type AreaNames = ReadonlyMap<string, RegionArea>;

export function indexAreas(areas: readonly RegionArea[]): AreaNames {
  return new Map(areas.map((area) => [area.id, area]));
}

/** Ids that narrow nothing: the county itself stands for every place of the wall. */
export function scopeOf(area: string | null, areas: AreaNames): string | null {
  return area === null || areas.get(area)?.level === 'county' ? null : area;
}
