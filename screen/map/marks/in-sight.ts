import { isAnnounced, isUnseenP1 } from '../../../gateway/contract/alarms.ts';
import type { LngLat } from '../../../gateway/contract/entities.ts';
import type { Crossable, Disc } from '../geo/leader.ts';
import { toPixel } from '../geo/mercator.ts';
import type { Rings } from '../geo/polygon.ts';
import type { EntityRef, MapData, Mark } from '../port.ts';
import type { ScaleView } from './alike.ts';
import { loudMarks } from './loud.ts';
import { ALARM_MARKS, MARK_REM, type MarkName } from './marks.ts';

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

/** How marks are drawn that wait for somebody: no line is to run over one. */
const LOUD: readonly MarkName[] = ['sos', 'sos-ghost', ...ALARM_MARKS, 'p1-ghost'];
/** What it matters that a line runs over a mark: one that waits, a high risk, any other. */
const WEIGHTS = { loud: 1, high: 0.6, other: 0.2 } as const;
/** Share of a mark's size that its shape reaches from its middle. */
const BODY = 0.45;

/** What a line to a mark looks at, on a map as it stands. */
export interface LineSight {
  /** The mark that it goes to, as it is drawn. */
  readonly own: Disc;
  /** Marks that it had better not cross. */
  readonly others: readonly Crossable[];
}

function weightOf({ icon }: Mark): number {
  if (LOUD.includes(icon)) return WEIGHTS.loud;
  return icon === 'high' ? WEIGHTS.high : WEIGHTS.other;
}

/** @param at where the mark stands that is looked at @param shown marks that stand on the map */
export function lineSight(
  at: LngLat,
  focus: EntityRef | null,
  shown: readonly Mark[],
  { transform, remPx }: ScaleView,
): LineSight {
  const marks = shown.filter(({ icon }) => !icon.startsWith('count-'));
  const size = marks.find(({ id }) => id === focus?.id)?.size ?? MARK_REM.low * remPx;
  const others = marks.filter(({ id }) => id !== focus?.id);
  return {
    own: { ...toPixel(transform, at), radius: size / 2 },
    others: others.map((mark) => ({
      ...toPixel(transform, mark),
      radius: BODY * mark.size,
      weight: weightOf(mark),
    })),
  };
}
