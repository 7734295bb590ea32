import { type PixelPoint, type Transform, toPixel } from '../geo/mercator.ts';
import type { Mark } from '../port.ts';
import { countOf } from './badge.ts';

/** The map as it stands. */
export interface ScaleView {
  readonly transform: Transform;
  readonly remPx: number;
}

/** From how many on, and within how many rem of the first, marks that look the same become one. */
export interface Crowding {
  readonly least: number;
  readonly reachRem: number;
  /** Marks that are told one by one however many they are. */
  readonly spares?: (mark: Mark) => boolean;
}

interface Alike {
  readonly pixel: PixelPoint;
  readonly marks: [Mark, ...Mark[]];
}

function heapsOf(marks: readonly Mark[], reachRem: number, { transform, remPx }: ScaleView): Alike[] {
  const heaps: Alike[] = [];
  for (const mark of marks) {
    const { x, y } = toPixel(transform, mark);
    const heap = heaps.find(
      ({ marks: [first], pixel }) =>
        first.icon === mark.icon && Math.hypot(pixel.x - x, pixel.y - y) < reachRem * remPx,
    );
    if (heap) heap.marks.push(mark);
    else heaps.push({ pixel: { x, y }, marks: [mark] });
  }
  return heaps;
}

/** Those that look the same and crowd are one with their number, where the first of them stands, in its turn. */
export function joinAlike(
  marks: readonly Mark[],
  crowdings: readonly Crowding[],
  view: ScaleView,
): readonly Mark[] {
  const joined = new Map<Mark, Mark | null>();
  for (const { least, reachRem, spares } of crowdings) {
    const alone = marks.filter((mark) => !joined.has(mark) && spares?.(mark) !== true);
    for (const { marks: alike } of heapsOf(alone, reachRem, view)) {
      if (alike.length < least) continue;
      for (const one of alike) joined.set(one, null);
      const of = alike.map(({ id }) => id);
      joined.set(alike[0], { ...alike[0], count: countOf(alike.length), of });
    }
  }
  return marks.flatMap((mark) => (joined.has(mark) ? (joined.get(mark) ?? []) : mark));
}
