import type { EventType } from '../../gateway/contract/index.ts';
import { INSTANT_FORM, instantMs } from './instant.ts';
import type { Mapping } from './mapping.ts';
import { RowError } from './row-error.ts';
import type { Row } from './table.ts';

/** One fact of a record: an event before its envelope. `at` in epoch milliseconds. */
export interface RecordFact {
  readonly line: number;
  readonly subject: string;
  readonly type: Extract<EventType, 'case.received' | 'case.dispatched' | 'case.closed'>;
  readonly sequence: number;
  readonly at: number;
  /** Deadline to be told with it. */
  readonly dueAt: number | null;
  readonly data: Readonly<Record<string, unknown>>;
}

const TITLE_MAX = 120;
const NAME_MAX = 60;

type Table<Word extends string> =
  | {
      readonly column?: string | undefined;
      readonly map: Readonly<Record<string, Word>>;
      readonly default: Word;
    }
  | undefined;

const cell = ({ cells }: Row, column: string | undefined) =>
  (column === undefined ? '' : (cells[column] ?? '')).trim();

function looked<Word extends string>(row: Row, table: Table<Word>): Word | null {
  return table === undefined ? null : (table.map[cell(row, table.column)] ?? table.default);
}

function firstOf(row: Row, words: Mapping['address']): string | null {
  const found = words?.columns.map((name) => cell(row, name)).find((value) => value !== '');
  return found ?? words?.fallback ?? null;
}

function instantAt(row: Row, column: string | undefined, timeZone: string): number | null {
  const text = cell(row, column);
  if (text === '') return null;
  const ms = instantMs(text, timeZone);
  if (ms === null) throw new RowError(row.line, column ?? null, text, `应为 ${INSTANT_FORM}`);
  return ms;
}

function degrees(row: Row, column: string, most: number): number | null {
  const text = cell(row, column);
  if (text === '') return null;
  const value = Number(text);
  if (!Number.isFinite(value) || Math.abs(value) > most) {
    throw new RowError(row.line, column, text, `应为 -${most} 到 ${most} 之间的度数`);
  }
  return value;
}

function locationOf(row: Row, { location, crs }: Mapping): object {
  if (location === undefined) return {};
  const [lng, lat] = [degrees(row, location.lng, 180), degrees(row, location.lat, 90)];
  return lng === null || lat === null ? {} : { location: { lng, lat, crs } };
}

function closedAtOf(row: Row, of: Mapping): number | null {
  const at = instantAt(row, of.closedAt, of.timeZone);
  if (of.status === undefined) return at;
  if (!of.status.closed.includes(cell(row, of.status.column))) return null;
  if (at === null) {
    throw new RowError(row.line, of.closedAt ?? of.status.column, '', '已办结的记录应有办结时间');
  }
  return at;
}

const present = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ''));

function required(row: Row, column: string, what: string): string {
  const text = cell(row, column);
  if (text === '') throw new RowError(row.line, column, '', `${what} 不能为空`);
  return text;
}

function received(row: Row, of: Mapping): Record<string, unknown> {
  const title = firstOf(row, of.title);
  if (title === null)
    throw new RowError(row.line, of.title.columns.join(' / '), '', '标题不能为空；映射可给 fallback');
  const category = cell(row, of.category?.column);
  return {
    title: title.slice(0, TITLE_MAX),
    ...present({
      kind: looked(row, of.kind),
      channel: looked(row, of.channel),
      category: (of.category?.map[category] ?? category).slice(0, NAME_MAX),
      address: firstOf(row, of.address),
      level: looked(row, of.level),
      urgency: looked(row, of.urgency),
    }),
    ...locationOf(row, of),
  };
}

/** The facts of one row in order: received, dispatched when a department is named, closed when it is. Throws a `RowError`. */
export function factsOf(row: Row, of: Mapping): RecordFact[] {
  const subject = `${of.id.prefix}${required(row, of.id.column, '编号')}`;
  const receivedAt = instantAt(row, of.receivedAt, of.timeZone);
  if (receivedAt === null) throw new RowError(row.line, of.receivedAt, '', `应为 ${INSTANT_FORM}`);
  const closedAt = closedAtOf(row, of);
  if (closedAt !== null && closedAt < receivedAt) {
    throw new RowError(row.line, of.closedAt ?? null, cell(row, of.closedAt), '办结时间早于受理时间');
  }
  const dueAt = instantAt(row, of.dueAt, of.timeZone);
  const department = cell(row, of.holder?.column);
  const base = { line: row.line, subject, dueAt: null };
  const facts: RecordFact[] = [
    { ...base, type: 'case.received', sequence: 1, at: receivedAt, dueAt, data: received(row, of) },
  ];
  if (department !== '') {
    const data = { holder: (of.holder?.map[department] ?? department).slice(0, NAME_MAX) };
    facts.push({ ...base, type: 'case.dispatched', sequence: facts.length + 1, at: receivedAt, data });
  }
  if (closedAt !== null) {
    const data = { ...present({ outcome: looked(row, of.outcome) }), callbackWaived: 'imported' };
    facts.push({ ...base, type: 'case.closed', sequence: facts.length + 1, at: closedAt, data });
  }
  return facts;
}
