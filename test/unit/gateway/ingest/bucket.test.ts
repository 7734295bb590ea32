import { expect, it } from 'vitest';
import { createBuckets } from '../../../../gateway/ingest/bucket.ts';

it('gives a burst, then what has flowed in since', () => {
  let at = 0;
  const buckets = createBuckets({ burst: 100, perSecond: 10 }, () => at);
  expect(buckets.take('a', 100)).toBe(0);
  expect(buckets.take('a', 25)).toBe(3);
  at = 2_500;
  expect(buckets.take('a', 25)).toBe(0);
  expect(buckets.take('b', 100)).toBe(0);
});

it('lets a request pass that is larger than a full bucket', () => {
  const buckets = createBuckets({ burst: 10, perSecond: 1 }, () => 0);
  expect(buckets.take('a', 11)).toBe(0);
  expect(buckets.take('a', 1)).toBeGreaterThan(0);
});
