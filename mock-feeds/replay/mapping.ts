import { z } from 'zod';
import {
  BASIS_KINDS,
  CASE_KINDS,
  CHANNELS,
  CRS,
  LEVELS,
  OUTCOMES,
  URGENCIES,
} from '../../gateway/contract/index.ts';

const column = z.string().min(1);

/** Takes a column's value through a table; a value that is not in the table becomes the default. */
const tableOf = <Word extends z.ZodType<string>>(word: Word) =>
  z.strictObject({ column: column.optional(), map: z.record(z.string(), word).default({}), default: word });

/** First column that is not empty, else the fallback. */
const words = z.strictObject({ columns: z.array(column).min(1), fallback: z.string().min(1).optional() });

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** How the columns of a foreign table become items. The README beside the shipped mappings explains each field. */
export const mapping = z.strictObject({
  $comment: z.string().optional(),
  /** CloudEvents source of the events: names the system that the records come from. */
  source: z.string().min(1).max(300),
  /** IANA zone of instants without an offset. */
  timeZone: z.string().refine(isTimeZone, 'an IANA time zone, such as Asia/Shanghai'),
  crs: z.enum(CRS).default('WGS84'),
  id: z.strictObject({ column, prefix: z.string().max(40).default('') }),
  receivedAt: column,
  dueAt: column.optional(),
  closedAt: column.optional(),
  /** Without it a row is closed when its `closedAt` is filled in. */
  status: z.strictObject({ column, closed: z.array(z.string()).min(1) }).optional(),
  title: words,
  address: words.optional(),
  location: z.strictObject({ lng: column, lat: column }).optional(),
  kind: tableOf(z.enum(CASE_KINDS)),
  channel: tableOf(z.enum(CHANNELS)).optional(),
  category: z.strictObject({ column, map: z.record(z.string(), z.string()).default({}) }).optional(),
  /** Department that holds the item; a value that is not in the table stands as it is. */
  holder: z.strictObject({ column, map: z.record(z.string(), z.string()).default({}) }).optional(),
  level: tableOf(z.enum(LEVELS)).optional(),
  urgency: tableOf(z.enum(URGENCIES)).optional(),
  outcome: tableOf(z.enum(OUTCOMES)).optional(),
  /** Where the deadline comes from, shown beside it. */
  basis: z.strictObject({ kind: z.enum(BASIS_KINDS), text: z.string().min(1).max(120) }).optional(),
});
export type Mapping = z.infer<typeof mapping>;

/** Reads a mapping. Throws with every bad field and what it should be. */
export function readMapping(text: string, name: string): Mapping {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error(`映射 ${name} 不是有效的 JSON：${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
  const read = mapping.safeParse(json);
  if (!read.success) throw new Error(`映射 ${name} 有误：\n${z.prettifyError(read.error)}`);
  return read.data;
}

/** Every column that a mapping reads. */
export function columnsOf(of: Mapping): string[] {
  const maybe = [
    of.id.column,
    of.receivedAt,
    of.dueAt,
    of.closedAt,
    of.status?.column,
    ...of.title.columns,
    ...(of.address?.columns ?? []),
    of.location?.lng,
    of.location?.lat,
    of.kind.column,
    of.channel?.column,
    of.category?.column,
    of.holder?.column,
    of.level?.column,
    of.urgency?.column,
    of.outcome?.column,
  ];
  return [...new Set(maybe.filter((name) => name !== undefined))];
}
