import { describe, expect, it } from 'vitest';
import { replayThreeWays } from './replay/check.ts';

describe('fault 27: determinism', () => {
  it('1,000,000 entries give one state hash, whatever the pieces, the restores, the time zone and the language', {
    timeout: 7_200_000,
  }, async () => {
    const { straight, pieces, elsewhere } = await replayThreeWays(1_000_000);
    expect(pieces.restored).toBeGreaterThan(100);
    expect(pieces.hashes).toEqual(straight.hashes);
    expect(elsewhere.hashes).toEqual(straight.hashes);
    expect(pieces.quarantined).toBe(straight.quarantined);
  });
});
