import { listOfValues, type ValueList } from '../../../contract/value-words.ts';
import { html, type Markup } from '../markup.ts';
import type { JsonSchema } from '../schemas.ts';

/** Anchor of a closed list on the page. */
export const anchorOfList = ({ title }: ValueList) => `list-${encodeURIComponent(title)}`;

/** A field of an object that may be left out is needed only inside it. */
function needOf(path: string, required: boolean): string {
  if (!required) return '';
  return path.includes('.') ? '其中必填' : '必填';
}

interface Row {
  readonly path: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** A table of every field of an object schema, nested objects by their path. */
export function fieldTable(schema: JsonSchema): Markup {
  const rows = rowsOf(schema, '').map(
    ({ path, schema: field, required }) =>
      html`<tr><td><code class="${required ? 'must' : ''}">${path}</code></td><td>${needOf(path, required)}</td><td>${kindOf(field)}</td><td>${wordsIn(field)}</td></tr>`,
  );
  return html`<table><thead><tr><th>字段</th><th></th><th>取值</th><th>说明</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function rowsOf(schema: JsonSchema, prefix: string): Row[] {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const needed = (schema.required ?? []) as string[];
  return Object.entries(properties).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const inner = shapeOf(field);
    return [{ path, schema: field, required: needed.includes(name) }, ...rowsOf(inner, `${path}.`)];
  });
}

/** The schema of the value where `null` is allowed too. */
function shapeOf(schema: JsonSchema): JsonSchema {
  const choices = (schema.anyOf ?? []) as JsonSchema[];
  if (Array.isArray(schema.type)) return { ...schema, type: schema.type.find((type) => type !== 'null') };
  return choices.find(({ type }) => type !== 'null') ?? schema;
}

const isNullable = ({ anyOf, type }: JsonSchema) =>
  [type].flat().includes('null') || (Array.isArray(anyOf) && anyOf.some((choice) => choice.type === 'null'));

function kindOf(field: JsonSchema): Markup {
  const value = shapeOf(field);
  return html`${kindOfValue(value)}${isNullable(field) ? ' 或 null' : ''}`;
}

function kindOfValue(value: JsonSchema): Markup {
  if (value.const !== undefined) return html`<code>${String(value.const)}</code>`;
  if (Array.isArray(value.enum)) return kindOfChoice(value.enum);
  if (value.format === 'date-time') return html`时刻，带时区`;
  if (value.format === 'uri') return html`网址`;
  switch (value.type) {
    case 'string':
      return html`文字${lengthOf(value)}`;
    case 'integer':
      return html`整数${rangeOf(value)}`;
    case 'number':
      return html`数${rangeOf(value)}`;
    case 'boolean':
      return html`true / false`;
    case 'array':
      return html`列表`;
    default:
      return html`对象`;
  }
}

function kindOfChoice(values: readonly unknown[]): Markup {
  const list = listOfValues(values);
  return list === null
    ? html`<code>${values.join(' / ')}</code>`
    : html`<a href="#${anchorOfList(list)}">词表：${list.title}</a>`;
}

function lengthOf({ maxLength, pattern }: JsonSchema): string {
  if (maxLength !== undefined) return `，至多 ${maxLength} 字`;
  return pattern === undefined ? '' : '，格式固定';
}

function rangeOf({ minimum, maximum }: JsonSchema): string {
  if (minimum === undefined) return '';
  return maximum === undefined || Number(maximum) > 1e12 ? `，≥ ${minimum}` : `，${minimum} 至 ${maximum}`;
}

/** The words without the list of values, which has a table of its own. */
const wordsIn = (field: JsonSchema) => {
  const words = String(field.description ?? shapeOf(field).description ?? '');
  return Array.isArray(shapeOf(field).enum) ? words.replace(/：[^：]*$/, '') : words;
};
