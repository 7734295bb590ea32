import { expect, it } from 'vitest';
import { PRODUCER_FEEDS, type ProducerFeed } from '../../../../gateway/contract/feeds.ts';
import type { SourceHealth } from '../../../../gateway/contract/sources.ts';
import { countMissing } from '../../../../gateway/fold/missing.ts';

const late = (feed: ProducerFeed, street: string | null): SourceHealth =>
  ({ feed, street, source: 'urn:test', state: street === null ? 'SILENT' : 'UNREPORTED' }) as SourceHealth;

it('应报未报 is told by feed and street, and over all feeds: no feed’s silence hides in another’s nought', () => {
  const counted = new Map<string, number>();
  countMissing(
    [late('case', 's1'), late('terminal', 's1'), late('terminal', 's2'), late('indicator', null)],
    ['s1', 's2'],
    { store: { get: () => undefined }, counters: { set: (id, value) => void counted.set(id, value) } },
  );
  const of = (id: string) => counted.get(id) ?? 0;
  expect(of('feed.unreported')).toBe(3);
  expect(of('feed.unreported')).toBe(
    PRODUCER_FEEDS.reduce((sum, id) => sum + of(`feed.unreported.${id}`), 0),
  );
  expect([of('feed.unreported.terminal@s1'), of('feed.unreported.terminal@s2')]).toEqual([1, 1]);
  expect(of('feed.silent.indicator')).toBe(1);
});
