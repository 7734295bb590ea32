import { at, range } from '../../arrays.ts';
import { contains } from '../../label.ts';
import { type LngLat, round5, signedArea } from '../../plane.ts';
import type { Polygon } from '../../rings.ts';
import type { Nodes } from './nodes.ts';

/** A corner while rings are being cut open; `partner` is the other end of the cut that begins here. */
interface Stop {
  readonly p: LngLat;
  next: Stop;
  partner: Stop | null;
  used: boolean;
}

function linked(ring: readonly LngLat[]): Stop[] {
  const stops = ring.slice(0, -1).map((p): Stop => {
    const stop = { p, partner: null, used: false } as unknown as Stop;
    return stop;
  });
  stops.forEach((stop, i) => {
    stop.next = at(stops, (i + 1) % stops.length);
  });
  return stops;
}

/** Puts a corner on every border that the parallel passes, and ties each pair that has ground between. */
function cutAlong(stops: readonly Stop[], lat: number, nodes: Nodes): Stop[] {
  const added: Stop[] = [];
  for (const stop of stops) {
    const [a, b] = [stop.p, stop.next.p];
    if (a[1] > lat === b[1] > lat) continue;
    const p: LngLat = [round5(a[0] + ((b[0] - a[0]) * (lat - a[1])) / (b[1] - a[1])), round5(lat)];
    const node: Stop = { p, next: stop.next, partner: null, used: false };
    if (p.join() !== a.join() && p.join() !== b.join()) nodes.add(a, b, p);
    stop.next = node;
    added.push(node);
  }
  added.sort((a, b) => a.p[0] - b.p[0]);
  for (const i of range(Math.floor(added.length / 2))) {
    const [west, east] = [at(added, 2 * i), at(added, 2 * i + 1)];
    west.partner = east;
    east.partner = west;
  }
  return added;
}

function walk(start: Stop): LngLat[] {
  const ring: LngLat[] = [];
  const put = (p: LngLat): void => {
    if (ring[ring.length - 1]?.join() !== p.join()) ring.push(p);
  };
  for (let stop = start; !stop.used; ) {
    stop.used = true;
    put(stop.p);
    const { next } = stop;
    if (next.partner) {
      put(next.p);
      put(next.partner.p);
      stop = next.partner.next;
    } else stop = next;
  }
  put(at(ring, 0));
  return ring;
}

/** The polygon in parts without holes: it is cut through each hole along a parallel, from border to border. */
export function withoutHoles(polygon: Polygon, nodes: Nodes): LngLat[][] {
  const rings = polygon.map(nodes.expand);
  const [outer, hole] = rings;
  if (outer === undefined) return [];
  if (hole === undefined) return [outer];
  const lats = hole.map((p) => p[1]);
  // Between two steps of the lattice, so that no corner lies on the parallel.
  const lat = Math.floor(((Math.min(...lats) + Math.max(...lats)) / 2) * 1e5) / 1e5 + 0.5e-5;
  const stops = rings.flatMap(linked);
  cutAlong(stops, lat, nodes);
  const loops = stops.flatMap((stop) => (stop.used ? [] : [walk(stop)])).filter((ring) => ring.length > 3);
  const holes = loops.filter((ring) => signedArea(ring) < 0);
  return loops
    .filter((ring) => signedArea(ring) > 0)
    .flatMap((ring) => withoutHoles([ring, ...holes.filter((h) => contains([ring], at(h, 0)))], nodes));
}
