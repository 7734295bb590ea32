import type { LngLat, TerminalEntity } from '../../gateway/contract/entities.ts';
import { counts } from './scope.ts';

const EARTH_RADIUS_M = 6_371_008.8;
const RAD = Math.PI / 180;
/** States with a fix that is not stale. */
const REACHABLE: readonly TerminalEntity['state'][] = ['ONLINE', 'LOW_BATTERY'];

/** Straight-line distance in metres on the mean sphere (haversine); enough for the kilometres of one county. */
export function distanceM(a: LngLat, b: LngLat): number {
  const dLat = (b.lat - a.lat) * RAD;
  const dLng = (b.lng - a.lng) * RAD;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * RAD) * Math.cos(b.lat * RAD) * Math.sin(dLng / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

export interface NearTerminal {
  readonly id: string;
  readonly distanceM: number;
}

/** The nearest terminals on duty with a live fix, nearest first. Straight lines: no road, no river is known here. */
export function nearestTerminals(
  place: LngLat,
  terminals: ReadonlyMap<string, TerminalEntity>,
  count = 3,
): NearTerminal[] {
  const near: NearTerminal[] = [];
  for (const terminal of terminals.values()) {
    if (!terminal.onDuty || terminal.location === null) continue;
    if (!REACHABLE.includes(terminal.state) || !counts(terminal)) continue;
    if (terminal.flags.includes('inaccurate')) continue;
    near.push({ id: terminal.id, distanceM: distanceM(place, terminal.location) });
  }
  return near.sort((a, b) => a.distanceM - b.distanceM || a.id.localeCompare(b.id)).slice(0, count);
}
