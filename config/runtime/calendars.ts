import { existsSync } from 'node:fs';
import { type CalendarYear, calendarYear } from '../../gateway/contract/calendar.ts';
import { jsonFiles, readJson } from './files.ts';
import { ConfigurationError } from './problems.ts';

/** The calendars of several folders as one list, in order; of one year the last folder's counts. */
export function calendarsOver(folders: readonly string[]): CalendarYear[] {
  const years = new Map(folders.flatMap(loadCalendars).map((each) => [each.year, each]));
  return [...years.values()].sort((a, b) => a.year - b.year);
}

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
