import type { Bbox } from '../../../../gateway/contract/region.ts';
import { CRS_NAMES, type Crs, parseCorners, toWgs84 } from '../crs.ts';
import { checkId, checkName, type Flags, readFlags } from '../flags.ts';
import { UsageError } from '../usage.ts';
import { packFolder } from '../write.ts';
import { USUAL_FIELDS } from './fields.ts';
import type { Parts } from './generate/levels.ts';
import { type ImportOptions, SOURCE_FLAGS, type Sources } from './pack.ts';

/** What `region:import` was asked for; a rectangle is WGS-84 already. */
export interface ImportRequest {
  readonly folder: string;
  readonly force: boolean;
  readonly id: string;
  readonly name: string;
  /** Of a region that is one rectangle; null when files are given. */
  readonly bbox: Bbox | null;
  /** Null for a rectangle. */
  readonly sources: Sources | null;
  readonly options: ImportOptions;
}

const TEXT_FLAGS = [
  'id',
  'name',
  'bbox',
  'crs',
  ...SOURCE_FLAGS,
  'code-field',
  'name-field',
  'parent-field',
  'parts',
  'tolerance',
  'approval',
  'utc-offset',
  'out',
] as const;
const FLAGS = {
  ...Object.fromEntries(TEXT_FLAGS.map((name) => [name, { type: 'string' } as const])),
  force: { type: 'boolean' },
} as const;

const MEANING: Readonly<Record<string, string>> = {
  id: '--id is missing; give the new region a short id, such as --id beihe',
  name: '--name is missing; give the name that the screen shows, such as --name 北河县',
  crs: `--crs is missing; say which coordinates the files or --bbox are in: ${CRS_NAMES.join(' | ')}`,
};
const NO_GROUND =
  '--boundary or --bbox is missing; give the county as GeoJSON, such as --boundary county.geojson, or west,south,east,north in degrees, such as --bbox 103.5,25.4,104.1,26.1';

function need(flags: Flags, name: string, check: (text: string) => void): string {
  const text = flags.text(name);
  if (text !== undefined) check(text);
  else if (!flags.problems.some((p) => p.startsWith(`--${name} needs`)))
    flags.problems.push(MEANING[name] ?? name);
  return text ?? '';
}

function crsOf(flags: Flags): Crs {
  const text = need(flags, 'crs', (given) => {
    if (!CRS_NAMES.some((known) => known === given))
      flags.problems.push(`--crs "${given}" is not known; use one of ${CRS_NAMES.join(' | ')}`);
  });
  return CRS_NAMES.find((known) => known === text) ?? 'WGS84';
}

const MOST_PARTS = 400;

function partsOf(flags: Flags): Parts {
  const text = flags.text('parts');
  if (text === undefined) return { town: null, village: null, grid: null };
  const numbers = text.split(',').map((part) => (/^\d{1,3}$/.test(part.trim()) ? Number(part) : Number.NaN));
  const [town = 0, village = 0, grid = 0] = numbers;
  if (numbers.length !== 3 || !numbers.every((n) => n <= MOST_PARTS))
    flags.problems.push(
      `--parts "${text}" is not usable; give how many streets, villages in each and grids in each are generated where they are missing, such as 8,12,4; 0 for none`,
    );
  return { town, village, grid };
}

function numberOf(
  flags: Flags,
  name: string,
  [least, most]: readonly [number, number],
  what: string,
): number | null {
  const text = flags.text(name);
  if (text === undefined) return null;
  const value = /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  flags.problems.push(`--${name} "${text}" is not usable; give ${what} from ${least} to ${most}`);
  return null;
}

const USUAL_TOLERANCE = 2;

function optionsOf(flags: Flags): ImportOptions {
  const named = (name: 'code' | 'name' | 'parent'): readonly string[] => {
    const text = flags.text(`${name}-field`);
    return text === undefined ? USUAL_FIELDS[name] : [text];
  };
  return {
    id: need(flags, 'id', (text) => checkId(text, flags.problems)),
    name: need(flags, 'name', (text) => checkName(text, flags.problems)),
    crs: crsOf(flags),
    approval: flags.text('approval') ?? null,
    utcOffsetMinutes: numberOf(flags, 'utc-offset', [-720, 840], 'whole minutes'),
    parts: partsOf(flags),
    tolerance: (numberOf(flags, 'tolerance', [0, 100], 'a percentage') ?? USUAL_TOLERANCE) / 100,
    fields: { code: named('code'), name: named('name'), parent: named('parent') },
  };
}

function sourcesOf(flags: Flags): Sources | null {
  const given = SOURCE_FLAGS.flatMap((name) => {
    const path = flags.text(name);
    return path === undefined ? [] : [[name, path] as const];
  });
  const boundary = flags.text('boundary');
  const bbox = flags.text('bbox');
  if (boundary !== undefined && bbox !== undefined)
    flags.problems.push('--boundary and --bbox exclude each other; give the one that is meant');
  if (boundary === undefined && given.length > 0)
    flags.problems.push(
      `${given.map(([name]) => `--${name}`).join(' ')} need(s) --boundary, the outline of the county`,
    );
  else if (
    boundary === undefined &&
    bbox === undefined &&
    !flags.problems.some((p) => /^--(bbox|boundary) needs/.test(p))
  )
    flags.problems.push(NO_GROUND);
  return boundary === undefined ? null : { ...Object.fromEntries(given), boundary };
}

/** Reads the command line of `region:import`. Throws `UsageError` with every problem at once. */
export function readImportRequest(argv: readonly string[]): ImportRequest {
  const flags = readFlags(argv, FLAGS);
  const options = optionsOf(flags);
  const sources = sourcesOf(flags);
  const text = flags.text('bbox');
  const corners = text === undefined ? undefined : parseCorners(text, flags.problems);
  if (flags.problems.length > 0) throw new UsageError(flags.problems);
  const { id, name, crs } = options;
  const bbox = corners ? toWgs84(corners, crs) : null;
  return {
    id,
    name,
    bbox,
    sources,
    options,
    folder: packFolder(id, flags.text('out')),
    force: flags.given('force'),
  };
}
