import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { throttle } from '../../../../../screen/map/view/throttle.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function counted() {
  let runs = 0;
  const throttled = throttle(
    () => {
      runs += 1;
    },
    500,
    () => Date.now(),
  );
  return { throttled, runs: () => runs };
}

test('the first request runs at once, those that follow run together', () => {
  const { throttled, runs } = counted();
  for (let round = 0; round < 20; round += 1) throttled.ask();
  expect(runs()).toBe(1);
  vi.advanceTimersByTime(500);
  expect(runs()).toBe(2);
});

test('after a rest the next request runs at once again', () => {
  const { throttled, runs } = counted();
  throttled.ask();
  vi.advanceTimersByTime(2_000);
  throttled.ask();
  expect(runs()).toBe(2);
});

test('nothing runs after it was called off', () => {
  const { throttled, runs } = counted();
  throttled.ask();
  throttled.ask();
  throttled.cancel();
  vi.advanceTimersByTime(2_000);
  expect(runs()).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('what waits can be run at once, and what nobody asked for is not', () => {
  const { throttled, runs } = counted();
  throttled.ask();
  throttled.flush();
  expect(runs()).toBe(1);
  throttled.ask();
  throttled.flush();
  expect(runs()).toBe(2);
  vi.advanceTimersByTime(2_000);
  expect(runs()).toBe(2);
});
