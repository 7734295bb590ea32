import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../../../gateway/contract/hash.ts';
import { equal } from '../../../../gateway/fold/equal.ts';

const data = fc.jsonValue({ maxDepth: 3, depthSize: 'small' });

it('data is equal exactly when its canonical text is', () => {
  fc.assert(
    fc.property(data, data, (a, b) => {
      expect(equal(a, structuredClone(a))).toBe(true);
      // JSON has no negative zero.
      const alike = canonicalJson(a) === canonicalJson(b);
      if (!/-0/.test(JSON.stringify([a, b]))) expect(equal(a, b) || !alike).toBe(true);
      if (!alike) expect(equal(a, b)).toBe(false);
    }),
  );
});

it.each<[unknown, unknown, boolean]>([
  [{ a: 1, b: undefined }, { a: 1 }, true],
  [{ a: 1 }, { a: 1, b: undefined }, true],
  [{ a: 1 }, { a: 1, b: null }, false],
  [[1, 2], [1, 2, 3], false],
  [[1, 2, 3], [1, 2], false],
  [[1, 2], [2, 1], false],
  [{ 0: 1 }, [1], false],
  [{ a: { v: 1 } }, { a: { v: 2 } }, false],
])('%j and %j', (a, b, same) => {
  expect([equal(a, b), equal(b, a)]).toEqual([same, same]);
});

it('what is ignored is ignored at the first level only', () => {
  expect(equal({ v: 1, x: 1 }, { v: 2, x: 1 }, new Set(['v']))).toBe(true);
  expect(equal({ x: 1 }, { v: 2, x: 1 }, new Set(['v']))).toBe(true);
  expect(equal({ x: { v: 1 } }, { x: { v: 2 } }, new Set(['v']))).toBe(false);
});
