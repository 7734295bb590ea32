/** Rows that are written at once. */
const SLICE = 50;
/** Objects are taken apart down to here; what is below is small. */
const DEPTH = 4;

/**
 * The text that `JSON.stringify` gives, in pieces that are each made when they are asked for: whoever writes a large
 * value can let others work in between. The value must not change until the last piece was made.
 */
export function* jsonPieces(value: unknown, depth = DEPTH): Generator<string, void, undefined> {
  if (Array.isArray(value) && value.length > SLICE) yield* rowPieces(value);
  else if (depth > 0 && isPlain(value)) yield* objectPieces(value, depth);
  else yield JSON.stringify(value) ?? 'null';
}

/** A JSON array of rows that are each made when their turn comes. */
export function* rowPieces(rows: Iterable<unknown>): Generator<string, void, undefined> {
  let slice: unknown[] = [];
  let before = '[';
  for (const row of rows) {
    slice.push(row);
    if (slice.length < SLICE) continue;
    yield before + JSON.stringify(slice).slice(1, -1);
    before = ',';
    slice = [];
  }
  if (slice.length > 0) yield before + JSON.stringify(slice).slice(1, -1);
  yield before === '[' && slice.length === 0 ? '[]' : ']';
}

function* objectPieces(
  value: Readonly<Record<string, unknown>>,
  depth: number,
): Generator<string, void, undefined> {
  let before = '{';
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined) continue;
    yield `${before}${JSON.stringify(key)}:`;
    before = ',';
    yield* jsonPieces(field, depth - 1);
  }
  yield before === '{' ? '{}' : '}';
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
