import { at } from './arrays.ts';
import { distance, lerp, type Pt } from './plane.ts';

/** Whether a point lies inside a polygon of rings (even–odd rule). */
export function contains(rings: readonly (readonly Pt[])[], [x, y]: Pt): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i += 1) {
      const [ax, ay] = at(ring, i - 1);
      const [bx, by] = at(ring, i);
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

/** The nearest point to `p` on segment a b. */
function onSegment(p: Pt, a: Pt, b: Pt): Pt {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const square = dx * dx + dy * dy;
  const t = square === 0 ? 0 : ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square;
  return lerp(a, b, Math.min(1, Math.max(0, t)));
}

/** Distance from a point inside to the polygon's border; -1 when it is outside or not deeper than `enough`. */
function depth(rings: readonly (readonly Pt[])[], p: Pt, enough: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i += 1) {
      least = Math.min(least, distance(p, onSegment(p, at(ring, i - 1), at(ring, i))));
      if (least <= enough) return -1;
    }
  }
  return contains(rings, p) ? least : -1;
}

const STEPS = 14;

/** A point deep inside the polygon, searched on a grid that narrows around the best place found. */
export function labelPoint(rings: readonly (readonly Pt[])[]): Pt {
  const outer = at(rings, 0);
  const xs = outer.map((p) => p[0]);
  const ys = outer.map((p) => p[1]);
  let low: Pt = [Math.min(...xs), Math.min(...ys)];
  let high: Pt = [Math.max(...xs), Math.max(...ys)];
  let best = { p: at(outer, 0), depth: 0 };
  for (let round = 0; round < 4; round += 1) {
    const step: Pt = [(high[0] - low[0]) / STEPS, (high[1] - low[1]) / STEPS];
    for (let i = 0; i <= STEPS; i += 1) {
      for (let j = 0; j <= STEPS; j += 1) {
        const p: Pt = [low[0] + i * step[0], low[1] + j * step[1]];
        const d = depth(rings, p, best.depth);
        if (d > best.depth) best = { p, depth: d };
      }
    }
    low = [best.p[0] - step[0], best.p[1] - step[1]];
    high = [best.p[0] + step[0], best.p[1] + step[1]];
  }
  return best.p;
}
