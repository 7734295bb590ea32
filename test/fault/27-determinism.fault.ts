import { describe, expect, it } from 'vitest';
import { replayThreeWays } from './replay/check.ts';

describe('fault 27: determinism', () => {
  it('25,000 entries give one state hash, whatever the pieces, the restores, the time zone and the language', async () => {
    const { straight, pieces, elsewhere } = await replayThreeWays(25_000);
    expect(pieces.restored).toBeGreaterThan(0);
    expect(straight.quarantined).toBeGreaterThan(0);
    expect(pieces.hashes).toEqual(straight.hashes);
    expect(elsewhere.hashes).toEqual(straight.hashes);
    expect(pieces.quarantined).toBe(straight.quarantined);
  });
});
