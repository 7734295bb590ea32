import type { RawFeature } from './read-json.ts';

/** Properties that codes, names and parents are read from; the first one that is there counts. */
export interface FieldNames {
  readonly code: readonly string[];
  readonly name: readonly string[];
  readonly parent: readonly string[];
}

/** What sources usually call them; `adcode` is that of the national division data. */
export const USUAL_FIELDS: FieldNames = {
  code: ['code', 'id', 'adcode', 'CODE', 'ID', 'ADCODE', 'xzqdm', 'XZQDM'],
  name: ['name', 'NAME', 'Name', '名称', 'xzqmc', 'XZQMC'],
  parent: ['parent', 'PARENT', 'parentCode', 'parent_code', 'pcode'],
};

function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value === 'object' && value !== null && 'adcode' in value) return textOf(value.adcode);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text === '' ? null : text;
}

/** The first of the named properties with a text; null when there is none. */
export function fieldOf({ properties }: RawFeature, names: readonly string[]): string | null {
  for (const name of names) {
    const text = textOf(properties[name]);
    if (text !== null) return text;
  }
  return null;
}

/** Code of a feature: of its properties, else its own id. */
export function codeOf(feature: RawFeature, fields: FieldNames): string | null {
  return fieldOf(feature, fields.code) ?? feature.id;
}
