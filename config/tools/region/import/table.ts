import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Findings } from './findings.ts';
import { readUtf8 } from './read-json.ts';

/** A column by the headers that name it, Chinese or English. */
export interface Column {
  readonly headers: readonly string[];
  readonly required: boolean;
}

/** One row: cells by column; `where` tells file and line. */
export interface TableRow<Name extends string> {
  readonly where: string;
  readonly cells: Readonly<Record<Name, string>>;
  /** Adds a problem with the row and the column's header as the file has it. */
  fail(name: Name, reason: string): void;
}

/** Headers of columns about people, which a pack never takes in. */
const PERSONAL =
  /姓名|联系人|负责人|责任人|网格员|专干|人员|手机|移动电话|身份证|证件|性别|出生|年龄|住址|微信|person|contact|mobile|cell|id.?card|surname|(first|last|given|family).?name|birth|gender/i;
const PERSONAL_NUMBER = /(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx])(?!\d)/;

const records = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

function plain(header: string): string {
  return header.trim().toLowerCase();
}

interface Header<Name extends string> {
  readonly names: readonly (Name | null)[];
  readonly headers: readonly string[];
}

function readHeader<Name extends string>(
  file: string,
  headers: readonly string[],
  columns: Readonly<Record<Name, Column>>,
  problems: string[],
): Header<Name> {
  const known = Object.entries<Column>(columns) as [Name, Column][];
  const names = headers.map((header): Name | null => {
    const found = known.find(([, column]) => column.headers.map(plain).includes(plain(header)));
    if (found) return found[0];
    if (header.trim() === '') return null;
    problems.push(
      PERSONAL.test(header)
        ? `${file}: column "${header}" is about a person; a pack keeps units, posts and duty telephones only: delete the column`
        : `${file}: column "${header}" is unknown; known are ${known
            .map(
              ([
                ,
                {
                  headers: [first = ''],
                },
              ]) => first,
            )
            .join(', ')}`,
    );
    return null;
  });
  for (const [name, { required, headers: words }] of known) {
    if (required && !names.includes(name)) problems.push(`${file}: has no column ${words.join(' | ')}`);
  }
  return { names, headers };
}

function parseCsv(file: string, text: string, problems: string[]): z.infer<typeof records> {
  try {
    const options = {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    } as const;
    return records.parse(parse(text, options));
  } catch (error) {
    problems.push(`${file}: is not CSV: ${(error as Error).message}`);
    return [];
  }
}

/**
 * Reads a CSV file with a header line, row by row through `read`. Unknown and personal columns, and numbers of
 * persons, become problems.
 */
export function readTable<Name extends string, Entry>(
  path: string,
  columns: Readonly<Record<Name, Column>>,
  findings: Findings,
  read: (row: TableRow<Name>, index: number) => Entry[],
): Entry[] {
  const { problems } = findings;
  const file = basename(path);
  const text = readUtf8(path, findings);
  if (text === null) return [];
  const [head, ...rows] = parseCsv(file, text, problems);
  if (head === undefined || rows.length === 0) {
    problems.push(`${file}: holds no row below its header`);
    return [];
  }
  const { names, headers } = readHeader(file, head.record, columns, problems);
  return rows.flatMap(({ record, info }, index) => {
    const where = `${file}: row ${info.lines}`;
    const cell = (name: Name): string => record[names.indexOf(name)] ?? '';
    const fail = (name: Name, reason: string): void => {
      const header = headers[names.indexOf(name)] ?? columns[name].headers[0] ?? name;
      problems.push(`${where}, column ${header}: ${reason}`);
    };
    const cells = Object.fromEntries(Object.keys(columns).map((name) => [name, cell(name as Name)]));
    for (const name of Object.keys(columns) as Name[]) {
      if (columns[name].required && names.includes(name) && cell(name) === '') fail(name, 'is empty');
      if (PERSONAL_NUMBER.test(cell(name)))
        fail(name, 'is a mobile or identity number of a person; give the duty telephone of the unit');
    }
    return read({ where, cells: cells as Record<Name, string>, fail }, index);
  });
}

/** The value that a word stands for; a problem when the word is none of them. */
export function chosen<Name extends string, Value extends string>(
  row: TableRow<Name>,
  name: Name,
  words: Readonly<Record<string, Value>>,
): Value | null {
  const word = row.cells[name];
  if (word === '') return null;
  const value = words[word] ?? Object.values(words).find((known) => known === word);
  if (value === undefined)
    row.fail(name, `"${word}" is not known; use one of ${Object.keys(words).join(' | ')}`);
  return value ?? null;
}
