const NOTHING: ReadonlySet<string> = new Set();

/** Deep equality of plain data; keys in `ignored` are left out at the first level. An absent key equals `undefined`. */
export function equal(a: unknown, b: unknown, ignored: ReadonlySet<string> = NOTHING): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  return coveredBy(a, b, ignored) && sameKeys(a, b, ignored);
}

function coveredBy(a: object, b: object, ignored: ReadonlySet<string>): boolean {
  for (const key of Object.keys(a)) {
    if (ignored.has(key)) continue;
    if (!equal((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])) return false;
  }
  return true;
}

function sameKeys(a: object, b: object, ignored: ReadonlySet<string>): boolean {
  for (const key of Object.keys(b)) {
    if (ignored.has(key) || (b as Record<string, unknown>)[key] === undefined) continue;
    if (!(key in a)) return false;
  }
  return true;
}
