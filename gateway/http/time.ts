/** ISO-8601 with the site's offset, such as 2026-11-20T15:42:06+08:00; milliseconds only when there are any. */
export function isoWithOffset(ms: number, offsetMinutes: number): string {
  const local = new Date(ms + offsetMinutes * 60_000).toISOString().replace(/(?:\.000)?Z$/, '');
  const size = Math.abs(offsetMinutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

const INSTANT_FIELD = /(?:At|Since|Until|By|from|to)$|^(?:at|since|until)$/;

/** A copy of an entity in which every instant field, at any depth, is ISO-8601; everything else is as it is. */
export function withIsoInstants(entity: object, offsetMinutes: number): Record<string, unknown> {
  const fields = Object.entries(entity).map(([key, value]) => {
    const instant = typeof value === 'number' && INSTANT_FIELD.test(key) && value > 1e11;
    return [key, instant ? isoWithOffset(value, offsetMinutes) : inside(value, offsetMinutes)];
  });
  return Object.fromEntries(fields);
}

function inside(value: unknown, offsetMinutes: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => inside(each, offsetMinutes));
  return withIsoInstants(value, offsetMinutes);
}
