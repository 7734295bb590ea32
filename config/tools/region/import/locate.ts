import { at } from '../arrays.ts';
import type { LngLat } from '../plane.ts';
import { shapeBounds, shapeContains } from './geometry.ts';
import type { ImportedArea } from './model.ts';

/** The first area that holds a place; null when none does. */
export type Locate = (p: LngLat) => ImportedArea | null;

/** Looks places up among areas; only those whose rectangle holds the place are tested. */
export function locateIn(areas: readonly ImportedArea[]): Locate {
  const boxes = areas.map(({ shape }) => shapeBounds(shape));
  return ([lng, lat]) => {
    const found = areas.find(({ shape }, i) => {
      const [west, south, east, north] = at(boxes, i);
      return lng >= west && lng <= east && lat >= south && lat <= north && shapeContains(shape, [lng, lat]);
    });
    return found ?? null;
  };
}

/** Where a point stands, for its properties: village and street; null when it is outside of the county. */
export type Home = (p: LngLat) => { readonly village: string | null; readonly town: string | null } | null;

/** Finds village and street of points. */
export function homeIn(
  areas: Readonly<Record<'county' | 'town' | 'village', readonly ImportedArea[]>>,
): Home {
  const [county, town, village] = [locateIn(areas.county), locateIn(areas.town), locateIn(areas.village)];
  return (p) =>
    county(p) === null ? null : { village: village(p)?.code ?? null, town: town(p)?.code ?? null };
}
