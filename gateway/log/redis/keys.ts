import { hash } from 'node:crypto';
import { FEEDS, type Feed } from '../../contract/feeds.ts';

/**
 * Buckets of dedupe marks. A bucket that stays below `hash-max-listpack-entries` (512 in the shipped configuration)
 * costs about 20 bytes a mark instead of more than 100: room for 8 million kept entries.
 */
export const BUCKETS = 16_384;

/** Index of a feed's stream in the scripts; part of every dedupe mark, so it never changes and is at most 15. */
const STREAM_INDEX: Readonly<Record<Feed, number>> = {
  case: 0,
  alarm: 1,
  terminal: 2,
  video: 3,
  indicator: 4,
  operation: 5,
  system: 6,
};

export const STREAM_FEEDS: readonly Feed[] = [...FEEDS].sort((a, b) => STREAM_INDEX[a] - STREAM_INDEX[b]);

export interface Keys {
  readonly meta: string;
  /** What every script that writes entries begins with: meta, epochs, then the streams. */
  readonly log: readonly string[];
  /** Fence of every lease, by its name. */
  readonly fences: string;
  /** One stream per feed, by stream index. */
  readonly streams: readonly string[];
  readonly stream: (feed: Feed) => string;
  readonly bucket: (mark: Mark) => string;
  /** A key of the site, by its own name. */
  readonly named: (...parts: string[]) => string;
}

/** Where and under which field an event's dedupe mark is kept. */
export interface Mark {
  readonly bucket: number;
  readonly field: string;
}

/** Every key of a site carries `{site}`: one hash slot, plain names for `redis-cli`. */
export function siteKeys(site: string): Keys {
  const named = (...parts: string[]) => [`{${site}}`, ...parts].join(':');
  const streams = STREAM_FEEDS.map((feed) => named(feed));
  const buckets = Array.from({ length: BUCKETS }, (_, bucket) => named('seen', String(bucket)));
  return {
    meta: named('meta'),
    log: [named('meta'), named('epochs'), ...streams],
    fences: named('fences'),
    streams,
    stream: (feed) => named(feed),
    bucket: ({ bucket }) => buckets[bucket] ?? named('seen', String(bucket)),
    named,
  };
}

export function streamIndex(feed: Feed): number {
  return STREAM_INDEX[feed];
}

/** The mark of `(source, id)`: 14 bits of their SHA-1 choose the bucket, the next 72 are the field. */
export function markOf(source: string, id: string): Mark {
  const digest = hash('sha1', `${source}\0${id}`, 'buffer');
  return {
    bucket: digest.readUInt16BE(0) % BUCKETS,
    field: digest.toString('base64url', 2, 11),
  };
}
