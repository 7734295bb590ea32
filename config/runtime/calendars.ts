import { existsSync } from 'node:fs';
import { type CalendarYear, calendarYear } from '../../gateway/contract/calendar.ts';
import { jsonFiles, readJson } from './files.ts';
import { ConfigurationError } from './problems.ts';

/**
 * Reads `config/rules/calendars`: one file `<year>.json` a year, in order. None at all is allowed: every deadline that
 * counts days is provisional then, and says so.
 * @throws {ConfigurationError} listing every error with file, path and what was expected.
 */
export function loadCalendars(folder: string): CalendarYear[] {
  const problems: string[] = [];
  const files = existsSync(folder) ? jsonFiles(folder) : [];
  const years = files.flatMap(([name, file]) => {
    const read = readJson(file, calendarYear, problems);
    if (read === null) return [];
    if (name !== String(read.year)) {
      problems.push(`${file} at year: the file is named ${name}.json but speaks about ${read.year}`);
    }
    return [read];
  });
  if (problems.length > 0) throw new ConfigurationError(problems);
  return years;
}
