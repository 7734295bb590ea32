const NOTHING: ReadonlySet<string> = new Set();

/** Deep equality of plain data; keys in `ignored` are left out at the first level. An absent key equals `undefined`. */
export function equal(a: unknown, b: unknown, ignored: ReadonlySet<string> = NOTHING): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const list = Array.isArray(a);
  if (list !== Array.isArray(b)) return false;
  if (list) return sameItems(a, b as readonly unknown[]);
  return sameFields(a as Fields, b as Fields, ignored);
}

type Fields = Readonly<Record<string, unknown>>;

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at += 1) if (!equal(a[at], b[at])) return false;
  return true;
}

/*
 * Keys are walked with for … in: unlike `Object.keys` it makes no list of them. Nearly all fields of two states of an
 * entity are the same, so that is asked first; where `b` has no more keys than were met in `a`, none of its own is read.
 */
function sameFields(a: Fields, b: Fields, ignored: ReadonlySet<string>): boolean {
  let shared = 0;
  for (const key in a) {
    const value = a[key];
    const other = b[key];
    if (other !== undefined) shared += 1;
    if (!Object.is(value, other) && !ignored.has(key) && !equal(value, other)) return false;
  }
  let keys = 0;
  for (const _ in b) keys += 1;
  return keys === shared || !hasMore(a, b, ignored);
}

/** Has `b` a field that `a` has not? */
function hasMore(a: Fields, b: Fields, ignored: ReadonlySet<string>): boolean {
  for (const key in b) if (b[key] !== undefined && a[key] === undefined && !ignored.has(key)) return true;
  return false;
}
