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
    expect([5, 5, 5, 5].map((ms, n) => round(n, ms))).toEqual([32_768, 65_536, 131_072, 131_072]);
    expect([400, 400].map((ms, n) => round(n, ms))).toEqual([65_536, 32_768]);
    expect(round(9, 5)).toBe(32_768);
    for (let n = 10; n < 160; n += 1) round(n, 5);
    expect(viewer.window).toBe(131_072);
  });

  it.each([
    ['1 Mbit/s', 125, 16_384],
    ['4 Mbit/s', 500, 65_536],
    ['100 Mbit/s', 12_500, 131_072],
  ])('grows on %s as far as what is on its way would still arrive soon', (_name, bytesPerMs, most) => {
    const viewer = createViewer('a', freeWire);
    for (let n = 1; n < 2_000; n += 1) {
      const bytes = 6_200 + ((n * 7_919) % (viewer.window - 6_200));
      bookFrame(viewer, { n, bytes, at: 0 });
      bookAck(viewer, n, bytes / bytesPerMs);
      expect(viewer.window).toBeLessThanOrEqual(most);
    }
    expect(viewer.window).toBe(most);
  });
});
