/** A JSON Schema or a document that holds some. */
export type Json = Readonly<Record<string, unknown>>;

/** What the documents' schemas are written with; any other keyword is a fault, so that none is passed over unread. */
const READ = new Set([
  ...['$ref', 'type', 'const', 'enum', 'anyOf', 'oneOf', 'properties', 'required', 'additionalProperties'],
  ...['propertyNames', 'items', 'prefixItems', 'minItems', 'maxItems', 'minLength', 'maxLength', 'pattern'],
  ...['minimum', 'maximum', 'format', 'description', 'discriminator', 'default'],
]);

/** Where a reference such as `#/components/schemas/Problem` leads; undefined when it leads nowhere. */
export function resolve(document: unknown, reference: string): unknown {
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>((node, key) => (node as Json | undefined)?.[key.replaceAll('~1', '/')], document);
}

/** Every `$ref` of a document. */
export function references(node: unknown): string[] {
  if (node === null || typeof node !== 'object') return [];
  const own = typeof (node as Json).$ref === 'string' ? [(node as { $ref: string }).$ref] : [];
  return [...own, ...Object.values(node).flatMap(references)];
}

/** What is wrong with a value by a schema of the document; an empty list when nothing is. */
export function faultsOf(document: unknown, schema: Json, value: unknown, path = '$'): string[] {
  const unknown = Object.keys(schema).filter((keyword) => !READ.has(keyword));
  if (unknown.length > 0) return [`${path}: keyword ${unknown.join()} is not read`];
  if (typeof schema.$ref === 'string') {
    const target = resolve(document, schema.$ref) as Json | undefined;
    return target === undefined
      ? [`${path}: ${schema.$ref} leads nowhere`]
      : faultsOf(document, target, value, path);
  }
  return [
    ...choiceFaults(document, schema, value, path),
    ...typeFaults(schema, value, path),
    ...textFaults(schema, value, path),
    ...numberFaults(schema, value, path),
    ...listFaults(document, schema, value, path),
    ...objectFaults(document, schema, value, path),
  ];
}

function choiceFaults(document: unknown, schema: Json, value: unknown, path: string): string[] {
  const choices = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  if (choices === undefined) return [];
  const tried = choices.map((choice) => faultsOf(document, choice, value, path));
  const fitting = tried.filter((faults) => faults.length === 0).length;
  if (schema.oneOf === undefined ? fitting > 0 : fitting === 1) return [];
  return [
    `${path}: ${fitting} of ${choices.length} choices fit; ${tried.map(([first]) => first).join(' | ')}`,
  ];
}

function typeFaults(schema: Json, value: unknown, path: string): string[] {
  if ('const' in schema && schema.const !== value) return [`${path}: is not ${String(schema.const)}`];
  if (Array.isArray(schema.enum) && !schema.enum.includes(value))
    return [`${path}: ${String(value)} is none of the list`];
  if (schema.type === undefined || [schema.type].flat().some((type) => isOfType(value, String(type))))
    return [];
  return [`${path}: is no ${String(schema.type)}`];
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return value !== null && typeof value === 'object' && !Array.isArray(value);
  return typeof value === type;
}

function textFaults({ minLength, maxLength, pattern, format }: Json, value: unknown, path: string): string[] {
  if (typeof value !== 'string') return [];
  const fits =
    value.length >= Number(minLength ?? 0) &&
    value.length <= Number(maxLength ?? Number.POSITIVE_INFINITY) &&
    (pattern === undefined || new RegExp(String(pattern), 'u').test(value)) &&
    (format !== 'date-time' || Number.isFinite(Date.parse(value)));
  return fits ? [] : [`${path}: "${value}" does not fit its length, pattern or format`];
}

function numberFaults({ minimum, maximum }: Json, value: unknown, path: string): string[] {
  if (typeof value !== 'number') return [];
  const fits =
    value >= Number(minimum ?? Number.NEGATIVE_INFINITY) &&
    value <= Number(maximum ?? Number.POSITIVE_INFINITY);
  return fits ? [] : [`${path}: ${value} is out of range`];
}

function listFaults(document: unknown, schema: Json, value: unknown, path: string): string[] {
  if (!Array.isArray(value)) return [];
  const first = (schema.prefixItems ?? []) as Json[];
  const size = value.length >= Number(schema.minItems ?? 0) && value.length <= Number(schema.maxItems ?? 1e9);
  return [
    ...(size ? [] : [`${path}: ${value.length} items`]),
    ...value.flatMap((item: unknown, i) => {
      const each = first[i] ?? (schema.items as Json | undefined);
      return each === undefined ? [] : faultsOf(document, each, item, `${path}[${i}]`);
    }),
  ];
}

function objectFaults(document: unknown, schema: Json, value: unknown, path: string): string[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  const properties = (schema.properties ?? {}) as Readonly<Record<string, Json>>;
  const others = schema.additionalProperties;
  const missing = ((schema.required ?? []) as string[]).filter((name) => !(name in value));
  return [
    ...missing.map((name) => `${path}.${name}: is missing`),
    ...Object.entries(value).flatMap(([name, each]) => {
      const own = properties[name] ?? (typeof others === 'object' ? (others as Json) : undefined);
      if (own !== undefined) return faultsOf(document, own, each, `${path}.${name}`);
      return others === false ? [`${path}.${name}: is not documented`] : [];
    }),
  ];
}
