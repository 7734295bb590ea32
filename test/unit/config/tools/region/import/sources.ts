import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson';
import { afterAll } from 'vitest';
import { USUAL_FIELDS } from '../../../../../../config/tools/region/import/fields.ts';
import {
  type ImportOptions,
  importPack,
  type SourceFlag,
  type Sources,
} from '../../../../../../config/tools/region/import/pack.ts';
import { UsageError } from '../../../../../../config/tools/region/usage.ts';

const folder = mkdtempSync(join(tmpdir(), 'region-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A closed ring of a rectangle, counter-clockwise. */
export function box(west: number, south: number, east: number, north: number): Position[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

export function area(properties: Record<string, unknown> | null, ...rings: Position[][]): Feature {
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: rings } };
}

export function point(properties: Record<string, unknown>, at: Position): Feature {
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates: at } };
}

export function collection(...features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}

/** A county of two streets side by side, in open country near 100° E, 30° N. */
export const COUNTY = area({ code: '99', name: '测试县' }, box(100, 30, 100.2, 30.1));
export const WEST = area({ code: '9901', name: '西街道' }, box(100, 30, 100.1, 30.1));
export const EAST = area({ code: '9902', name: '东镇' }, box(100.1, 30, 100.2, 30.1));

type Given = Partial<Record<SourceFlag, FeatureCollection | Feature | Geometry | string | Uint8Array>>;

/** Writes sources as files named after their flags and answers the paths. */
export function written(given: Given): Sources {
  const paths = Object.entries({ boundary: COUNTY, ...given }).map(([flag, content]) => {
    const path = join(folder, `${flag}.${flag === 'units' || flag === 'resources' ? 'csv' : 'geojson'}`);
    writeFileSync(
      path,
      typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
    );
    return [flag, path] as const;
  });
  return Object.fromEntries(paths) as unknown as Sources;
}

export const OPTIONS: ImportOptions = {
  id: 'test',
  name: '测试县',
  crs: 'WGS84',
  approval: null,
  utcOffsetMinutes: null,
  parts: { town: 0, village: 0, grid: 0 },
  tolerance: 0.02,
  fields: USUAL_FIELDS,
};

/** Imports sources; nothing that is missing is generated unless asked for. */
export function imported(given: Given, options: Partial<ImportOptions> = {}) {
  return importPack(written(given), { ...OPTIONS, ...options });
}

/** The problems that an import is refused with. */
export function refused(given: Given, options: Partial<ImportOptions> = {}): readonly string[] {
  try {
    imported(given, options);
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  return [];
}
