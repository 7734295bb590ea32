import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importCatalogue } from '../../../../config/tools/catalogue-import.ts';
import { UsageError } from '../../../../config/tools/region/usage.ts';
import { catalogueRules } from '../../../../gateway/contract/life.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yitu-catalogue-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const HEADER = '编号,事项,种类,类别,层级,责任单位,依据,网格准入';
const importing = (...rows: string[]) => {
  const file = join(folder, 'catalogue.csv');
  writeFileSync(file, [HEADER, ...rows].join('\n'));
  return importCatalogue(['--file', file, '--out', join(folder, 'catalogue.json')]);
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
const written = () =>
  catalogueRules.parse(JSON.parse(readFileSync(join(folder, 'catalogue.json'), 'utf8'))).items;

describe('catalogue:import', () => {
  it('takes a catalogue of 456 rows', () => {
    const rows = Array.from(
      { length: 456 },
      (_, index) =>
        `Q${index + 1},事项${index + 1},部件类,类别${index + 1}、旧名${index + 1},区县,dept-zjj,职责第${index + 1}项,是`,
    );
    expect(importing(...rows)).toContain('456 rows of 1 departments');
    expect(written()).toHaveLength(456);
    expect(written()[455]).toEqual({
      id: 'Q456',
      name: '事项456',
      kind: 'FACILITY',
      categories: ['类别456', '旧名456'],
      territory: 'COUNTY',
      department: 'dept-zjj',
      rule: '职责第456项',
      gridMay: true,
    });
  });

  it('tells every bad row with its line', () => {
    const problems = problemsOf(() =>
      importing('Q1,井盖,道路,井盖,区县,dept-zjj,职责,否', 'Q2,路灯,部件,路灯,全国,dept-zjj,职责,否'),
    );
    expect(problems).toMatch(/line 2 at kind/);
    expect(problems).toMatch(/line 3 at territory/);
    expect(problemsOf(() => importing('Q1,a,部件,a,区县,d,r,', 'Q1,b,部件,b,区县,d,r,'))).toMatch(
      /line 3 at id: "Q1" stands twice/,
    );
  });

  it('names the columns that are missing, and overwrites nothing unasked', () => {
    const file = join(folder, 'thin.csv');
    writeFileSync(file, '编号,事项\nQ1,井盖\n');
    const out = join(folder, 'catalogue.json');
    const run = () => importCatalogue(['--file', file, '--out', out]);
    expect(problemsOf(run)).toMatch(/no column 责任单位/);
    writeFileSync(file, Uint8Array.of(0xb1, 0xe0, 0xba, 0xc5, 0x0a));
    expect(problemsOf(run)).toMatch(/thin\.csv: .*not UTF-8; save it as UTF-8/);
    writeFileSync(out, '{}');
    expect(problemsOf(run)).toMatch(/--force/);
  });
});
