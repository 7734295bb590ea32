import { describe, expect, it } from 'vitest';
import { snapshotDue, thinSnapshots } from '../../../../gateway/live/housekeeping.ts';
import type { SnapshotMeta } from '../../../../gateway/log/port.ts';

const HOUR = 3_600_000;
const NOW = 1_000.5 * HOUR;
const saved = (savedAt: number, n = 1): SnapshotMeta => ({
  id: `at ${savedAt}`,
  position: { e: 'E', n, h: 'h' },
  reducerVersion: 1,
  stateHash: '',
  savedAt,
  bytes: 1,
});
const idOf = (savedAt: number) => saved(savedAt).id;

describe('a snapshot is due', () => {
  it.each([
    ['when there is none', undefined, 1, true],
    ['not before the first entry', undefined, 0, false],
    ['not twice in an hour', saved(NOW + 1), 2, false],
    ['in another hour', saved(NOW - HOUR), 2, true],
    ['also when the clock went back', saved(NOW + 5 * HOUR), 2, true],
    ['when very much has happened', saved(NOW + 1), 30_000, true],
  ])('%s', (_when, newest, n, due) => {
    expect(snapshotDue(newest, NOW + 2, n)).toBe(due);
  });
});

describe('thinning', () => {
  it('keeps the last two, and of older ones one an hour', () => {
    const times = [NOW, NOW - 1, NOW - 2, NOW - HOUR, NOW - HOUR - 1, NOW - 3 * HOUR];
    const dropped = thinSnapshots(
      times.map((at) => saved(at)),
      NOW,
      30 * 24 * HOUR,
    );
    expect(dropped).toEqual([idOf(NOW - 2), idOf(NOW - HOUR - 1)]);
  });

  it('drops what is too old, never the last two', () => {
    const times = [NOW - 50 * HOUR, NOW - 60 * HOUR, NOW - 70 * HOUR];
    expect(
      thinSnapshots(
        times.map((at) => saved(at)),
        NOW,
        HOUR,
      ),
    ).toEqual([idOf(NOW - 70 * HOUR)]);
  });
});
