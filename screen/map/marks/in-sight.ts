import { isAnnounced, isUnseenP1 } from '../../../gateway/contract/alarms.ts';
import type { LngLat } from '../../../gateway/contract/entities.ts';
import type { Rings } from '../geo/polygon.ts';
import type { MapData } from '../port.ts';
import type { ScaleView } from './alike.ts';
import { loudMarks } from './loud.ts';

type Loud = Pick<MapData, 'alarm' | 'calling' | 'focus'>;

/** How an alarm P1 that waits is drawn, in an exercise too. */
const WAITING = ['p1', 'p1-ghost'];

/** Places of the marks that no card may cover, as they are drawn: calls for help, and alarms P1 that wait. */
export function placesInSight(
  data: Loud,
  view: ScaleView,
  outline: readonly Rings[] = [],
): readonly LngLat[] {
  const { calls, alarms } = loudMarks(data, view, outline);
  return [...calls, ...alarms.filter(({ icon }) => WAITING.includes(icon))];
}

/** Changes when one of them comes, goes or moves: what is less urgent never pushes one aside. */
export function inSightKey({ alarm, calling, focus }: Loud): string {
  const waiting = [...alarm.values()].filter((one) => isUnseenP1(one) && isAnnounced(one));
  const places = [...calling, ...waiting].map(
    ({ id, location }) => `${id} ${location?.lng} ${location?.lat}`,
  );
  return [...places, focus?.id].join();
}
