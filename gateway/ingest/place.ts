import type { LngLat } from '../contract/entities.ts';
import type { Crs, Flag } from '../contract/vocabulary.ts';
import { toWgs84 } from './crs.ts';
import type { RegionIndex } from './region-index.ts';

interface SentLocation extends LngLat {
  readonly crs?: Crs;
}

/** Where an event belongs, and its data with the location in WGS-84. */
export interface Placement {
  readonly data: Readonly<Record<string, unknown>>;
  readonly area: string | null;
  readonly flags: readonly Flag[];
}

/**
 * Places an event's data in the region. The location is converted once, from its own CRS or else the producer's;
 * `srcCrs` stays as a note of that. A known `area` stands as sent; an unknown one is flagged and found from the location.
 * A location outside the region is accepted and flagged.
 */
export function placeInRegion(
  data: Readonly<Record<string, unknown>>,
  producerCrs: Crs,
  region: RegionIndex,
): Placement {
  const sent = data.location as SentLocation | undefined;
  const named = typeof data.area === 'string' ? data.area : null;
  const location = sent === undefined ? null : inWgs84(sent, sent.crs ?? producerCrs);
  const found = location === null ? null : region.locate(location.lng, location.lat);
  const flags: Flag[] = [];
  if (location !== null && found === null) flags.push('outside_region');
  if (named !== null && !region.has(named)) flags.push('unknown_area');
  return {
    data: location === null ? data : { ...data, location },
    area: named !== null && region.has(named) ? named : found,
    flags,
  };
}

function inWgs84({ crs: _declared, ...location }: SentLocation, crs: Crs): LngLat & { srcCrs?: Crs } {
  const point = toWgs84(location, crs);
  const moved = point.lng !== location.lng || point.lat !== location.lat;
  return { ...location, ...point, ...(moved ? { srcCrs: crs } : {}) };
}
