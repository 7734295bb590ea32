const NOTHING: ReadonlySet<string> = new Set();

/** Deep equality of plain data; keys in `ignored` are left out at the first level. An absent key equals `undefined`. */
export function equal(a: unknown, b: unknown, ignored: ReadonlySet<string> = NOTHING): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const list = Array.isArray(a);
  if (list !== Array.isArray(b)) return false;
  if (list) return sameItems(a, b as readonly unknown[]);
  return coveredBy(a, b, ignored) && sameKeys(a, b, ignored);
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at += 1) if (!equal(a[at], b[at])) return false;
  return true;
}

/* Keys are walked with for … in: unlike `Object.keys` it makes no list of them. */
function coveredBy(a: object, b: object, ignored: ReadonlySet<string>): boolean {
  for (const key in a) {
    if (ignored.has(key)) continue;
    if (!equal((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])) return false;
  }
  return true;
}

function sameKeys(a: object, b: object, ignored: ReadonlySet<string>): boolean {
  for (const key in b) {
    if (ignored.has(key) || (b as Record<string, unknown>)[key] === undefined) continue;
    if (!(key in a)) return false;
  }
  return true;
}
