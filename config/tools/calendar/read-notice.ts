import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type CalendarYear, calendarDay, calendarYear } from '../../../gateway/contract/calendar.ts';
import { utf8Of } from '../../runtime/files.ts';
import { describeIssues } from '../../runtime/problems.ts';
import { UsageError } from '../region/usage.ts';

/** Headers that name a column, and words that name a kind of day, Chinese or English. */
const COLUMNS = {
  from: ['date', 'from', '日期', '起'],
  to: ['to', '止'],
  kind: ['type', 'kind', '类型'],
  name: ['name', '名称'],
} as const;
const KINDS: Readonly<Record<string, 'off' | 'work'>> = {
  holiday: 'off',
  off: 'off',
  放假: 'off',
  休: 'off',
  workday: 'work',
  work: 'work',
  上班: 'work',
  调休: 'work',
  班: 'work',
};

const table = z.array(z.record(z.string(), z.string()));

/** What the command line says besides the file. */
export interface NoticeFacts {
  readonly year: number;
  readonly source: string;
  /** Last day that the notice covers; the year's last where it was not told. */
  readonly coverageUntil: string;
}

/**
 * A year's calendar out of a table: CSV with the columns date|日期 (or from|起 and to|止), type|类型
 * (holiday|放假 or workday|上班) and name|名称; one row a day or a stretch of days.
 * @throws {UsageError} with every bad row: file, line, what was expected.
 */
export function readNotice(file: string, facts: NoticeFacts): CalendarYear {
  const problems: string[] = [];
  const rows = rowsOf(file);
  const holidays: CalendarYear['holidays'] = [];
  const workdays: CalendarYear['workdays'] = [];
  for (const [index, row] of rows.entries()) {
    const told = dayOf(row, `${file} line ${index + 2}`, problems);
    if (told === null) continue;
    const { kind, name, from, to } = told;
    if (kind === 'off') holidays.push({ name, from, to });
    else if (from === to) workdays.push({ name, date: from });
    else problems.push(`${file} line ${index + 2}: a make-up working day is one day; write a row for each`);
  }
  if (rows.length === 0) problems.push(`${file}: has no rows; the first line names the columns`);
  const year = { ...facts, holidays: merged(holidays), workdays };
  const read = calendarYear.safeParse(year);
  if (!read.success) problems.push(...describeIssues(file, read.error));
  if (problems.length > 0 || !read.success) throw new UsageError(problems);
  return read.data;
}

function rowsOf(file: string): z.infer<typeof table> {
  let text: string | null;
  try {
    text = utf8Of(readFileSync(file));
  } catch (error) {
    throw new UsageError([
      `${file}: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown fault'})`,
    ]);
  }
  if (text === null)
    throw new UsageError([`${file}: is not UTF-8; save it as UTF-8 (in a spreadsheet: "CSV UTF-8")`]);
  const header = (names: string[]) => names.map((name) => name.trim().toLowerCase());
  try {
    return table.parse(parse(text, { columns: header, skip_empty_lines: true, trim: true }));
  } catch (error) {
    throw new UsageError([`${file}: is not CSV: ${(error as Error).message}`]);
  }
}

function dayOf(row: Readonly<Record<string, string>>, where: string, problems: string[]) {
  const cell = (column: keyof typeof COLUMNS) => COLUMNS[column].map((name) => row[name]).find(Boolean) ?? '';
  const from = cell('from');
  const to = cell('to') || from;
  const kind = KINDS[cell('kind').toLowerCase()];
  const bad = [from, to].filter((day) => !calendarDay.safeParse(day).success);
  for (const day of bad) problems.push(`${where}: "${day}" is no day; write YYYY-MM-DD`);
  if (kind === undefined) problems.push(`${where}: type "${cell('kind')}" is not known; write 放假 or 上班`);
  if (bad.length > 0 || kind === undefined) return null;
  return { kind, from, to, name: cell('name') || (kind === 'off' ? '放假' : '调休上班') };
}

/** Single days in a row of the same name as one stretch. */
function merged(days: CalendarYear['holidays']): CalendarYear['holidays'] {
  const list: CalendarYear['holidays'] = [];
  for (const day of [...days].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = list.at(-1);
    if (last !== undefined && last.name === day.name && dayAfter(last.to) === day.from) last.to = day.to;
    else list.push({ ...day });
  }
  return list;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
