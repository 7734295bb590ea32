import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCalendars } from '../../../../config/runtime/calendars.ts';
import { importCalendar } from '../../../../config/tools/calendar-import.ts';
import { UsageError } from '../../../../config/tools/region/usage.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yitu-calendar-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const importing = (csv: string | Uint8Array, ...more: string[]) => {
  const file = join(folder, 'notice.csv');
  writeFileSync(file, csv);
  return importCalendar(['--year', '2027', '--file', file, '--source', '试行通知', '--out', folder, ...more]);
};
const problemsOf = (run: () => unknown): string => {
  try {
    run();
    return '';
  } catch (error) {
    if (error instanceof UsageError) return error.problems.join('\n');
    throw error;
  }
};

describe('calendar:import', () => {
  it('writes a year that loads, single days in a row as one stretch', () => {
    const csv = [
      '﻿日期,类型,名称',
      '2027-01-01,放假,元旦',
      '2027-01-02,放假,元旦',
      '2027-01-03,放假,元旦',
      '2027-01-04,上班,元旦调休',
    ].join('\n');
    expect(importing(csv)).toContain('1 stretches off, 1 make-up days, covered until 2027-12-31');
    expect(loadCalendars(folder)).toEqual([
      {
        year: 2027,
        source: '试行通知',
        coverageUntil: '2027-12-31',
        holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }],
        workdays: [{ name: '元旦调休', date: '2027-01-04' }],
      },
    ]);
  });

  it('takes stretches and a shorter coverage', () => {
    importing('from,to,type,name\n2027-01-01,2027-01-03,holiday,New Year\n', '--until', '2027-06-30');
    expect(JSON.parse(readFileSync(join(folder, '2027.json'), 'utf8'))).toMatchObject({
      coverageUntil: '2027-06-30',
      holidays: [{ from: '2027-01-01', to: '2027-01-03' }],
    });
  });

  it('asks for UTF-8 where a spreadsheet saved GBK', () => {
    const inGbk = Uint8Array.of(0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xc0, 0xe0, 0xd0, 0xcd, 0x0a);
    expect(problemsOf(() => importing(inGbk))).toMatch(/notice\.csv: is not UTF-8; save it as UTF-8/);
  });

  it('tells every bad row with its line, and writes nothing then', () => {
    const bad = problemsOf(() => importing('date,type,name\n2027-13-01,放假,元旦\n2027-01-02,也许,元旦\n'));
    expect(bad).toMatch(/line 2: "2027-13-01" is no day/);
    expect(bad).toMatch(/line 3: type "也许" is not known/);
    expect(loadCalendars(folder)).toEqual([]);
  });

  it('refuses days of another year, a day that is both, and a file that is there already', () => {
    expect(problemsOf(() => importing('date,type\n2026-12-31,放假\n'))).toMatch(/days of 2027 only/);
    const both = 'date,type\n2027-01-01,放假\n2027-01-01,上班\n';
    expect(problemsOf(() => importing(both))).toMatch(/2027-01-01 is also a holiday/);
    importing('date,type\n2027-01-01,放假\n');
    expect(problemsOf(() => importing('date,type\n2027-01-02,放假\n'))).toMatch(/--force/);
    expect(importing('date,type\n2027-01-02,放假\n', '--force')).toContain('1 stretches off');
  });

  it('says what is missing on the command line', () => {
    expect(problemsOf(() => importCalendar(['--year', 'soon']))).toMatch(
      /--file is missing[\s\S]*is no year/,
    );
  });
});
