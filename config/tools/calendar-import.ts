import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readNotice } from './calendar/read-notice.ts';
import { readFlags } from './region/flags.ts';
import { runCommand, UsageError } from './region/usage.ts';

const FOLDER = fileURLToPath(new URL('../rules/calendars', import.meta.url));
const USAGE =
  'npm run calendar:import -- --year 2027 --file notice.csv --source "the notice and its date" [--until YYYY-MM-DD] [--out FOLDER] [--force]';

/** Writes `config/rules/calendars/<year>.json` out of a table of days off and make-up days. Throws `UsageError`. */
export function importCalendar(argv: readonly string[]): string {
  const text = { type: 'string' } as const;
  const flags = readFlags(argv, {
    year: text,
    file: text,
    source: text,
    until: text,
    out: text,
    force: { type: 'boolean' },
  });
  const problems = [...flags.problems];
  const need = (name: string) => {
    const value = flags.text(name);
    if (value === undefined) problems.push(`--${name} is missing; ${USAGE}`);
    return value ?? '';
  };
  const [year, file, source] = [need('year'), need('file'), need('source')];
  if (year !== '' && !/^\d{4}$/.test(year)) problems.push(`--year "${year}" is no year`);
  if (problems.length > 0) throw new UsageError(problems);
  const folder = flags.text('out') ?? FOLDER;
  const target = join(folder, `${year}.json`);
  if (existsSync(target) && !flags.given('force'))
    throw new UsageError([`${target} is there already; add --force to replace it`]);
  const coverageUntil = flags.text('until') ?? `${year}-12-31`;
  const calendar = readNotice(file, { year: Number(year), source, coverageUntil });
  mkdirSync(folder, { recursive: true });
  writeFileSync(target, `${JSON.stringify(calendar, null, 2)}\n`);
  const { holidays, workdays } = calendar;
  return `${target}: ${holidays.length} stretches off, ${workdays.length} make-up days, covered until ${coverageUntil}\nRestart the gateway; GET /v1/deadlines then lists which deadlines moved.\n`;
}

if (import.meta.main) runCommand('calendar:import', () => importCalendar(process.argv.slice(2)));
