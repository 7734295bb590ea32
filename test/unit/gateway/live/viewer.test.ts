import { describe, expect, it } from 'vitest';
import { bookAck, bookFrame, createViewer } from '../../../../gateway/live/viewer.ts';
import { freeWire } from '../../../support/live/hand-state.ts';

describe('what may be on its way to a client', () => {
  it('trusts a way that acknowledges late with less, and for a while with no more', () => {
    const viewer = createViewer('a', freeWire);
    const round = (n: number, tookMs: number) => {
      bookFrame(viewer, { n, bytes: 10_000, at: 0 });
      bookAck(viewer, n, tookMs);
      return viewer.window;
    };
    expect([10, 10, 10, 10].map((ms, n) => round(n, ms))).toEqual([32_768, 65_536, 131_072, 131_072]);
    expect([400, 400].map((ms, n) => round(n, ms))).toEqual([65_536, 32_768]);
    expect(round(9, 10)).toBe(32_768);
    for (let n = 10; n < 80; n += 1) round(n, 10);
    expect(viewer.window).toBe(131_072);
  });
});
