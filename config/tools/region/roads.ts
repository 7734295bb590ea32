import { at, pushTo } from './arrays.ts';
import { edgeKey } from './edges.ts';
import type { Land } from './land.ts';
import { type LngLat, lerp, type Plane, type Pt } from './plane.ts';
import type { River } from './rivers.ts';
import { addStreets } from './road-ground.ts';
import { layLocal, layTrunks, outlineCorners } from './road-layout.ts';
import { emptyNetwork, type Network, type Piece, ROAD_CLASSES, type RoadClass } from './road-network.ts';
import { type Stretch, smooth } from './smoothing.ts';

/** A road between two junctions or ends; roads meet in identical points. */
export interface Road {
  class: RoadClass;
  /** Name of a street; empty in open country. */
  name: string;
  line: Pt[];
}

type PiecesAt = ReadonlyMap<number, readonly Piece[]>;

function piecesAt(net: Network): PiecesAt {
  const around = new Map<number, Piece[]>();
  for (const piece of net.built.values()) {
    pushTo(around, piece.a, piece);
    pushTo(around, piece.b, piece);
  }
  return around;
}

/** Whether roads end here: a fork, an end, a change of class or name. */
function isJunction(around: PiecesAt, node: number): boolean {
  const [one, two, ...more] = around.get(node) ?? [];
  return !one || !two || more.length > 0 || one.rank !== two.rank || one.name !== two.name;
}

/** The nodes from `start` along `first` to the next junction; notes the pieces it passes in `used`. */
function follow(around: PiecesAt, start: number, first: Piece, used: Set<number>): number[] {
  const way = [start];
  let piece: Piece | undefined = first;
  while (piece) {
    used.add(edgeKey(piece.a, piece.b));
    const node: number = piece.a === way[way.length - 1] ? piece.b : piece.a;
    way.push(node);
    if (isJunction(around, node)) return way;
    piece = around.get(node)?.find((p) => !used.has(edgeKey(p.a, p.b)));
  }
  return way;
}

/** Cuts the network into roads between junctions, the most important first; `drawn` are the nodes' places. */
function cutIntoRoads(net: Network, drawn: readonly Pt[]): Road[] {
  const around = piecesAt(net);
  const used = new Set<number>();
  const roads: (Road & { rank: number })[] = [];
  const nodes = [...around.keys()];
  const rings = nodes.filter((n) => !isJunction(around, n));
  for (const node of [...nodes.filter((n) => isJunction(around, n)), ...rings]) {
    for (const piece of around.get(node) ?? []) {
      if (used.has(edgeKey(piece.a, piece.b))) continue;
      const line = rounded(follow(around, node, piece, used).map((n) => at(drawn, n)));
      roads.push({ class: at(ROAD_CLASSES, piece.rank), name: piece.name, line, rank: piece.rank });
    }
  }
  return roads.sort((a, b) => a.rank - b.rank).map(({ rank: _, ...road }) => road);
}

/** Corners cut once (Chaikin); the ends stay where other roads meet them. */
function rounded(line: readonly Pt[]): Pt[] {
  const inner = line
    .slice(1, -1)
    .flatMap((p, i) => [lerp(p, at(line, i), 0.25), lerp(p, at(line, i + 2), 0.25)]);
  return [at(line, 0), ...inner, at(line, line.length - 1)];
}

const PASSES = [6, 4, 4, 4, 1, 3];

/** All roads of the county, one connected network; `corners` are the drawn corners of the mesh. */
export function makeRoads(
  seed: number,
  ground: { plane: Plane; land: Land; rivers: readonly River[]; corners: readonly LngLat[] },
  villages: readonly Pt[],
): Road[] {
  const { plane, land, rivers, corners } = ground;
  const net = emptyNetwork(land.mesh.sites);
  const streets = addStreets(net, land, rivers, seed);
  layTrunks(net, land, streets);
  layLocal(net, land, villages);
  for (const c of net.atEdge) net.places[c] = plane.toPlane(at(corners, at(outlineCorners(land, c), 0)));
  const stretches: Stretch[] = [...net.built.values()];
  return cutIntoRoads(net, smooth(net.places, stretches, PASSES));
}
