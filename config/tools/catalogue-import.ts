import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCatalogue } from './catalogue/read-catalogue.ts';
import { readFlags } from './region/flags.ts';
import { runCommand, UsageError } from './region/usage.ts';

const TARGET = fileURLToPath(new URL('../rules/catalogue.json', import.meta.url));
const USAGE = 'npm run catalogue:import -- --file catalogue.csv [--out FILE.json] --force';

/** Writes the duty catalogue 确权清单 out of a table in place of the present one. Throws `UsageError`. */
export function importCatalogue(argv: readonly string[]): string {
  const text = { type: 'string' } as const;
  const flags = readFlags(argv, { file: text, out: text, force: { type: 'boolean' } });
  const problems = [...flags.problems];
  const file = flags.text('file');
  if (file === undefined) problems.push(`--file is missing; ${USAGE}`);
  const target = flags.text('out') ?? TARGET;
  if (existsSync(target) && !flags.given('force'))
    problems.push(`${target} is there already; add --force to replace it`);
  if (file === undefined || problems.length > 0) throw new UsageError(problems);
  const catalogue = readCatalogue(file);
  writeFileSync(target, `${JSON.stringify(catalogue, null, 2)}\n`);
  const departments = new Set(catalogue.items.map(({ department }) => department)).size;
  return `${target}: ${catalogue.items.length} rows of ${departments} departments. Restart the gateway.\n`;
}

if (import.meta.main) runCommand('catalogue:import', () => importCatalogue(process.argv.slice(2)));
