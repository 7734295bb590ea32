import type { z } from 'zod';
import type { ErrorCode } from '../../contract/errors.ts';
import type { JsonSchema, SchemaName } from './schemas.ts';

/** Which key a call needs; `open` none, `local` none from this machine and else the administrator's. */
export type KeyNeed = 'open' | 'local' | 'any' | 'producer' | 'reader' | 'seat' | 'sender' | 'administrator';

/** Sections of the page, in their order. */
export const GROUPS = ['发送', '查看', '死信', '来源登记', '运行', '大屏页面', '文档'] as const;

/** A parameter of the address. */
export interface Parameter {
  readonly in: 'path' | 'query';
  readonly name: string;
  readonly says: string;
  readonly schema: z.ZodType;
  readonly required: boolean;
  /** Left out of the `curl` when absent. */
  readonly example?: string;
  /** Shell variable that stands for the value in the `curl`: the value differs from gateway to gateway. */
  readonly variable?: string;
}

/** One media type of a request's body. */
export interface Body {
  readonly type: string;
  /** Absent: bytes or lines that JSON Schema does not describe. */
  readonly schema?: JsonSchema;
  /** As it is sent; base64 of it when it is not text. */
  readonly example: string;
  readonly base64?: boolean;
}

/** One successful answer. */
export interface Answer {
  readonly status: number;
  readonly says: string;
  /** Default: `application/json`. Null: no body. */
  readonly type?: string | null;
  readonly schema?: SchemaName;
}

/** One call of the gateway, as data: OpenAPI, the page and the tests are made of it. */
export interface Operation {
  readonly id: string;
  readonly method: 'get' | 'post' | 'delete';
  /** With parameters as OpenAPI writes them, such as `/v1/cases/{id}`. */
  readonly path: string;
  readonly group: (typeof GROUPS)[number];
  readonly title: string;
  readonly says: string;
  readonly key: KeyNeed;
  readonly parameters?: readonly Parameter[];
  readonly bodies?: readonly Body[];
  /** Whether a call without body is fine. */
  readonly bodyOptional?: boolean;
  /** Further options of the `curl`. */
  readonly curl?: readonly string[];
  /** The first is what the `curl` of the page gets on a new gateway. */
  readonly answers: readonly Answer[];
  /** Beyond those that every call can meet (`ALWAYS`) and those of its key (`OF_KEYS`). */
  readonly errors?: readonly ErrorCode[];
  /** Answers of other statuses with a body of their own, such as a refused event's result. */
  readonly refusals?: readonly Answer[];
}

/** What any call may be answered. */
export const ALWAYS: readonly ErrorCode[] = ['internal', 'starting'];
const OF_KEYS: readonly ErrorCode[] = ['unauthorized', 'forbidden'];

/** Every error that an operation can be answered with. */
export function errorsOf({ key, errors = [] }: Operation): readonly ErrorCode[] {
  return [...(key === 'open' ? [] : OF_KEYS), ...errors, ...ALWAYS];
}

/** Parameters of a query schema, with their words; what the schema has a default for is not required. */
export function queryOf(
  schema: z.ZodObject,
  words: Readonly<Record<string, string>>,
  examples: Readonly<Record<string, string>> = {},
): Parameter[] {
  return Object.entries(schema.shape).map(([name, each]) => ({
    in: 'query',
    name,
    says: words[name] ?? name,
    schema: each as z.ZodType,
    required: !(each as z.ZodType).safeParse(undefined).success,
    ...(examples[name] === undefined ? {} : { example: examples[name] }),
  }));
}
