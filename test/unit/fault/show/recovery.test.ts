import { describe, expect, it } from 'vitest';
import { createLedger } from '../../../fault/show/ledger.ts';
import type { Observer } from '../../../fault/show/observer.ts';
import { well } from '../../../fault/show/stage.ts';

const NOW = 100_000;

function ledgerOf(acknowledged: Readonly<Record<string, number>>) {
  const ledger = createLedger();
  for (const [n, [id, at]] of Object.entries(acknowledged).entries())
    ledger.acknowledge(id, { status: 201, position: { e: 'e', n, h: '' }, at });
  return ledger;
}
const wall = (ids: readonly string[], live = true): Observer => ({
  name: '大屏甲',
  view: () => ({ ids: new Set(ids), live, place: null }),
  live: () => live,
  feed: () => null,
  snapshots: () => 0,
  stop() {},
});

describe('a system after harm', () => {
  const ledger = ledgerOf({ before: NOW - 9_000, after: NOW - 2_000 });
  const isWell = (...walls: readonly Observer[]) => well({ ledger, walls }, NOW - 5_000, NOW);

  it('is well when every wall shows what was promised before and since', () => {
    expect(isWell(wall(['before', 'after']), wall(['before', 'after']))).toBe(true);
  });

  it('is not well while a wall is cut off, lacks what came since, or what was promised before', () => {
    expect(isWell(wall(['before', 'after'], false))).toBe(false);
    expect(isWell(wall(['before']))).toBe(false);
    expect(isWell(wall(['after']))).toBe(false);
    expect(isWell(wall(['before', 'after']), wall(['before']))).toBe(false);
  });

  it('is not well before anything was promised since the harm ended', () => {
    expect(well({ ledger, walls: [wall(['before', 'after'])] }, NOW - 1_000, NOW)).toBe(false);
  });

  it('does not wait for what was promised this moment', () => {
    const moment = ledgerOf({ before: NOW - 9_000, after: NOW - 2_000, now: NOW - 100 });
    expect(well({ ledger: moment, walls: [wall(['before', 'after'])] }, NOW - 5_000, NOW)).toBe(true);
  });
});
