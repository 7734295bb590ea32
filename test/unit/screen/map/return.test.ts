import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { effectScope, nextTick, type ShallowRef, shallowRef } from 'vue';
import type { Stage } from '../../../../screen/map/stage/port.ts';
import { useReturn } from '../../../../screen/map/useReturn.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A map that a test brings nearer; counts its ways back. */
function bench() {
  const listeners = new Set<(settled: boolean) => void>();
  const state = { closeness: 0, resets: 0 };
  const stage = shallowRef({
    view: {
      closeness: () => state.closeness,
      onChange(listener: (settled: boolean) => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    reset: () => {
      state.resets += 1;
    },
  } as unknown as Stage) as ShallowRef<Stage | null>;
  const scope = effectScope();
  const away = scope.run(() => useReturn(stage));
  const move = (closeness: number, settled = true): void => {
    state.closeness = closeness;
    for (const listener of listeners) listener(settled);
  };
  return { stage, scope, state, listeners, move, away: () => away?.value };
}

test('the way back is offered while only a part of the county is shown', () => {
  const { move, away, scope } = bench();
  expect(away()).toBe(false);
  move(3);
  expect(away()).toBe(true);
  move(0);
  expect(away()).toBe(false);
  scope.stop();
});

test('a map that nobody moves for three minutes shows the whole county again', () => {
  const { move, state, scope } = bench();
  move(3);
  vi.advanceTimersByTime(170_000);
  move(4);
  vi.advanceTimersByTime(170_000);
  expect(state.resets).toBe(0);
  vi.advanceTimersByTime(10_000);
  expect(state.resets).toBe(1);
  scope.stop();
});

test('a map that has gone asks nobody back', async () => {
  const { move, stage, state, listeners, away, scope } = bench();
  move(3);
  stage.value = null;
  await nextTick();
  expect([away(), listeners.size]).toEqual([false, 0]);
  vi.advanceTimersByTime(600_000);
  expect(state.resets).toBe(0);
  scope.stop();
});
