import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { jsonFiles } from './files.ts';

/** A folder of rule files that lies over the shipped ones. */
export interface RuleFolder {
  /** `simulated`: of the simulated world · `site`: the installation's own, `YITU_RULES`. */
  readonly from: 'simulated' | 'site';
  readonly folder: string;
  /** What it brings, such as `roster.json` and `calendars/2027.json`. */
  readonly files: readonly string[];
}

/** The folders in force, from below to above: what an installation wants comes before what the simulation brings. */
export function ruleFolders(simulated: string | null, site: string | null): RuleFolder[] {
  const given = [
    ['simulated', simulated],
    ['site', site],
  ] as const;
  return given.flatMap(([from, folder]) =>
    folder === null ? [] : [{ from, folder, files: [...filesIn(folder), ...filesIn(folder, 'calendars')] }],
  );
}

function filesIn(folder: string, below = ''): string[] {
  const inner = join(folder, below);
  return existsSync(inner) ? jsonFiles(inner).map(([name]) => join(below, `${name}.json`)) : [];
}
