import { describe, expect, it } from 'vitest';
import { CREDIT_FRAMES } from '../../../../gateway/contract/wire.ts';
import {
  bookAck,
  bookFrame,
  createViewer,
  hasCredit,
  placeAt,
  placeAtOffer,
  roomOf,
} from '../../../../gateway/live/viewer.ts';
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

describe('a client that is placed anew', () => {
  const owing = () => {
    const viewer = createViewer('a', freeWire);
    placeAt(viewer, 10);
    for (let n = 11; n <= 13; n += 1) bookFrame(viewer, { n, bytes: 3_000, at: n });
    return viewer;
  };

  it('owes what it was sent before, however often it asks, since the oldest of it', () => {
    const viewer = owing();
    for (let times = 0; times < 20; times += 1) {
      placeAt(viewer, 10);
      bookFrame(viewer, { n: 14, bytes: 1_000, at: 100 + times });
    }
    expect(viewer.window - roomOf(viewer)).toBe(3 * 3_000 + 20 * 1_000);
    expect(viewer.stalledAt).toBe(11);
  });

  it('is not freed by an acknowledgement of what is older than its place', () => {
    const viewer = owing();
    placeAt(viewer, 10);
    bookAck(viewer, 9, 20);
    expect([viewer.window - roomOf(viewer), viewer.stalledAt]).toEqual([9_000, 11]);
  });

  it('has all its credit but one frame at once, and everything with its next acknowledgement', () => {
    const viewer = owing();
    for (let n = 14; n < 14 + CREDIT_FRAMES; n += 1) bookFrame(viewer, { n, bytes: 0, at: n });
    placeAt(viewer, 10);
    expect([hasCredit(viewer), viewer.unacked.length]).toEqual([true, 1]);
    bookAck(viewer, 11, 20);
    expect([viewer.unacked, viewer.stalledAt]).toEqual([[], null]);
  });

  it('owes nothing once it has the snapshot that was offered behind all that', () => {
    const viewer = owing();
    placeAtOffer(viewer, 20);
    expect([viewer.unacked, viewer.stalledAt, viewer.place]).toEqual([[], null, 20]);
  });
});
