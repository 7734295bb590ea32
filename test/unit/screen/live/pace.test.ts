import { expect, test } from 'vitest';
import { createPace } from '../../../../screen/live/pace.ts';

/** The pause after drawings each of which held the page for so long. */
function pauseAfter(...heldMs: number[]): number {
  let at = 0;
  const left = [...heldMs];
  const pace = createPace({
    leastMs: 500,
    mostMs: 4_000,
    share: 6,
    now: () => at,
    afterPicture(then) {
      at += left.shift() ?? 0;
      then();
    },
  });
  for (const _ of heldMs) pace.begin();
  return pace.waitMs();
}

test('a machine that draws at once draws twice a second', () => {
  expect(pauseAfter()).toBe(500);
  expect(pauseAfter(20)).toBe(500);
  expect(pauseAfter(120)).toBe(500);
});

test('a slow picture is followed by a pause several times as long', () => {
  expect(pauseAfter(450)).toBe(2_400);
});

test('even the slowest machine draws every four seconds', () => {
  expect(pauseAfter(30_000)).toBe(4_000);
});

test('work that asks for no frame after it counts from its first millisecond', () => {
  let at = 0;
  const pace = createPace({
    leastMs: 0,
    mostMs: 1_000,
    share: 4,
    freeMs: 0,
    now: () => at,
    afterPicture(then) {
      at += 30;
      then();
    },
  });
  pace.begin();
  expect(pace.waitMs()).toBe(120);
});

test('one slow piece of work among quick ones does not make the next wait four times as long', () => {
  const took = [10, 10, 90, 10];
  let at = 0;
  const pace = createPace({
    leastMs: 0,
    mostMs: 1_000,
    share: 4,
    over: 4,
    freeMs: 0,
    now: () => at,
    afterPicture(then) {
      at += took.shift() ?? 0;
      then();
    },
  });
  for (let i = 0; i < 4; i += 1) pace.begin();
  expect(pace.waitMs()).toBe(120);
});

test('the pause is short again when the machine is free again', () => {
  expect(pauseAfter(800, 30)).toBe(500);
});
