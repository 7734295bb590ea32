import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LngLat } from '../../../../../gateway/contract/entities.ts';
import type { MapDataKey, MapLayer } from '../../../../../screen/map/port.ts';
import { NoContext, type Stage } from '../../../../../screen/map/stage/port.ts';
import { runStage } from '../../../../../screen/map/stage/run.ts';
import { PACE } from '../../../../../screen/map/useStage.ts';
import type { Theme } from '../../../../../screen/styles/tokens.ts';
import { geometry, mapData, theme } from '../support.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Counts stages and layers that are alive, and lets a test lose the context of the last stage. */
function bench() {
  const alive = { stages: 0, layers: 0 };
  const seen: string[] = [];
  const losers: (() => void)[] = [];
  let present = theme;
  let closeness = 0;
  let broken: Error | null = null;
  const open = async (_theme: Theme, makeshift: boolean): Promise<Stage> => {
    if (broken !== null) seen.push(makeshift ? 'stands in' : 'tried');
    if (broken !== null && !makeshift) throw broken;
    alive.stages += 1;
    return {
      engine: 'plain',
      makeshift: broken !== null,
      sight: () => (closeness > 0 ? { centre: { lng: 100, lat: 25 }, closeness } : null),
      surface: {},
      drawn: Promise.resolve(),
      onTap: () => () => undefined,
      onLost(listener: () => void) {
        losers.push(listener);
        return () => undefined;
      },
      flyTo: (_at: LngLat, closer: number) => seen.push(`flown ${closer}`),
      resize: () => seen.push('resize'),
      stop: () => {
        alive.stages -= 1;
      },
    } as unknown as Stage;
  };
  const layer = (id: string, reads: readonly MapDataKey[]): MapLayer => ({
    id,
    order: 1,
    reads,
    mount() {
      alive.layers += 1;
      return {
        update: () => void seen.push(id),
        stop: () => {
          alive.layers -= 1;
        },
      };
    },
  });
  const run = runStage({
    pace: { waitMs: () => PACE.leastMs, begin() {} },
    geometry: geometry(),
    words: { online: '', onDuty: '', named: (name) => name },
    layers: [layer('items', ['case']), layer('dots', ['terminal'])],
    readTheme: () => present,
    open,
    data: () => mapData(),
    onReady: () => seen.push('ready'),
    onClosed: () => seen.push('closed'),
    onSelect: () => undefined,
    onSeveral: () => seen.push('several'),
    onFailed: (error) => seen.push(String(error)),
  });
  return {
    run,
    alive,
    seen,
    lose: () => losers.at(-1)?.(),
    breakMap(by: Error | null) {
      broken = by;
    },
    comeCloser(to: number) {
      closeness = to;
    },
    recolour() {
      present = { ...theme, remPx: 20 };
    },
    settle: (ms = 0) => vi.advanceTimersByTimeAsync(ms),
  };
}

test('positions are drawn at most twice a second', () => {
  expect(PACE.leastMs).toBeGreaterThanOrEqual(500);
});

test('all layers are told once the stage is open, then only those that read what changed', async () => {
  const { run, seen, settle } = bench();
  await settle();
  expect(seen).toEqual(['items', 'dots', 'ready']);
  run.touch('terminal');
  await settle(PACE.leastMs);
  expect(seen).toEqual(['items', 'dots', 'ready', 'dots']);
  run.stop();
});

test('terminals are drawn at most twice a second', async () => {
  const { run, seen, settle } = bench();
  await settle(1_000);
  seen.length = 0;
  for (let round = 0; round < 40; round += 1) {
    run.touch('terminal');
    await settle(50);
  }
  expect(seen.length).toBeLessThanOrEqual(5);
  run.stop();
});

test('a lost context is replaced within a second, and only one stage lives', async () => {
  const { run, alive, seen, lose, settle } = bench();
  await settle();
  lose();
  expect(alive).toEqual({ stages: 0, layers: 0 });
  await settle(1_000);
  expect(alive).toEqual({ stages: 1, layers: 2 });
  expect(seen.slice(2)).toEqual(['ready', 'closed', 'items', 'dots', 'ready']);
  run.stop();
});

test('a context lost again and again is opened anew soon each time: the map has five seconds to stand', async () => {
  const { run, alive, lose, settle } = bench();
  await settle();
  for (const pauseMs of [200, 500, 1_500, 1_500]) {
    lose();
    await settle(pauseMs - 1);
    expect(alive.stages).toBe(0);
    await settle(1);
    expect(alive.stages).toBe(1);
  }
  run.stop();
});

test('a stage that showed a part of the county shows it again after its context was lost', async () => {
  const { run, seen, lose, comeCloser, settle } = bench();
  await settle();
  comeCloser(3);
  lose();
  await settle(1_000);
  expect(seen.slice(2)).toEqual(['ready', 'closed', 'items', 'dots', 'flown 3', 'ready']);
  run.stop();
});

test('a map that cannot be opened is stood in for and tried again, ever more seldom, until it can be', async () => {
  const { run, alive, seen, lose, breakMap, settle } = bench();
  await settle();
  breakMap(new Error('shaders'));
  lose();
  await settle(1_000);
  expect(seen.slice(3)).toEqual(['closed', 'stands in', 'items', 'dots', 'ready']);
  seen.length = 0;
  await settle(4_500);
  expect([seen, alive]).toEqual([['tried', 'tried'], { stages: 1, layers: 2 }]);
  await settle(70_500);
  expect(seen.length).toBe(4);
  breakMap(null);
  await settle(120_000);
  expect(seen.slice(4)).toEqual(['closed', 'items', 'dots', 'ready']);
  expect(alive).toEqual({ stages: 1, layers: 2 });
  await settle(600_000);
  expect(seen.length).toBe(8);
  lose();
  await settle(1_000);
  expect(seen.slice(8)).toEqual(['closed', 'items', 'dots', 'ready']);
  run.stop();
  expect(vi.getTimerCount()).toBe(0);
});

test('a browser without any graphics context is asked every few seconds, however long: the map is back within five', async () => {
  const { run, seen, lose, breakMap, settle } = bench();
  await settle();
  breakMap(new NoContext('none'));
  lose();
  await settle(600_000);
  seen.length = 0;
  breakMap(null);
  await settle(3_000);
  expect(seen).toEqual(['closed', 'items', 'dots', 'ready']);
  run.stop();
  expect(vi.getTimerCount()).toBe(0);
});

test('a new theme opens the stage anew, the same theme does not', async () => {
  const { run, seen, recolour, settle } = bench();
  await settle();
  run.retheme();
  recolour();
  run.retheme();
  await settle();
  expect(seen.filter((word) => word === 'ready').length).toBe(2);
  run.stop();
});

test('a stage that opens after the run has stopped is closed again', async () => {
  const { run, alive, settle } = bench();
  run.stop();
  await settle(10_000);
  expect(alive).toEqual({ stages: 0, layers: 0 });
  expect(vi.getTimerCount()).toBe(0);
});
