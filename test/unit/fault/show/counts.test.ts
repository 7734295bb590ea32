import { describe, expect, it } from 'vitest';
import { countsOf, type WallView } from '../../../fault/show/counts.ts';
import { createLedger } from '../../../fault/show/ledger.ts';

const NOW = 100_000;
const position = (n: number, e = 'e1') => ({ e, n, h: 'h' });
const seen = (ids: readonly string[], n: number, changes: Partial<WallView> = {}): WallView => ({
  ids: new Set(ids),
  live: true,
  place: { e: 'e1', n, since: 0 },
  ...changes,
});

function ledgerOf(...acknowledged: readonly (readonly [string, number])[]) {
  const ledger = createLedger();
  for (const [id, n] of acknowledged) {
    ledger.post(id);
    ledger.acknowledge(id, { status: 201, position: position(n), at: NOW - 10_000 });
  }
  return ledger;
}

describe('the counts of a moment', () => {
  it('tell what is posted, acknowledged and on the wall', () => {
    const ledger = ledgerOf(['a', 1], ['b', 2]);
    ledger.post('c');
    expect(countsOf(ledger, seen(['a', 'b'], 2), NOW)).toEqual({
      posted: 3,
      acknowledged: 2,
      onWall: 2,
      lost: 0,
      twice: 0,
    });
  });

  it('call lost what is missing on a live wall that is past its place', () => {
    expect(countsOf(ledgerOf(['a', 1], ['b', 2]), seen(['b'], 2), NOW).lost).toBe(1);
  });

  it('do not call lost what the wall cannot know yet', () => {
    const ledger = ledgerOf(['a', 5]);
    expect(countsOf(ledger, seen([], 4), NOW).lost).toBe(0);
    expect(countsOf(ledger, seen([], 9, { live: false }), NOW).lost).toBe(0);
    expect(countsOf(ledger, seen([], 9, { place: null }), NOW).lost).toBe(0);
    expect(countsOf(ledger, seen([], 9), NOW - 9_500).lost).toBe(0);
  });

  it('call lost what was promised in an epoch before the one that the wall stands in', () => {
    const begunAt = (since: number) => seen([], 1, { place: { e: 'e2', n: 1, since } });
    expect(countsOf(ledgerOf(['a', 5]), begunAt(NOW - 5_000), NOW).lost).toBe(1);
    expect(countsOf(ledgerOf(['a', 5]), begunAt(NOW - 20_000), NOW).lost).toBe(0);
  });
});

describe('the ledger', () => {
  it('finds an event that became new twice', () => {
    const ledger = ledgerOf(['a', 1]);
    ledger.acknowledge('a', { status: 201, position: position(7), at: NOW });
    expect([...ledger.twice]).toEqual(['a']);
  });

  it('takes it for a repair after the show has cut the log, and says that a promise was broken', () => {
    const ledger = ledgerOf(['a', 1]);
    ledger.cut();
    expect(ledger.acknowledge('a', { status: 201, position: position(7), at: NOW })).toBe(true);
    expect(ledger.twice.size).toBe(0);
  });

  it('keeps when an event became new, however often it is sent again', () => {
    const ledger = ledgerOf(['a', 1]);
    expect(ledger.acknowledge('a', { status: 200, position: position(1), at: NOW })).toBe(false);
    expect(ledger.since(NOW - 1)).toEqual([]);
    expect(ledger.since(NOW - 10_000)).toEqual(['a']);
  });
});
