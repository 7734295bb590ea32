import { fromPixel, toPixel } from '../geo/mercator.ts';
import type { Rings } from '../geo/polygon.ts';
import type { LayerContext, MapData, MapKind, Mark, MountedLayer } from '../port.ts';
import { perScale } from '../view/view.ts';
import { type Crowding, joinAlike, type ScaleView } from './alike.ts';
import { createStand, nearestFree, type Stand, type Standing } from './apart.ts';
import { alarmMarks, callMarks } from './build.ts';
import { CLUSTER_LEAST } from './clusters.ts';
import { createMarkSet } from './mark-set.ts';

/**
 * Alarms that look the same become one from so many on that stand within so many rem: those that would touch, and a crowd,
 * which would else push its own members far from where they are. A P1 is told in a crowd by itself.
 */
const CROWDINGS: readonly Crowding[] = [
  { least: 6, reachRem: 5, spares: ({ icon }) => icon === 'p1' },
  { least: CLUSTER_LEAST, reachRem: 2 },
];
/** In rem: room around the middle of a mark, alone or with a number. */
const ROOM_REM = { alone: 1, several: 1.5 } as const;

/** What nothing may cover, in drawing order. */
export interface LoudMarks {
  readonly calls: readonly Mark[];
  readonly alarms: readonly Mark[];
  /** Where all of them stand. */
  readonly standing: readonly Standing[];
}

/** Gives each mark, in turn, the free place nearest to its own; `taken` grows with them. */
function placeApart(marks: readonly Mark[], taken: Stand, { transform, remPx }: ScaleView): readonly Mark[] {
  return marks.map((mark): Mark => {
    const pixel = toPixel(transform, mark);
    const room = ROOM_REM[mark.count === undefined ? 'alone' : 'several'] * remPx;
    const free = nearestFree({ pixel, room }, taken);
    taken.take({ pixel: free, room });
    const { lng, lat } = mark;
    return free === pixel
      ? mark
      : { ...mark, ...fromPixel(transform, free), from: mark.from ?? { lng, lat } };
  });
}

/**
 * Calls for help and alarms, each to be seen however many there are at one place: what looks the same is one mark with a
 * number, and none stands on another. Who calls for help keeps its place first, then what is looked at, then the alarms
 * by urgency, so that in a flood the one that the hall must look at stays where it is. @param outline of the region
 */
export function loudMarks(
  { alarm, calling, focus }: Pick<MapData, 'alarm' | 'calling' | 'focus'>,
  view: ScaleView,
  outline: readonly Rings[] = [],
): LoudMarks {
  const taken = createStand([]);
  const calls = placeApart(callMarks(calling, view.remPx, outline), taken, view);
  const looked = focus?.kind === 'alarm' ? focus.id : null;
  const urgent = [...alarmMarks(alarm.values(), view.remPx, outline)].reverse();
  urgent.sort((a, b) => Number(b.id === looked) - Number(a.id === looked));
  const alarms = placeApart(joinAlike(urgent, CROWDINGS, view), taken, view);
  return { calls: [...calls].reverse(), alarms: [...alarms].reverse(), standing: taken.all };
}

/** The same on the map of a layer. */
export function loudIn(
  { view, theme, geometry }: Pick<LayerContext, 'view' | 'theme' | 'geometry'>,
  data: Pick<MapData, 'alarm' | 'calling' | 'focus'>,
): LoudMarks {
  return loudMarks(data, { transform: view.transform(), remPx: theme.remPx }, geometry.county);
}

/** A layer of the marks of one kind that nothing may cover. */
export function mountLoud(
  context: LayerContext,
  { kind, order, show }: { kind: MapKind; order: number; show: 'calls' | 'alarms' },
): MountedLayer {
  const marks = createMarkSet(context, kind, order);
  let data: MapData | null = null;
  const picture = perScale(
    context.view,
    () => data && marks.show(context.places.of(context, data).loud[show]),
  );
  return {
    update(next) {
      data = next;
      picture.draw();
    },
    pick: marks.pick,
    stop() {
      picture.stop();
      marks.stop();
    },
  };
}
