import { at } from '../arrays.ts';
import type { LngLat } from '../plane.ts';
import type { Polygon } from '../rings.ts';
import type { Shape } from './model.ts';

/** Longitude at which the edge a b passes a latitude; null when it does not. Half open, so that corners count once. */
function passing(a: LngLat, b: LngLat, lat: number): number | null {
  if (a[1] > lat === b[1] > lat) return null;
  return a[0] + ((b[0] - a[0]) * (lat - a[1])) / (b[1] - a[1]);
}

/** The stretches of a parallel inside a polygon, from west to east (even–odd rule). */
export function spansAt(polygon: Polygon, lat: number): [west: number, east: number][] {
  const passes: number[] = [];
  for (const ring of polygon) {
    for (let i = 1; i < ring.length; i += 1) {
      const lng = passing(at(ring, i - 1), at(ring, i), lat);
      if (lng !== null) passes.push(lng);
    }
  }
  passes.sort((a, b) => a - b);
  return passes.flatMap((west, i) =>
    i % 2 === 0 ? [[west, passes[i + 1] ?? west] as [number, number]] : [],
  );
}

/** One border passed on the way along a parallel; `who` is the index of the shape that it belongs to. */
export interface Pass {
  readonly lng: number;
  readonly who: number;
}

/** Evenly spaced parallels. */
export interface Rows {
  readonly south: number;
  readonly step: number;
  readonly count: number;
}

/** Latitude of a row. */
export function latOf({ south, step }: Rows, row: number): number {
  return south + (row + 0.5) * step;
}

/** All borders of the shapes passed on each row, from west to east. */
export function passesByRow(shapes: readonly Shape[], rows: Rows): Pass[][] {
  const byRow: Pass[][] = Array.from({ length: rows.count }, () => []);
  const note = (a: LngLat, b: LngLat, who: number): void => {
    const low = Math.max(0, Math.floor((Math.min(a[1], b[1]) - rows.south) / rows.step - 1));
    const high = Math.min(rows.count - 1, Math.ceil((Math.max(a[1], b[1]) - rows.south) / rows.step));
    for (let row = low; row <= high; row += 1) {
      const lng = passing(a, b, latOf(rows, row));
      if (lng !== null) at(byRow, row).push({ lng, who });
    }
  };
  shapes.forEach((shape, who) => {
    for (const ring of shape.flat())
      for (let i = 1; i < ring.length; i += 1) note(at(ring, i - 1), at(ring, i), who);
  });
  for (const passes of byRow) passes.sort((a, b) => a.lng - b.lng);
  return byRow;
}
