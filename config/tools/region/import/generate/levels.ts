import { at } from '../../arrays.ts';
import type { Plane } from '../../plane.ts';
import { shapeArea } from '../geometry.ts';
import type { ImportedArea, Level, Shape } from '../model.ts';
import type { Ground } from './cut.ts';
import { divideShape } from './divide.ts';
import { makeNodes } from './nodes.ts';

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

/**
 * Plain numbered names: an invented one would be taken for a real one. Villages are counted over the whole county, so
 * that their short names are unique.
 */
const NAME: Readonly<Record<keyof Parts, (n: number, total: number, parent: string) => string>> = {
  town: (n) => `第${n}片区`,
  village: (_, total) => `第${total}片`,
  grid: (n, _, parent) => `${parent}第${n}网格`,
};

interface Shaped {
  readonly level: keyof Parts;
  readonly shape: Shape;
  readonly parent: ImportedArea;
  readonly n: number;
}

/** `total` counts the parts of the level over the whole county. */
function generatedArea({ level, shape, parent, n }: Shaped, total: number): ImportedArea {
  const name = NAME[level](n, total, parent.name);
  return {
    level,
    code: parent.code + String(n).padStart(3, '0'),
    name,
    fullName: null,
    parent: parent.code,
    shape,
    seat: null,
    generated: true,
    where: `generated ${level} ${name}`,
  };
}

/** Areas by level, the county first. */
export type Levels = Readonly<Record<Level, readonly ImportedArea[]>>;

const NEXT = ['town', 'village', 'grid'] as const;

function generateLevel(
  level: keyof Parts,
  parents: readonly ImportedArea[],
  parts: Parts,
  ground: Ground,
): ImportedArea[] {
  const shaped = parents.flatMap((parent): Shaped[] => {
    const count = countOf(level, parent, parts);
    const shapes = count === 0 ? [] : divideShape(parent.shape, count, ground);
    return shapes.map((shape, i) => ({ level, shape, parent, n: i + 1 }));
  });
  return shaped.map((one, i) => generatedArea(one, i + 1));
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
