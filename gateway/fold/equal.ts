const NOTHING: ReadonlySet<string> = new Set();

/** Deep equality of plain data; keys in `ignored` are left out at the first level. An absent key equals `undefined`. */
export function equal(a: unknown, b: unknown, ignored: ReadonlySet<string> = NOTHING): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const list = Array.isArray(a);
  if (list !== Array.isArray(b)) return false;
  if (list) return sameItems(a, b as readonly unknown[]);
  const fields = a as Fields;
  const others = b as Fields;
  return ignored === NOTHING ? sameFields(fields, others) : sameFieldsBut(fields, others, ignored);
}

type Fields = Readonly<Record<string, unknown>>;

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at += 1) if (!equal(a[at], b[at])) return false;
  return true;
}

/*
 * Keys are walked with for … in: unlike `Object.keys` it makes no list of them. Where each field that `a` has equals that
 * of `b`, counting tells whether `b` has more.
 */
function sameFields(a: Fields, b: Fields): boolean {
  let more = 0;
  for (const key in a) {
    const value = a[key];
    if (value !== undefined) more -= 1;
    if (!equal(value, b[key])) return false;
  }
  for (const key in b) if (b[key] !== undefined) more += 1;
  return more === 0;
}

function sameFieldsBut(a: Fields, b: Fields, ignored: ReadonlySet<string>): boolean {
  let more = 0;
  for (const key in a) {
    if (ignored.has(key)) continue;
    const value = a[key];
    if (value !== undefined) more -= 1;
    if (!equal(value, b[key])) return false;
  }
  for (const key in b) if (b[key] !== undefined && !ignored.has(key)) more += 1;
  return more === 0;
}
