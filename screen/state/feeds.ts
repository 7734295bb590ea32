import type { FeedEntity } from '../../gateway/contract/entities.ts';
import { PRODUCER_FEEDS, type ProducerFeed } from '../../gateway/contract/feeds.ts';

/** Feeds that every hall expects; `indicator` joins once it was heard. */
export const EXPECTED_FEEDS = [
  'case',
  'alarm',
  'terminal',
  'video',
] as const satisfies readonly ProducerFeed[];

export interface FeedHealth {
  readonly id: ProducerFeed;
  readonly state: FeedEntity['state'];
  readonly silentSince: number | null;
}

/** Health of each feed in the order of the header; a feed without an entity was never heard. */
export function feedHealths(feeds: ReadonlyMap<string, FeedEntity>): FeedHealth[] {
  return PRODUCER_FEEDS.filter(
    (id) => EXPECTED_FEEDS.some((each) => each === id) || (feeds.get(id)?.state ?? 'NONE') !== 'NONE',
  ).map((id) => {
    const feed = feeds.get(id);
    return { id, state: feed?.state ?? 'NONE', silentSince: feed?.silentSince ?? null };
  });
}

/** How much of what was heard is simulated. */
export function simulatedShare(feeds: ReadonlyMap<string, FeedEntity>): 'none' | 'some' | 'all' {
  const heard = [...feeds.values()].filter((feed) => feed.total > 0);
  const simulated = heard.filter((feed) => feed.simulated).length;
  if (simulated === 0) return 'none';
  return simulated === heard.length ? 'all' : 'some';
}
