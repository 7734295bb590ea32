import { expect, it } from 'vitest';
import { FEEDS } from '../../../../../gateway/contract/feeds.ts';
import { markOf, STREAM_FEEDS, siteKeys, streamIndex } from '../../../../../gateway/log/redis/keys.ts';

it('names one stream per feed in the slot of the site', () => {
  const keys = siteKeys('demo');
  expect(keys.streams[0]).toBe('{demo}:case');
  expect(keys.streams).toHaveLength(FEEDS.length);
  expect(keys.bucket({ bucket: 17, field: '' })).toBe('{demo}:seen:17');
});

it('keeps every feed at its index, which recorded marks rely on', () => {
  expect(STREAM_FEEDS).toEqual(['case', 'alarm', 'terminal', 'video', 'indicator', 'operation', 'system']);
  for (const [i, feed] of STREAM_FEEDS.entries()) expect(streamIndex(feed)).toBe(i);
});

it('gives a mark that is stable, short and different for each source and id', () => {
  expect(markOf('urn:x', '1')).toEqual(markOf('urn:x', '1'));
  expect(markOf('urn:x', '1').field).toMatch(/^[\w-]{12}$/);
  const marks = [markOf('urn:x', '1'), markOf('urn:x', '2'), markOf('urn:y', '1'), markOf('urn:x1', '')];
  expect(new Set(marks.map(({ field }) => field)).size).toBe(4);
  for (const { bucket } of marks) expect(bucket).toBeLessThan(16_384);
});
