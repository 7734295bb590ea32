import { type Plane, planeAt } from '../plane.ts';
import { checkFit } from './fit.ts';
import type { Levels } from './generate/levels.ts';
import { shapeBounds } from './geometry.ts';
import { type ImportedArea, LEVELS } from './model.ts';
import { nest } from './nesting.ts';
import { type Reading, readAreas, readCounty } from './read-areas.ts';

/** Paths of the polygon files; only the boundary is needed. */
export interface AreaFiles {
  readonly boundary: string;
  readonly streets?: string | undefined;
  readonly villages?: string | undefined;
  readonly grids?: string | undefined;
}

/** The given areas, nested and measured, and the plane that they are worked on. */
export interface GivenAreas {
  readonly levels: Levels;
  readonly plane: Plane;
}

function codesOnce(levels: Levels, problems: string[]): void {
  const seen = new Map<string, ImportedArea>();
  for (const area of LEVELS.flatMap((level) => levels[level])) {
    const twin = seen.get(area.code);
    if (twin && twin.level !== area.level)
      problems.push(
        `${area.where}: its code ${area.code} is that of ${twin.where} too; every code must be its own`,
      );
    seen.set(area.code, area);
  }
}

/** Reads the polygon files. Null, with problems, when there is no county to work on. `tolerance` is a share. */
export function readGivenAreas(
  files: AreaFiles,
  reading: Reading,
  region: { readonly id: string; readonly name: string; readonly tolerance: number },
): GivenAreas | null {
  const { findings } = reading;
  const county = readCounty(files.boundary, reading, { code: region.id, name: region.name });
  const read = (path: string | undefined, level: 'town' | 'village' | 'grid') =>
    path === undefined ? [] : readAreas(path, level, reading);
  const [town, village, grid] = [
    read(files.streets, 'town'),
    read(files.villages, 'village'),
    read(files.grids, 'grid'),
  ];
  if (county === null) return null;
  const [west, south, east, north] = shapeBounds(county.shape);
  const plane = planeAt([(west + east) / 2, (south + north) / 2]);
  const nested: Record<(typeof LEVELS)[number], readonly ImportedArea[]> = {
    county: [county],
    town: [],
    village: [],
    grid: [],
  };
  let above: readonly ImportedArea[] = nested.county;
  for (const [level, areas] of [
    ['town', town],
    ['village', village],
    ['grid', grid],
  ] as const) {
    nested[level] = nest(areas, { areas: above, plane }, findings);
    if (areas.length === 0) continue;
    if (findings.problems.length === 0) checkFit(above, nested[level], region.tolerance, findings);
    above = nested[level];
  }
  codesOnce(nested, findings.problems);
  return { levels: nested, plane };
}
