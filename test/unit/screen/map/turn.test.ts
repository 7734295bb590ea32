import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { effectScope, nextTick, shallowRef } from 'vue';
import { useTurn } from '../../../../screen/map/useTurn.ts';
import { useWaiting } from '../../../../screen/map/useWaiting.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function turn(came = shallowRef(false)) {
  const scope = effectScope();
  const mine = scope.run(() => useTurn(() => came.value));
  return { came, scope, mine: () => mine?.value };
}

test('the map waits until the numbers have come and were drawn', async () => {
  const { came, scope, mine } = turn();
  vi.advanceTimersByTime(4_000);
  expect(mine()).toBe(false);
  came.value = true;
  await nextTick();
  expect(mine()).toBe(false);
  vi.advanceTimersByTime(0);
  expect(mine()).toBe(true);
  scope.stop();
  expect(vi.getTimerCount()).toBe(0);
});

test('a map is shown after a while also where no numbers come', () => {
  const { scope, mine } = turn();
  vi.advanceTimersByTime(5_000);
  expect(mine()).toBe(true);
  scope.stop();
});

test('it keeps its turn when the numbers are gone for a while', async () => {
  const { came, scope, mine } = turn(shallowRef(true));
  vi.advanceTimersByTime(0);
  came.value = false;
  await nextTick();
  expect(mine()).toBe(true);
  scope.stop();
});

test('a map that takes long says what it waits for, and nothing once it stands', async () => {
  const [geometry, stage, drawn] = [shallowRef(), shallowRef(), shallowRef(false)];
  const parts = { off: () => false, geometry, stage, drawn } as unknown as Parameters<typeof useWaiting>[0];
  const scope = effectScope();
  const waiting = scope.run(() => useWaiting(parts));
  geometry.value = null;
  stage.value = null;
  vi.advanceTimersByTime(2_900);
  expect(waiting?.value).toBeNull();
  vi.advanceTimersByTime(200);
  expect(waiting?.value).toBe('shapes');
  geometry.value = {};
  expect(waiting?.value).toBe('engine');
  stage.value = {};
  expect(waiting?.value).toBe('picture');
  drawn.value = true;
  await nextTick();
  expect(waiting?.value).toBeNull();
  scope.stop();
});
