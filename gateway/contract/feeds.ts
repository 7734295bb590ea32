/** The streams of a site. One stream per feed in the log; `system` is internal and never accepted from outside. */
export const FEEDS = ['case', 'alarm', 'terminal', 'video', 'indicator', 'operation', 'system'] as const;

export type Feed = (typeof FEEDS)[number];

/** Feeds that a producer may post to `/v1/events`; `operation` comes by command only, `system` from the gateway. */
export const PRODUCER_FEEDS = ['case', 'alarm', 'terminal', 'video', 'indicator'] as const;

/** Feeds whose producers must number their events within each subject (decisions D12). */
export const NUMBERED_FEEDS: readonly Feed[] = ['case', 'alarm', 'terminal', 'video'];

export type ProducerFeed = (typeof PRODUCER_FEEDS)[number];

/**
 * How a type may be thinned on its way to a wall: `distinct` facts are all told in order,
 * `latest` facts may be replaced by a newer one of the same entity.
 */
export type Conflation = 'distinct' | 'latest';

/** The feed of an event type: the part before the first dot (`case.received` → `case`), or null if it is none of ours. */
export function feedOf(type: string): Feed | null {
  const prefix = type.slice(0, type.indexOf('.'));
  return FEEDS.find((feed) => feed === prefix) ?? null;
}
