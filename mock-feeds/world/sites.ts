import { type Point, pointIn } from './geo.ts';
import type { Cell, Pack, Place } from './pack.ts';
import { byWeight, type Draw } from './rng.ts';
import { type RoadGraph, roadGraph } from './road-graph.ts';

/** Where something happens, with words a duty officer can read. */
export interface Site {
  readonly at: Point;
  readonly address: string;
  readonly cell: Cell;
  /** Category of the place it stands at; null off any known place. */
  readonly category: string | null;
}

/** Finds places in the county; falls back to points inside an area where the pack knows no better. */
export interface Sites {
  readonly graph: RoadGraph;
  /** Built-up cells come up more often. */
  cell(draw: Draw): Cell;
  inCell(draw: Draw, cell?: Cell): Site;
  onRoad(draw: Draw): Site;
  atPlace(draw: Draw, categories: readonly string[]): Site;
  roadNodes(cell: Cell): readonly number[];
}

const URBAN_WEIGHT = 1.6;

/** Words for a cell: street or town, then village. */
export function cellAddress(cell: Cell): string {
  return `${cell.town}${cell.name}`;
}

function roadNames(pack: Pack): ReadonlyMap<string, string> {
  const named = pack.roads.filter((road) => road.name !== null);
  return new Map(named.flatMap(({ name, line }) => line.map((at) => [at.join(','), name ?? ''] as const)));
}

export function sitesOf(pack: Pack): Sites {
  const graph = roadGraph(pack.roads);
  const names = roadNames(pack);
  const nodes = new Map<string, readonly number[]>();
  const roadNodes = (cell: Cell) => {
    const known = nodes.get(cell.id) ?? graph.near(cell);
    nodes.set(cell.id, known);
    return known;
  };
  const cell = (draw: Draw) => byWeight(pack.cells, draw.next(), ({ urban }) => (urban ? URBAN_WEIGHT : 1));
  const inCell = (draw: Draw, where: Cell = cell(draw)): Site => {
    return {
      at: pointIn(draw, where.polygons, where.box, where.centre),
      address: cellAddress(where),
      cell: where,
      category: null,
    };
  };
  const onRoad = (draw: Draw): Site => {
    const where = cell(draw);
    const passing = roadNodes(where);
    if (passing.length === 0) return inCell(draw, where);
    const at = graph.at(draw.pick(passing));
    const name = names.get(at.join(','));
    return {
      at,
      address: name ? `${name}${where.name}段` : `${cellAddress(where)}路段`,
      cell: where,
      category: null,
    };
  };
  const byCategory = new Map<string, Place[]>();
  for (const place of pack.places) {
    byCategory.set(place.category, [...(byCategory.get(place.category) ?? []), place]);
  }
  return {
    graph,
    cell,
    inCell,
    onRoad,
    roadNodes,
    atPlace: (draw, categories) => {
      const known = categories.flatMap((category) => byCategory.get(category) ?? []);
      if (known.length === 0) return inCell(draw);
      const place = draw.pick(known);
      return { at: place.at, address: place.name, cell: place.cell, category: place.category };
    },
  };
}
