import type { TerminalEntity } from '../../../../gateway/contract/entities.ts';
import type { Bbox } from '../../../../gateway/contract/region.ts';

/** How many states of all places are prepared: making them is nobody's cost. */
export const VARIANTS = 4;

export interface Place {
  readonly lng: number;
  readonly lat: number;
}

/** `count` places inside a box, all of them elsewhere in each variant. */
export function places(count: number, [west, south, east, north]: Bbox): readonly (readonly Place[])[] {
  return Array.from({ length: VARIANTS }, (_, variant) =>
    Array.from({ length: count }, (_, i) => ({
      lng: west + (east - west) * (((i + variant / VARIANTS) * 0.618034) % 1),
      lat: south + (north - south) * (((i + variant / VARIANTS) * 0.414214) % 1),
    })),
  );
}

/** A terminal of the replica at a place. */
export function terminalAt(place: Place, i: number): TerminalEntity {
  return {
    id: `T${i}`,
    source: 'urn:yitu:bench',
    reality: 'simulated',
    version: 1,
    flags: [],
    name: `T${i}`,
    unit: null,
    village: null,
    street: null,
    location: place,
    fixAt: 0,
    accuracyM: 8,
    headingDeg: 90,
    battery: 80,
    onDuty: true,
    state: 'ONLINE',
    sosAt: null,
    rostered: true,
    dispatch: null,
  };
}

export function featuresOf(all: readonly Place[]): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: all.map(({ lng, lat }, i) => ({
      type: 'Feature',
      id: i,
      properties: {},
      geometry: { type: 'Point', coordinates: [lng, lat] },
    })),
  };
}
