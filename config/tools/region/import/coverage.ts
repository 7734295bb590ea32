import { at } from '../arrays.ts';
import { type LngLat, planeAt } from '../plane.ts';
import { shapeBounds } from './geometry.ts';
import type { Shape } from './model.ts';
import { latOf, type Pass, passesByRow, type Rows } from './scan.ts';

/** overlap: two parts share ground · gap: ground of the whole in no part · outside: ground of a part not in the whole. */
export type FlawKind = 'overlap' | 'gap' | 'outside';

/** Ground where the parts do not fit, gathered by the parts it lies between (indices; −1 the edge of the whole). */
export interface Flaw {
  readonly kind: FlawKind;
  readonly parts: readonly [number, number];
  areaKm2: number;
  /** The middle of its widest stretch, and how wide that is. */
  worst: LngLat;
  widthKm: number;
}

const WHOLE = -1;
/** Rows are about this far apart, within these numbers of rows. */
const ROW_KM = 0.02;
const ROW_LIMITS = [80, 2500] as const;

interface Stretch {
  readonly kind: FlawKind;
  readonly parts: readonly [number, number];
  readonly west: number;
  readonly east: number;
}

/** What is wrong between two passes of a row; null when exactly one part covers the whole, or nothing is there. */
function flawBetween(inWhole: boolean, inside: ReadonlySet<number>, last: number, next: number) {
  const [first = WHOLE, second] = inside;
  if (second !== undefined) return { kind: 'overlap', parts: [first, second].sort((a, b) => a - b) } as const;
  if (inWhole && inside.size === 0) return { kind: 'gap', parts: [last, next] } as const;
  return !inWhole && inside.size === 1 ? ({ kind: 'outside', parts: [first, WHOLE] } as const) : null;
}

/** Walks along one row from west to east. Index 0 of the passes is the whole, part i is i + 1. */
function* flawsOfRow(passes: readonly Pass[]): Generator<Stretch> {
  const inside = new Set<number>();
  let inWhole = false;
  let last = WHOLE;
  for (const [i, { lng, who }] of passes.entries()) {
    const part = who - 1;
    if (part === WHOLE) inWhole = !inWhole;
    else if (!inside.delete(part)) inside.add(part);
    last = part;
    const next = passes[i + 1];
    if (next === undefined || next.lng <= lng) continue;
    const flaw = flawBetween(inWhole, inside, last, next.who - 1);
    if (flaw)
      yield { kind: flaw.kind, parts: [at(flaw.parts, 0), at(flaw.parts, 1)], west: lng, east: next.lng };
  }
}

/**
 * Measures how far parts fill their whole without gap or overlap, along parallels about 20 m apart: areas are exact
 * along a row and sampled across rows. Flaws come largest first.
 */
export function measureFit(whole: Shape, parts: readonly Shape[]): Flaw[] {
  const all = [whole, ...parts];
  const boxes = all.map(shapeBounds);
  const south = Math.min(...boxes.map((b) => b[1]));
  const north = Math.max(...boxes.map((b) => b[3]));
  const plane = planeAt([at(boxes, 0)[0], (south + north) / 2]);
  const km = (a: LngLat, b: LngLat): number => {
    const [p, q] = [plane.toPlane(a), plane.toPlane(b)];
    return Math.hypot(p[0] - q[0], p[1] - q[1]);
  };
  const highKm = km([0, south], [0, north]);
  const count = Math.round(Math.min(ROW_LIMITS[1], Math.max(ROW_LIMITS[0], highKm / ROW_KM)));
  const rows: Rows = { south, step: (north - south) / count, count };
  const flaws = new Map<string, Flaw>();
  passesByRow(all, rows).forEach((passes, row) => {
    const lat = latOf(rows, row);
    for (const { kind, parts: between, west, east } of flawsOfRow(passes)) {
      const widthKm = km([west, lat], [east, lat]);
      const key = `${kind}|${between.join('|')}`;
      const worst: LngLat = [(west + east) / 2, lat];
      const flaw = flaws.get(key) ?? { kind, parts: between, areaKm2: 0, worst, widthKm };
      flaw.areaKm2 += (widthKm * highKm) / count;
      if (widthKm > flaw.widthKm) Object.assign(flaw, { worst, widthKm });
      flaws.set(key, flaw);
    }
  });
  return [...flaws.values()].sort((a, b) => b.areaKm2 - a.areaKm2);
}
