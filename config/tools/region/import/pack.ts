import { basename } from 'node:path';
import type { Feature } from 'geojson';
import type { RegionManifest } from '../../../../gateway/contract/region.ts';
import { at } from '../arrays.ts';
import type { Crs } from '../crs.ts';
import { layerText } from '../geojson.ts';
import type { Pack } from '../pack.ts';
import { UsageError } from '../usage.ts';
import { type GivenAreas, readGivenAreas } from './areas.ts';
import type { FieldNames } from './fields.ts';
import { type Findings, noFindings, toldProblems } from './findings.ts';
import { type Levels, type Parts, withMissingLevels } from './generate/levels.ts';
import { deepPoint, shapeBounds } from './geometry.ts';
import { areaLayers } from './layers.ts';
import { readLines } from './lines.ts';
import { homeIn } from './locate.ts';
import { importManifest } from './manifest.ts';
import type { ImportedArea } from './model.ts';
import { readPoints } from './points.ts';
import { positionReader } from './positions.ts';
import type { Reading } from './read-areas.ts';
import { importReadme } from './readme.ts';
import { readResources } from './resources-table.ts';
import { topologyText } from './topology.ts';
import { readUnits } from './units-table.ts';
import { urbanRectangle } from './urban.ts';

/** Files by the flag that names them. */
export const SOURCE_FLAGS = [
  'boundary',
  'streets',
  'villages',
  'grids',
  'rivers',
  'roads',
  'places',
  'cameras',
  'units',
  'resources',
] as const;
export type SourceFlag = (typeof SOURCE_FLAGS)[number];
export type Sources = Readonly<Partial<Record<SourceFlag, string>>> & { readonly boundary: string };

/** What an import was asked for, beside its files. */
export interface ImportOptions {
  readonly id: string;
  readonly name: string;
  readonly crs: Crs;
  readonly approval: string | null;
  /** Null: 480, and a warning where the sun says otherwise. */
  readonly utcOffsetMinutes: number | null;
  readonly parts: Parts;
  /** Share of a parent's area that may be seam or overlap before the import is refused. */
  readonly tolerance: number;
  readonly fields: FieldNames;
}

/** An imported pack and what is to be told about it. */
export interface ImportedPack extends Pack {
  readonly warnings: readonly string[];
}

/** Lines, points and tables that were given, by layer. */
function extraLayers(sources: Sources, reading: Reading, levels: Levels) {
  const { rivers, roads, places, cameras, units: unitsFile, resources } = sources;
  const home = homeIn(levels);
  const layers: Record<string, Feature[]> = {};
  if (rivers) layers.rivers = readLines(rivers, 'river', reading);
  if (roads) layers.roads = readLines(roads, 'road', reading);
  if (places) layers.places = readPoints(places, 'place', reading, home);
  if (cameras) layers.cameras = readPoints(cameras, 'camera', reading, home);
  const areas = [...levels.county, ...levels.town, ...levels.village, ...levels.grid];
  const units = unitsFile ? readUnits(unitsFile, areas, reading.findings) : null;
  if (resources) layers.resources = readResources(resources, reading, { home, units });
  return { layers, units };
}

const USUAL_OFFSET = 480;

function offsetOf({ utcOffsetMinutes }: ImportOptions, lng: number, warnings: string[]): number {
  if (utcOffsetMinutes === null && Math.abs(lng * 4 - USUAL_OFFSET) > 180)
    warnings.push(
      `the clock is set to UTC+8, but at longitude ${lng} the sun says about UTC${lng < 0 ? '−' : '+'}${Math.abs(Math.round(lng / 15))}; set --utc-offset MINUTES`,
    );
  return utcOffsetMinutes ?? USUAL_OFFSET;
}

function manifestOf(
  { levels, plane }: GivenAreas,
  options: ImportOptions,
  warnings: string[],
): RegionManifest {
  const county = at(levels.county, 0);
  const urban = urbanRectangle(county, levels.village.some(isGiven) ? levels.village : levels.town, plane);
  const center = urban?.center ?? deepPoint(county.shape, plane);
  return importManifest(levels, {
    id: options.id,
    name: options.name,
    approval: options.approval,
    utcOffsetMinutes: offsetOf(options, center[0], warnings),
    urban: urban?.box ?? null,
    center,
  });
}

const isGiven = ({ generated }: ImportedArea): boolean => !generated;

/** Reads every file and completes the areas. @throws {UsageError} */
function readAll(sources: Sources, options: ImportOptions, findings: Findings) {
  const reading: Reading = { fields: options.fields, position: positionReader(options.crs), findings };
  const { boundary, streets, villages, grids } = sources;
  const given = readGivenAreas({ boundary, streets, villages, grids }, reading, options);
  if (given === null) throw new UsageError(toldProblems(findings.problems));
  const extra = extraLayers(sources, reading, given.levels);
  if (findings.problems.length > 0) throw new UsageError(toldProblems(findings.problems));
  const levels = withMissingLevels(given.levels, given.plane, options.parts);
  return { areas: { ...given, levels }, ...extra };
}

/**
 * Makes a pack out of a user's own files: reads and checks them, generates the levels that are missing, writes GeoJSON
 * and TopoJSON. Throws `UsageError` with every problem of every file at once.
 */
export function importPack(sources: Sources, options: ImportOptions): ImportedPack {
  const findings = noFindings();
  const { areas, layers: extra, units } = readAll(sources, options, findings);
  const { levels, plane } = areas;
  const manifest = manifestOf(areas, options, findings.warnings);
  const bbox = shapeBounds(at(levels.county, 0).shape);
  const polygons = areaLayers(levels, plane);
  const layers = {
    ...polygons.areas,
    ...(polygons.seats.length > 0 ? { town_points: polygons.seats } : {}),
    ...extra,
  };
  const names = new Map(
    SOURCE_FLAGS.flatMap((flag) => (sources[flag] ? [[flag, basename(sources[flag])]] : [])),
  );
  const { name, crs, approval } = options;
  const files = new Map([['region.json', `${JSON.stringify(manifest, null, 2)}\n`]]);
  for (const [layer, features] of Object.entries(layers))
    files.set(`${layer}.geojson`, layerText(layer, features));
  files.set(`${options.id}.topo.json`, topologyText(polygons.areas, bbox));
  if (units) files.set('units.json', `[\n${units.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`);
  const { warnings } = findings;
  files.set('README.md', importReadme({ name, crs, approval, sources: names, levels, warnings }));
  const counts = new Map(Object.entries(layers).map(([layer, list]) => [layer, list.length]));
  return { files, counts: units ? counts.set('units', units.length) : counts, bbox, warnings };
}
