import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { RowError } from './row-error.ts';

/** One row of a foreign table by column name; `line` counts from 1 in the file. */
export interface Row {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

export interface Table {
  /** Column names; null when each row has its own (NDJSON). */
  readonly columns: readonly string[] | null;
  readonly rows: readonly Row[];
  readonly errors: readonly RowError[];
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What csv-parse gives with `info`: the cells of a record, and the line it ends on. */
const csvRecords = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

/** Reads CSV with a header line (RFC 4180, quotes and line breaks inside quotes, a byte-order mark). */
function readCsv(text: string): Table {
  const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true } as const;
  const records = csvRecords.parse(parse(text, options));
  const columns = records[0]?.record ?? [];
  const errors: RowError[] = [];
  const rows = records.slice(1).flatMap(({ record, info: { lines } }): Row[] => {
    if (record.length !== columns.length) {
      errors.push(new RowError(lines, null, `${record.length} 列`, `应为 ${columns.length} 列`));
      return [];
    }
    return [{ line: lines, cells: Object.fromEntries(columns.map((name, i) => [name, record[i] ?? ''])) }];
  });
  return { columns, rows, errors };
}

function readNdjson(text: string): Table {
  const errors: RowError[] = [];
  const rows = text.split('\n').flatMap((one, i): Row[] => {
    if (one.trim() === '') return [];
    let value: unknown;
    try {
      value = JSON.parse(one);
    } catch {
      value = null;
    }
    if (!isRecord(value)) {
      errors.push(new RowError(i + 1, null, one.slice(0, 40), '应为一个 JSON 对象'));
      return [];
    }
    return [
      { line: i + 1, cells: Object.fromEntries(Object.entries(value).map(([k, v]) => [k, asText(v)])) },
    ];
  });
  return { columns: null, rows, errors };
}

/** Reads a file's text by its name: `.ndjson` and `.jsonl` are one object a line, anything else is CSV. */
export function readTable(text: string, name: string): Table {
  return /\.(ndjson|jsonl)$/i.test(name) ? readNdjson(text) : readCsv(text);
}
