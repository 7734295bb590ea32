import { durationWords } from '../locale/time.ts';
import type { Say } from '../locale/words.ts';
import type { FeedHealth } from '../state/feeds.ts';

/** From this many silent feeds on they share one phrase: each with its own would take the room of the hall's name. */
const MANY = 3;

/** What the header says of the feeds. */
export interface FeedsTold {
  /** One dot each, with its words. */
  readonly dots: readonly { readonly feed: FeedHealth; readonly words: string }[];
  /** How many are silent and since when the first of them is, where that is told of all at once; else ''. */
  readonly together: string;
}

/** Each feed by its name, and since when it is not heard: one by one, or of many together. @param now server time, ms */
export function feedsTold(feeds: readonly FeedHealth[], now: number, say: Say): FeedsTold {
  const since = feeds.flatMap(({ state, silentSince }) =>
    state === 'SILENT' && silentSince !== null ? [silentSince] : [],
  );
  const many = since.length >= MANY;
  const duration = durationWords(now - Math.min(now, ...since), say);
  return {
    dots: feeds.map((feed) => ({
      feed,
      words: many && feed.state === 'SILENT' ? say(`feed.${feed.id}`) : feedWords(feed, now, say),
    })),
    together: many ? say('feed.silentMany', { n: since.length, duration }) : '',
  };
}

/** What a feed's dot says: its name alone while it is heard, else since when it is not. @param now server time, ms */
export function feedWords(feed: FeedHealth, now: number, say: Say): string {
  const name = say(`feed.${feed.id}`);
  if (feed.state === 'NONE') return say('feed.none', { feed: name });
  if (feed.state === 'LIVE' || feed.silentSince === null) return name;
  return say('feed.silent', { feed: name, duration: durationWords(now - feed.silentSince, say) });
}
