import { describe, expect, it } from 'vitest';
import { jsonPieces, rowPieces } from '../../../../gateway/contract/json-pieces.ts';

const rows = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `T${i}`, at: null }));

describe('JSON in pieces', () => {
  it.each([
    ['nothing', null],
    ['a word', '"井盖"'],
    ['an empty list', []],
    ['an empty object', {}],
    ['a short list', rows(3)],
    ['a list of one slice', rows(50)],
    ['a long list', rows(1_234)],
    ['what is deep', { a: { b: { c: { d: { e: rows(120) } } } } }],
    ['long lists side by side', { records: rows(60), none: undefined, last: [rows(51), 1] }],
  ])('is the very text of the whole: %s', (_what, value) => {
    expect([...jsonPieces(value)].join('')).toBe(JSON.stringify(value));
  });

  it('makes rows only when their turn comes', () => {
    let made = 0;
    const lazy = (function* () {
      for (const row of rows(500)) {
        made += 1;
        yield row;
      }
    })();
    const pieces = rowPieces(lazy);
    pieces.next();
    expect(made).toBeLessThan(100);
    expect(`${JSON.stringify(rows(50)).slice(0, -1)}${[...pieces].join('')}`).toBe(JSON.stringify(rows(500)));
  });

  it('has no piece that takes long', () => {
    expect(Math.max(...[...jsonPieces({ records: rows(5_000) })].map(({ length }) => length))).toBeLessThan(
      4_000,
    );
  });
});
