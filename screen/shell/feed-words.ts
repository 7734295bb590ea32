import { durationWords } from '../locale/time.ts';
import type { Say } from '../locale/words.ts';
import type { FeedHealth } from '../state/feeds.ts';

/** What a feed's dot says: its name alone while it is heard, else since when it is not. @param now server time, ms */
export function feedWords(feed: FeedHealth, now: number, say: Say): string {
  const name = say(`feed.${feed.id}`);
  if (feed.state === 'NONE') return say('feed.none', { feed: name });
  if (feed.state === 'LIVE' || feed.silentSince === null) return name;
  return say('feed.silent', { feed: name, duration: durationWords(now - feed.silentSince, say) });
}
