import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type CatalogueItem, type CatalogueRules, catalogueRules } from '../../../gateway/contract/life.ts';
import { utf8Of } from '../../runtime/files.ts';
import { describeIssues } from '../../runtime/problems.ts';
import { UsageError } from '../region/usage.ts';

/** Headers that name a column, Chinese or English. */
const COLUMNS = {
  id: ['编号', 'id'],
  name: ['事项', '事项名称', 'name'],
  kind: ['种类', 'kind'],
  categories: ['类别', 'categories', 'category'],
  territory: ['层级', 'territory'],
  department: ['责任单位', '责任部门', 'department'],
  rule: ['依据', 'rule'],
  gridMay: ['网格准入', 'grid_may', 'gridmay'],
} as const satisfies Record<keyof CatalogueItem, readonly string[]>;

const KINDS: Readonly<Record<string, string>> = {
  矛盾纠纷: 'DISPUTE',
  部件类: 'FACILITY',
  部件: 'FACILITY',
  安全隐患: 'HAZARD',
  治安问题: 'PUBLIC_ORDER',
  群众诉求: 'APPEAL',
  城管事件: 'CITY_EVENT',
  告警转案: 'ALARM_CASE',
};
const TERRITORIES: Readonly<Record<string, string>> = {
  村社区: 'VILLAGE',
  '村（社区）': 'VILLAGE',
  镇街: 'TOWNSHIP',
  区县: 'COUNTY',
};
const YES: ReadonlySet<string> = new Set(['是', 'yes', 'true', '1', '准入']);

const table = z.array(z.record(z.string(), z.string()));

/**
 * The duty catalogue out of a CSV table; several categories of a row are separated by 、 or ;.
 * @throws {UsageError} with every missing column and bad row: file, line, what was expected.
 */
export function readCatalogue(file: string): CatalogueRules {
  const rows = rowsOf(file);
  const first = rows[0] ?? {};
  const missing = Object.values(COLUMNS).filter((names) => !names.some((name) => name in first));
  if (missing.length > 0) {
    throw new UsageError(missing.map((names) => `${file}: has no column ${names.join(' | ')}`));
  }
  const read = catalogueRules.safeParse({ items: rows.map(itemOf) });
  if (read.success) return read.data;
  const lines = read.error.issues.map((issue) => {
    const [, index, ...path] = issue.path;
    const where = typeof index === 'number' ? ` line ${index + 2}` : '';
    return `${file}${where}${path.length > 0 ? ` at ${path.join('.')}` : ''}: ${issue.message}`;
  });
  throw new UsageError(lines.length > 0 ? lines : describeIssues(file, read.error));
}

function rowsOf(file: string): z.infer<typeof table> {
  const header = (names: string[]) => names.map((name) => name.trim().toLowerCase());
  try {
    const text = utf8Of(readFileSync(file));
    if (text === null) throw new Error('it is not UTF-8; save it as UTF-8 (in a spreadsheet: "CSV UTF-8")');
    return table.parse(parse(text, { columns: header, skip_empty_lines: true, trim: true }));
  } catch (error) {
    throw new UsageError([`${file}: cannot be read as CSV: ${(error as Error).message}`]);
  }
}

function itemOf(row: Readonly<Record<string, string>>): Record<keyof CatalogueItem, unknown> {
  const cell = (column: keyof typeof COLUMNS) => COLUMNS[column].map((name) => row[name]).find(Boolean) ?? '';
  const coded = (words: Readonly<Record<string, string>>, value: string) =>
    words[value] ?? value.toUpperCase();
  return {
    id: cell('id'),
    name: cell('name'),
    kind: coded(KINDS, cell('kind')),
    categories: cell('categories')
      .split(/[、;；]/)
      .map((each) => each.trim())
      .filter(Boolean),
    territory: coded(TERRITORIES, cell('territory')),
    department: cell('department'),
    rule: cell('rule'),
    gridMay: YES.has(cell('gridMay').toLowerCase()),
  };
}
