import { checkId, checkName, type Flags, readFlags } from './region/flags.ts';
import { makePack } from './region/pack.ts';
import { DEMO, type RegionOptions } from './region/plan.ts';
import { runCommand, UsageError } from './region/usage.ts';
import { assertFree, packFolder, summary, writeFiles } from './region/write.ts';

/** What `region:make` was asked for. */
export interface MakeRequest {
  options: RegionOptions;
  folder: string;
  force: boolean;
}

const FLAGS = {
  id: { type: 'string' },
  name: { type: 'string' },
  seed: { type: 'string' },
  towns: { type: 'string' },
  villages: { type: 'string' },
  grids: { type: 'string' },
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

function wholeNumber(flags: Flags, name: keyof typeof LIMITS): number {
  const text = flags.text(name);
  if (text === undefined) return DEMO[name];
  const [least, most] = LIMITS[name];
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  flags.problems.push(`--${name} "${text}" is not usable; give a whole number from ${least} to ${most}`);
  return DEMO[name];
}

/** Reads the command line of `region:make`. Throws `UsageError` with every problem at once. */
export function readMakeRequest(argv: readonly string[]): MakeRequest {
  const flags = readFlags(argv, FLAGS);
  const options: RegionOptions = {
    id: flags.text('id') ?? DEMO.id,
    name: flags.text('name') ?? DEMO.name,
    seed: wholeNumber(flags, 'seed'),
    towns: wholeNumber(flags, 'towns'),
    villages: wholeNumber(flags, 'villages'),
    grids: wholeNumber(flags, 'grids'),
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
