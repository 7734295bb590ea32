import { describe, expect, it } from 'vitest';
import { createTokens, TOKEN_LIMIT } from '../../../../gateway/live/token.ts';

const SECRET = 'a secret of the site';
const PLACE = { e: 'epoch-1', n: 4_711, h: '0123456789abcdef' };
const tokensOf = (changes: Partial<Parameters<typeof createTokens>[0]> = {}) =>
  createTokens({ secret: SECRET, site: 'demo', reducerVersion: 3, ...changes });

describe('a resume token', () => {
  it('tells the place it was signed for', () => {
    const tokens = tokensOf();
    expect(tokens.read(tokens.sign('operator', PLACE))).toEqual({
      site: 'demo',
      projection: 'operator',
      rv: 3,
      ...PLACE,
    });
  });

  it('is short', () => {
    const long = { e: 'x'.repeat(40), n: Number.MAX_SAFE_INTEGER, h: 'f'.repeat(16) };
    expect(tokensOf({ site: 'y'.repeat(32) }).sign('operator', long).length).toBeLessThanOrEqual(TOKEN_LIMIT);
  });

  it('is no token after any change of a character', () => {
    const tokens = tokensOf();
    const token = tokens.sign('visitor', PLACE);
    for (let i = 0; i < token.length; i += 7) {
      const other = token[i] === 'A' ? 'B' : 'A';
      const forged = token.slice(0, i) + other + token.slice(i + 1);
      expect(tokens.read(forged)).toBeNull();
    }
  });

  it('is no token when another site or another secret signed it', () => {
    expect(tokensOf().read(tokensOf({ site: 'other' }).sign('operator', PLACE))).toBeNull();
    expect(tokensOf().read(tokensOf({ secret: 'guessed' }).sign('operator', PLACE))).toBeNull();
  });

  it.each([null, 7, {}, '', '.', 'a.b.c', 'x'.repeat(TOKEN_LIMIT + 1)])('is not %j', (token) => {
    expect(tokensOf().read(token)).toBeNull();
  });
});
