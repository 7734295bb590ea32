import { isAnnounced, isUnseenP1 } from '../../../gateway/contract/alarms.ts';
import { hasPlace } from '../geo/place.ts';
import type { MapData, MapKind } from '../port.ts';
import { isOpen } from './build.ts';
import { isGhost } from './marks.ts';

interface Pointed {
  readonly location: unknown;
  readonly flags: readonly string[];
}
const pointless = ({ location, flags }: Pointed): boolean =>
  location === null || flags.includes('outside_region');

/**
 * How much of what the numbers of the map count has no mark, for want of a place in the region: open items, alarms that
 * ask for attention, AI leads that nobody has judged, calls for help. List, map and number agree once it is told
 * (decisions D8). Calls for help and alarms P1 that wait stand on the border if they are across it.
 * @param knows whether the region has shapes of its villages, of its towns
 */
export function unplacedCount(
  data: Pick<MapData, MapKind>,
  knows: (level: 'villages' | 'towns') => boolean,
): number {
  let count = 0;
  for (const item of data.case.values())
    if (isOpen(item) && !isGhost(item) && !hasPlace(item, knows)) count += 1;
  for (const alarm of data.alarm.values())
    if (
      isAnnounced(alarm) &&
      !isGhost(alarm) &&
      (isUnseenP1(alarm) ? alarm.location === null : pointless(alarm))
    )
      count += 1;
  for (const lead of data.video.values())
    if (lead.state === 'LEAD' && !isGhost(lead) && pointless(lead)) count += 1;
  for (const one of data.terminal.values())
    if (one.sosAt !== null && !isGhost(one) && one.location === null) count += 1;
  return count;
}
