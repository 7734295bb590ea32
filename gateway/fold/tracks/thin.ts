import type { LngLat } from '../../contract/entities.ts';
import type { Thinning } from '../../contract/retention.ts';
import type { TrackFix } from './fix.ts';

const METRES_PER_DEGREE = 111_320;

/**
 * A track in the order of its instants without the fixes that the others tell as well: whoever goes evenly from one kept
 * fix to the next is at each instant within the tolerance of where the terminal was. First and last always stay; of
 * several at one instant the last of the log stays. Distances on the plane, good for a county.
 */
export function thinned(fixes: readonly TrackFix[], { toleranceM, fixesAtMost }: Thinning): TrackFix[] {
  const track = inOrder(fixes);
  for (let tolerance = toleranceM; ; tolerance *= 2) {
    const kept = within(track, tolerance);
    if (kept.length <= fixesAtMost) return kept;
  }
}

function inOrder(fixes: readonly TrackFix[]): TrackFix[] {
  const byInstant = new Map<number, TrackFix>();
  for (const fix of fixes) {
    const known = byInstant.get(fix.at);
    if (known === undefined || known.n < fix.n) byInstant.set(fix.at, fix);
  }
  return [...byInstant.values()].sort((a, b) => a.at - b.at);
}

/** Douglas and Peucker's way, with the distance to where an even walk would be at the instant of the fix. */
function within(track: readonly TrackFix[], toleranceM: number): TrackFix[] {
  if (track.length < 3) return [...track];
  const kept = new Set([0, track.length - 1]);
  const stretches: [number, number][] = [[0, track.length - 1]];
  for (let stretch = stretches.pop(); stretch !== undefined; stretch = stretches.pop()) {
    const [first, last] = stretch;
    const { index, distanceM } = farthest(track, first, last);
    if (distanceM <= toleranceM) continue;
    kept.add(index);
    stretches.push([first, index], [index, last]);
  }
  return track.filter((_, index) => kept.has(index));
}

function farthest(track: readonly TrackFix[], first: number, last: number) {
  let [index, distanceM] = [first, 0];
  const [from, to] = [track[first], track[last]] as [TrackFix, TrackFix];
  for (let i = first + 1; i < last; i += 1) {
    const fix = track[i] as TrackFix;
    const metres = distance(fix, between(from, to, fix.at));
    if (metres > distanceM) [index, distanceM] = [i, metres];
  }
  return { index, distanceM };
}

function between(from: TrackFix, to: TrackFix, at: number): LngLat {
  const share = (at - from.at) / (to.at - from.at);
  return { lng: from.lng + share * (to.lng - from.lng), lat: from.lat + share * (to.lat - from.lat) };
}

function distance(a: LngLat, b: LngLat): number {
  const east = (a.lng - b.lng) * Math.cos((a.lat * Math.PI) / 180);
  return Math.hypot(east, a.lat - b.lat) * METRES_PER_DEGREE;
}
