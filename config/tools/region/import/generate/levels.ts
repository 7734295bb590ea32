import { at } from '../../arrays.ts';
import type { Plane } from '../../plane.ts';
import { shapeArea } from '../geometry.ts';
import type { ImportedArea, Level } from '../model.ts';
import { divideShape } from './divide.ts';
import { makeNodes, type Nodes } from './nodes.ts';

/** How many parts are generated: streets in the county, villages in a street, grids in a village; null by area, 0 none. */
export interface Parts {
  readonly town: number | null;
  readonly village: number | null;
  readonly grid: number | null;
}

/** km² of a usual part, and the least and greatest number that area alone decides. */
const USUAL: Readonly<Record<keyof Parts, { km2: number; least: number; most: number }>> = {
  town: { km2: 180, least: 4, most: 16 },
  village: { km2: 18, least: 4, most: 20 },
  grid: { km2: 4, least: 2, most: 5 },
};

function countOf(level: keyof Parts, parent: ImportedArea, parts: Parts): number {
  const { km2, least, most } = USUAL[level];
  return parts[level] ?? Math.min(most, Math.max(least, Math.round(shapeArea(parent.shape) / km2)));
}

/** Plain numbered names: an invented one would be taken for a real one. */
const NAME: Readonly<Record<keyof Parts, (parent: string, n: number) => string>> = {
  town: (_, n) => `第${n}片区`,
  village: (parent, n) => `${parent}第${n}片`,
  grid: (parent, n) => `${parent}第${n}网格`,
};

function childrenOf(
  parent: ImportedArea,
  level: keyof Parts,
  shapes: readonly ImportedArea['shape'][],
): ImportedArea[] {
  return shapes.map((shape, i) => ({
    level,
    code: parent.code + String(i + 1).padStart(3, '0'),
    name: NAME[level](parent.name, i + 1),
    fullName: null,
    parent: parent.code,
    shape,
    seat: null,
    generated: true,
    where: `generated ${level} ${i + 1} of ${parent.name}`,
  }));
}

/** Areas by level, the county first. */
export type Levels = Readonly<Record<Level, readonly ImportedArea[]>>;

const NEXT = ['town', 'village', 'grid'] as const;

function generateLevel(
  level: keyof Parts,
  parents: readonly ImportedArea[],
  parts: Parts,
  ground: { plane: Plane; nodes: Nodes },
) {
  return parents.flatMap((parent) => {
    const count = countOf(level, parent, parts);
    return count === 0 ? [] : childrenOf(parent, level, divideShape(parent.shape, count, ground));
  });
}

/**
 * Makes the levels that are missing below the finest given one: parts that fill their parent exactly, with numbered
 * names and codes, marked as generated. Corners that cuts put on given borders are put into every area that has them.
 */
export function withMissingLevels(given: Levels, plane: Plane, parts: Parts): Levels {
  const nodes = makeNodes();
  const levels: Record<Level, readonly ImportedArea[]> = { ...given };
  const finest = NEXT.findLastIndex((level) => given[level].length > 0);
  for (let i = finest + 1; i < NEXT.length; i += 1) {
    const level = at(NEXT, i);
    const parents = levels[i === 0 ? 'county' : at(NEXT, i - 1)];
    levels[level] = generateLevel(level, parents, parts, { plane, nodes });
  }
  const noded = (areas: readonly ImportedArea[]): ImportedArea[] =>
    areas.map((area) => ({ ...area, shape: nodes.expandShape(area.shape) }));
  return {
    county: noded(levels.county),
    town: noded(levels.town),
    village: noded(levels.village),
    grid: noded(levels.grid),
  };
}
