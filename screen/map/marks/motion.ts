import type { Dots } from './dots.ts';

/** Dots on their way from where they are drawn to where they were last reported. */
export interface Motion {
  /** New reports, at a time in ms: each dot sets out from where it is drawn now. */
  aim(next: Dots, now: number): void;
  /** New reports at which the dots stand at once. */
  put(next: Dots): void;
  /** The dots as they stand at a time, between the two and never beyond the report. */
  at(now: number): Dots;
  /** Whether some dot has not arrived yet. */
  moving(now: number): boolean;
}

/** Time that a dot takes for its way: reports are handed on twice a second. */
const GLIDE_MS = 1_000;
/** Farther than this in Web Mercator (about 1 km) a dot does not glide: it would race over the map. */
const FAR = 1 / 40_000;

/**
 * Moves dots smoothly. A dot goes straight to its newest report and waits there: nothing is guessed ahead, so none ever
 * has to jump back (decisions D17).
 */
export function createMotion(first: Dots): Motion {
  let target = first;
  let from = first.unit;
  let startedAt = Number.NEGATIVE_INFINITY;

  const shareAt = (now: number): number => Math.min(1, (now - startedAt) / GLIDE_MS);

  const placeAt = (now: number): Dots => {
    const share = shareAt(now);
    if (share >= 1) return target;
    const unit = new Float64Array(target.unit.length);
    for (let index = 0; index < unit.length; index += 1) {
      const start = from[index] ?? 0;
      unit[index] = start + ((target.unit[index] ?? 0) - start) * share;
    }
    return { ...target, unit };
  };

  return {
    aim(next, now) {
      const drawn = placeAt(now);
      const known = new Map(drawn.ids.map((id, index) => [id, index]));
      const start = Float64Array.from(next.unit);
      next.ids.forEach((id, index) => {
        const before = known.get(id);
        if (before === undefined) return;
        const [x, y] = [drawn.unit[before * 2] ?? 0, drawn.unit[before * 2 + 1] ?? 0];
        const way = Math.hypot((next.unit[index * 2] ?? 0) - x, (next.unit[index * 2 + 1] ?? 0) - y);
        if (way > FAR) return;
        start[index * 2] = x;
        start[index * 2 + 1] = y;
      });
      from = start;
      target = next;
      startedAt = now;
    },
    put(next) {
      target = next;
      startedAt = Number.NEGATIVE_INFINITY;
    },
    at: placeAt,
    moving: (now) => shareAt(now) < 1,
  };
}
