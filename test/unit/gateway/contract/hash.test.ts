import { describe, expect, it } from 'vitest';
import {
  add64,
  canonicalJson,
  entityHash,
  hash64,
  hex64,
  subtract64,
} from '../../../../gateway/contract/index.ts';
import fc from '../../../support/property.ts';

const half = fc.nat({ max: 0xffffffff });
const sum = fc.record({ hi: half, lo: half });

describe('canonical JSON', () => {
  it('does not depend on the order of keys and leaves undefined out', () => {
    expect(canonicalJson({ b: 1, a: [{ d: undefined, c: '字' }, null] })).toBe(
      '{"a":[{"c":"字"},null],"b":1}',
    );
    expect(canonicalJson({ a: [{ c: '字' }, null], b: 1 })).toBe(
      canonicalJson({ b: 1, a: [{ c: '字' }, null] }),
    );
  });

  it('does not depend on what was written before', () => {
    const keys = ['d', 'b', 'a', 'c'];
    const kinds = keys.flatMap((_, turn) => {
      const turned = [...keys.slice(turn), ...keys.slice(0, turn)];
      return [turned, [...turned].reverse(), turned.map((key) => `${key}"${turn}`)];
    });
    for (const kind of [...kinds, ...kinds]) {
      const value = Object.fromEntries(kind.map((key) => [key, key]));
      const sorted = Object.fromEntries([...kind].sort().map((key) => [key, key]));
      expect(canonicalJson(value)).toBe(JSON.stringify(sorted));
    }
  });

  it('is JSON of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('the 64-bit sum', () => {
  it('agrees with big integers modulo 2^64', () => {
    const big = ({ hi, lo }: { hi: number; lo: number }) => (BigInt(hi) << 32n) + BigInt(lo);
    fc.assert(
      fc.property(sum, sum, (a, b) => {
        const plus = { ...a };
        add64(plus, b);
        expect(big(plus)).toBe((big(a) + big(b)) % (1n << 64n));
        subtract64(plus, b);
        expect(plus).toEqual(a);
      }),
    );
  });

  it('gives the same total in any order', () => {
    const hashes = ['a', 'b', 'c'].map((id) => entityHash('case', id, { id }));
    const total = (list: typeof hashes) => {
      const result = { hi: 0, lo: 0 };
      for (const one of list) add64(result, one);
      return hex64(result);
    };
    expect(total(hashes)).toBe(total([...hashes].reverse()));
  });
});

describe('the entity hash', () => {
  it('tells near texts apart', () => {
    const texts = Array.from({ length: 20_000 }, (_unused, i) => `case\n${i}`);
    expect(new Set(texts.map((text) => hex64(hash64(text)))).size).toBe(texts.length);
  });

  it('is the same on every machine', () => {
    expect(hex64(entityHash('case', 'demo-1', { title: '井盖破损' }))).toMatchInlineSnapshot(
      `"049d776252ed365a"`,
    );
  });
});
