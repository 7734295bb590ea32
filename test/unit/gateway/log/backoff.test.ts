import { expect, it, vi } from 'vitest';
import { backoffDelay, createBackoff } from '../../../../gateway/log/backoff.ts';

const range = { firstMs: 100, maxMs: 1_000 };

it('grows by its factor up to the ceiling', () => {
  const delays = [0, 1, 2, 3, 4, 50].map((attempt) => backoffDelay(attempt, { ...range, jitter: 0 }));
  expect(delays).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  expect(backoffDelay(2, { ...range, growth: 3, jitter: 0 })).toBe(900);
});

it('takes at most the jitter’s share off by chance', () => {
  const at = (random: number) => backoffDelay(3, { ...range, jitter: 0.5, random: () => random });
  expect([at(0), at(0.5), at(1)]).toEqual([800, 600, 400]);
});

it('waits longer after each failure and starts again after a success', async () => {
  const wait = vi.fn(async () => {});
  const backoff = createBackoff({ ...range, jitter: 0, wait });
  await backoff.pause();
  await backoff.pause();
  backoff.reset();
  await backoff.pause();
  expect(wait.mock.calls).toEqual([
    [100, undefined],
    [200, undefined],
    [100, undefined],
  ]);
});

it('says whether it waited or was called off', async () => {
  const stopping = new AbortController();
  const backoff = createBackoff({ firstMs: 60_000, maxMs: 60_000 });
  const pause = backoff.pause(stopping.signal);
  stopping.abort();
  expect(await pause).toBe(false);
  expect(await backoff.pause(stopping.signal)).toBe(false);
  expect(await createBackoff({ ...range, wait: async () => {} }).pause()).toBe(true);
});

it('passes on a failure of the waiting itself', async () => {
  const wait = () => Promise.reject(new Error('no timer'));
  await expect(createBackoff({ ...range, wait }).pause()).rejects.toThrow('no timer');
});
