import { checkId, checkName, type Flags, readFlags } from './region/flags.ts';
import { makePack } from './region/pack.ts';
import { PRESET_NAMES, PRESETS, type RegionOptions } from './region/plan.ts';
import { type LngLat, round5 } from './region/plane.ts';
import { runCommand, UsageError } from './region/usage.ts';
import { assertFree, packFolder, summary, writeFiles } from './region/write.ts';

/** What `region:make` was asked for. */
export interface MakeRequest {
  options: RegionOptions;
  folder: string;
  force: boolean;
}

const FLAGS = {
  preset: { type: 'string' },
  id: { type: 'string' },
  name: { type: 'string' },
  'name-en': { type: 'string' },
  seed: { type: 'string' },
  towns: { type: 'string' },
  villages: { type: 'string' },
  grids: { type: 'string' },
  center: { type: 'string' },
  out: { type: 'string' },
  force: { type: 'boolean' },
} as const;

/** Least and greatest value of each number; the greatest are what the mesh can carry. */
const LIMITS = {
  seed: [0, 4_294_967_295],
  towns: [3, 20],
  villages: [3, 320],
  grids: [3, 1300],
} as const;

function wholeNumber(flags: Flags, name: keyof typeof LIMITS, usual: number): number {
  const text = flags.text(name);
  if (text === undefined) return usual;
  const [least, most] = LIMITS[name];
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  flags.problems.push(`--${name} "${text}" is not usable; give a whole number from ${least} to ${most}`);
  return usual;
}

function presetOf(flags: Flags): RegionOptions {
  const text = flags.text('preset') ?? 'county';
  const name = PRESET_NAMES.find((known) => known === text);
  if (name === undefined)
    flags.problems.push(`--preset "${text}" is not known; use one of ${PRESET_NAMES.join(' | ')}`);
  return PRESETS[name ?? 'county'];
}

/** Farther from the equator, or across the date line, the working plane would be bent too much. */
const CENTER_LIMITS = [170, 65] as const;

function centerOf(flags: Flags, usual: LngLat): LngLat {
  const text = flags.text('center');
  if (text === undefined) return usual;
  const [lng = Number.NaN, lat = Number.NaN, ...more] = text
    .split(',')
    .map((part) => (/^\s*[+-]?\d+(\.\d+)?\s*$/.test(part) ? Number(part) : Number.NaN));
  const usable = Math.abs(lng) <= CENTER_LIMITS[0] && Math.abs(lat) <= CENTER_LIMITS[1];
  if (usable && more.length === 0) return [round5(lng), round5(lat)];
  flags.problems.push(
    `--center "${text}" is not usable; give longitude,latitude in WGS-84 degrees, at most ${CENTER_LIMITS.join(' and ')}`,
  );
  return usual;
}

/** Reads the command line of `region:make`. Throws `UsageError` with every problem at once. */
export function readMakeRequest(argv: readonly string[]): MakeRequest {
  const flags = readFlags(argv, FLAGS);
  const usual = presetOf(flags);
  const { nameEn: usualEn, ...plan } = usual;
  // An English name belongs to the preset's own county only.
  const nameEn = flags.text('name-en') ?? (flags.text('name') === undefined ? usualEn : undefined);
  const options: RegionOptions = {
    ...plan,
    ...(nameEn === undefined ? {} : { nameEn }),
    id: flags.text('id') ?? usual.id,
    name: flags.text('name') ?? usual.name,
    seed: wholeNumber(flags, 'seed', usual.seed),
    towns: wholeNumber(flags, 'towns', usual.towns),
    villages: wholeNumber(flags, 'villages', usual.villages),
    grids: wholeNumber(flags, 'grids', usual.grids),
    center: centerOf(flags, usual.center),
  };
  checkId(options.id, flags.problems);
  checkName(options.name, flags.problems);
  if (options.villages < options.towns) {
    flags.problems.push(
      `--villages ${options.villages} is less than --towns ${options.towns}; every town needs a village`,
    );
  }
  if (options.grids < options.villages) {
    flags.problems.push(
      `--grids ${options.grids} is less than --villages ${options.villages}; every village needs a grid`,
    );
  }
  if (flags.problems.length > 0) throw new UsageError(flags.problems);
  return { options, folder: packFolder(options.id, flags.text('out')), force: flags.given('force') };
}

function main(argv: readonly string[]): string {
  const { options, folder, force } = readMakeRequest(argv);
  assertFree(folder, force);
  const pack = makePack(options);
  writeFiles(folder, pack.files);
  return summary(folder, pack);
}

if (import.meta.main) runCommand('region:make', () => main(process.argv.slice(2)));
