/** Each next point of a sunflower's head lies this much further round. */
const GOLDEN_RAD = Math.PI * (3 - Math.sqrt(5));

/** West, south, east, north; degrees WGS-84. */
export type Box = readonly [number, number, number, number];

/**
 * The place of the `i`-th of `count` events: a sunflower that fills the box evenly, so that on the map a missing event
 * is a hole that can be seen.
 */
export function placeOnSunflower(
  i: number,
  count: number,
  box: Box,
): { readonly lng: number; readonly lat: number } {
  const radius = Math.sqrt((i + 0.5) / Math.max(count, i + 1));
  const angle = i * GOLDEN_RAD;
  const [west, south, east, north] = box;
  const round = (value: number) => Math.round(value * 1e5) / 1e5;
  return {
    lng: round((west + east) / 2 + ((east - west) / 2) * radius * Math.cos(angle)),
    lat: round((south + north) / 2 + ((north - south) / 2) * radius * Math.sin(angle)),
  };
}
