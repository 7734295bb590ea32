import { fromPixel, type PixelPoint, type Transform, toPixel } from '../geo/mercator.ts';
import type { LayerContext, MapData, MapKind, Mark, MountedLayer } from '../port.ts';
import { perScale } from '../view/view.ts';
import { nearestFree, type Standing } from './apart.ts';
import { countOf } from './badge.ts';
import { alarmMarks, callMarks } from './build.ts';
import { CLUSTER_LEAST } from './clusters.ts';
import { createMarkSet } from './mark-set.ts';

/**
 * Alarms that look the same become one from so many on that stand within so many rem: those that would touch, and a crowd,
 * which would else push its own members far from where they are. A P1 is told in a crowd by itself.
 */
const CROWD = { least: 6, reachRem: 5, gravest: false } as const;
const TOUCHING = { least: CLUSTER_LEAST, reachRem: 2, gravest: true } as const;
/** In rem: room around the middle of a mark, alone or with a number. */
const ROOM_REM = { alone: 1, several: 1.5 } as const;

/** What nothing may cover, in drawing order. */
export interface LoudMarks {
  readonly calls: readonly Mark[];
  readonly alarms: readonly Mark[];
  /** Where all of them stand. */
  readonly standing: readonly Standing[];
}

/** The map as it stands. */
export interface LoudView {
  readonly transform: Transform;
  readonly remPx: number;
}

interface Alike {
  readonly pixel: PixelPoint;
  readonly marks: [Mark, ...Mark[]];
}

function apart(a: PixelPoint, b: PixelPoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function heapsOf(marks: readonly Mark[], reachRem: number, { transform, remPx }: LoudView): Alike[] {
  const heaps: Alike[] = [];
  for (const mark of marks) {
    const pixel = toPixel(transform, mark);
    const heap = heaps.find(
      (one) => one.marks[0].icon === mark.icon && apart(one.pixel, pixel) < reachRem * remPx,
    );
    if (heap) heap.marks.push(mark);
    else heaps.push({ pixel, marks: [mark] });
  }
  return heaps;
}

/** Those that look the same and crowd or touch are one with their number, where the first of them stands, in its turn. */
function joinAlike(marks: readonly Mark[], view: LoudView): readonly Mark[] {
  const joined = new Map<Mark, Mark | null>();
  for (const { least, reachRem, gravest } of [CROWD, TOUCHING]) {
    const alone = marks.filter((mark) => !joined.has(mark) && (gravest || mark.icon !== 'p1'));
    for (const { marks: alike } of heapsOf(alone, reachRem, view)) {
      if (alike.length < least) continue;
      for (const one of alike) joined.set(one, null);
      const of = alike.map(({ id }) => id);
      joined.set(alike[0], { ...alike[0], count: countOf(alike.length), of });
    }
  }
  return marks.flatMap((mark) => (joined.has(mark) ? (joined.get(mark) ?? []) : mark));
}

/** Gives each mark, in turn, the free place nearest to its own; `taken` grows with them. */
function placeApart(
  marks: readonly Mark[],
  taken: Standing[],
  { transform, remPx }: LoudView,
): readonly Mark[] {
  return marks.map((mark): Mark => {
    const pixel = toPixel(transform, mark);
    const room = ROOM_REM[mark.count === undefined ? 'alone' : 'several'] * remPx;
    const free = nearestFree({ pixel, room }, taken);
    taken.push({ pixel: free, room });
    const { lng, lat } = mark;
    return free === pixel ? mark : { ...mark, ...fromPixel(transform, free), from: { lng, lat } };
  });
}

/**
 * Calls for help and alarms, each to be seen however many there are at one place: what looks the same is one mark with a
 * number, and none stands on another. Who calls for help keeps its place first, then what is looked at, then the alarms
 * by urgency, so that in a flood the one that the hall must look at stays where it is.
 */
export function loudMarks(
  { alarm, calling, focus }: Pick<MapData, 'alarm' | 'calling' | 'focus'>,
  view: LoudView,
): LoudMarks {
  const taken: Standing[] = [];
  const calls = placeApart(callMarks(calling, view.remPx), taken, view);
  const looked = focus?.kind === 'alarm' ? focus.id : null;
  const urgent = [...alarmMarks(alarm.values(), view.remPx)].reverse();
  urgent.sort((a, b) => Number(b.id === looked) - Number(a.id === looked));
  const alarms = placeApart(joinAlike(urgent, view), taken, view);
  return { calls: [...calls].reverse(), alarms: [...alarms].reverse(), standing: taken };
}

/** The same on the map of a layer. */
export function loudIn(
  { view, theme }: Pick<LayerContext, 'view' | 'theme'>,
  data: Pick<MapData, 'alarm' | 'calling' | 'focus'>,
): LoudMarks {
  return loudMarks(data, { transform: view.transform(), remPx: theme.remPx });
}

/** A layer of the marks of one kind that nothing may cover. */
export function mountLoud(
  context: LayerContext,
  { kind, order, show }: { kind: MapKind; order: number; show: 'calls' | 'alarms' },
): MountedLayer {
  const marks = createMarkSet(context, kind, order);
  let data: MapData | null = null;
  const picture = perScale(context.view, () => data && marks.show(loudIn(context, data)[show]));
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
