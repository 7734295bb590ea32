import { at, pushTo } from './arrays.ts';
import { NOBODY } from './growth.ts';
import { type LngLat, signedArea } from './plane.ts';
import type { Mesh } from './voronoi.ts';

/** A polygon as GeoJSON wants it: closed rings, the outer one counter-clockwise, holes clockwise (RFC 7946). */
export type Polygon = LngLat[][];

/** Border edges of each district, directed with the district on the left. */
function borderEdges(mesh: Mesh, owner: Int32Array): Map<number, Map<number, number>> {
  const byDistrict = new Map<number, Map<number, number>>();
  owner.forEach((who, i) => {
    const cell = who === NOBODY ? null : mesh.cells[i];
    cell?.neighbours.forEach((other, k) => {
      if (at(owner, other) === who) return;
      const edges = byDistrict.get(who) ?? new Map<number, number>();
      edges.set(at(cell.corners, k), at(cell.corners, (k + 1) % cell.corners.length));
      byDistrict.set(who, edges);
    });
  });
  return byDistrict;
}

function takeRing(edges: Map<number, number>, start: number): number[] {
  const ring = [start];
  for (let v = edges.get(start); v !== undefined; v = edges.get(v)) {
    edges.delete(at(ring, ring.length - 1));
    ring.push(v);
    if (v === start) return ring;
  }
  throw new Error('a border does not close');
}

/** The polygon of every district, by its number. Neighbours share their corners exactly. */
export function districtPolygons(mesh: Mesh, owner: Int32Array, places: readonly LngLat[]): Polygon[] {
  const polygons: Polygon[] = [];
  for (const [who, edges] of borderEdges(mesh, owner)) {
    const rings = new Map<'outer' | 'hole', LngLat[][]>();
    for (let start = edges.keys().next(); !start.done; start = edges.keys().next()) {
      const ring = takeRing(edges, start.value).map((v) => at(places, v));
      pushTo(rings, signedArea(ring) > 0 ? 'outer' : 'hole', ring);
    }
    const outer = rings.get('outer') ?? [];
    if (outer.length !== 1) throw new Error(`district ${who} has ${outer.length} parts`);
    polygons[who] = [...outer, ...(rings.get('hole') ?? [])];
  }
  return polygons;
}
