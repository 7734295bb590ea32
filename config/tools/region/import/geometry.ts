import { at } from '../arrays.ts';
import { contains, labelPoint } from '../label.ts';
import { type LngLat, type Plane, sphereArea } from '../plane.ts';
import type { Polygon } from '../rings.ts';
import type { Shape } from './model.ts';
import { spansAt } from './scan.ts';

/** Area in km², holes taken off. */
export function shapeArea(shape: Shape): number {
  return shape.flat().reduce((sum, ring) => sum + sphereArea(ring), 0);
}

/** Whether a point lies in one of the polygons. */
export function shapeContains(shape: Shape, p: LngLat): boolean {
  return shape.some((polygon) => contains(polygon, p));
}

/** West, south, east, north. */
export function shapeBounds(shape: Shape): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (const [lng, lat] of shape.flat(2)) {
    box[0] = Math.min(box[0], lng);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lng);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}

/** The largest polygon of a shape. */
export function mainPolygon(shape: Shape): Polygon {
  return shape.reduce((a, b) => (shapeArea([b]) > shapeArea([a]) ? b : a));
}

const ROWS = 40;

/** The middle of the widest stretch inside a polygon: for shapes too thin to search on a grid. */
function widestMiddle(polygon: Polygon): LngLat {
  const [, south, , north] = shapeBounds([polygon]);
  let best = { width: -1, p: at(at(polygon, 0), 0) };
  for (let row = 0; row < ROWS; row += 1) {
    const lat = south + ((row + 0.5) / ROWS) * (north - south);
    for (const [west, east] of spansAt(polygon, lat)) {
      if (east - west > best.width) best = { width: east - west, p: [(west + east) / 2, lat] };
    }
  }
  return best.p;
}

/** A point well inside the largest polygon, for its label. */
export function deepPoint(shape: Shape, plane: Plane): LngLat {
  const polygon = mainPolygon(shape);
  const p = plane.toLngLat(labelPoint(polygon.map((ring) => ring.map(plane.toPlane))));
  return contains(polygon, p) ? p : widestMiddle(polygon);
}
