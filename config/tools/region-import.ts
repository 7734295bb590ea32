import type { Bbox } from '../../gateway/contract/region.ts';
import { boxPack } from './region/box.ts';
import { CRS_NAMES, type Crs, parseCorners, toWgs84 } from './region/crs.ts';
import { checkId, checkName, readFlags } from './region/flags.ts';
import { runCommand, UsageError } from './region/usage.ts';
import { assertFree, packFolder, summary, writeFiles } from './region/write.ts';

/** What `region:import` was asked for; the rectangle is WGS-84 already. */
export interface ImportRequest {
  id: string;
  name: string;
  bbox: Bbox;
  folder: string;
  force: boolean;
}

const FLAGS = {
  id: { type: 'string' },
  name: { type: 'string' },
  bbox: { type: 'string' },
  crs: { type: 'string' },
  out: { type: 'string' },
  force: { type: 'boolean' },
} as const;

const MEANING: Readonly<Record<string, string>> = {
  id: '--id is missing; give the new region a short id, such as --id beihe',
  name: '--name is missing; give the name that the screen shows, such as --name 北河县',
  bbox: '--bbox is missing; give west,south,east,north in degrees, such as --bbox 103.5,25.4,104.1,26.1',
  crs: `--crs is missing; say which coordinates --bbox is in: ${CRS_NAMES.join(' | ')}`,
};

/** Reads the command line of `region:import`. Throws `UsageError` with every problem at once. */
export function readImportRequest(argv: readonly string[]): ImportRequest {
  const flags = readFlags(argv, FLAGS);
  const { problems } = flags;
  const need = (name: string, check: (text: string) => void): string => {
    const text = flags.text(name);
    if (text !== undefined) check(text);
    else if (!problems.some((p) => p.startsWith(`--${name} needs`))) problems.push(MEANING[name] ?? name);
    return text ?? '';
  };
  const id = need('id', (text) => checkId(text, problems));
  const name = need('name', (text) => checkName(text, problems));
  let corners: Bbox | undefined;
  need('bbox', (text) => {
    corners = parseCorners(text, problems);
  });
  const crs = need('crs', (text) => {
    if (!CRS_NAMES.some((c) => c === text)) {
      problems.push(`--crs "${text}" is not known; use one of ${CRS_NAMES.join(' | ')}`);
    }
  });
  if (problems.length > 0 || !corners) throw new UsageError(problems);
  const bbox = toWgs84(corners, crs as Crs);
  return { id, name, bbox, folder: packFolder(id, flags.text('out')), force: flags.given('force') };
}

function main(argv: readonly string[]): string {
  const request = readImportRequest(argv);
  assertFree(request.folder, request.force);
  const pack = boxPack(request);
  writeFiles(request.folder, pack.files);
  return summary(request.folder, pack);
}

if (import.meta.main) runCommand('region:import', () => main(process.argv.slice(2)));
