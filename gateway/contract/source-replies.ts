import { z } from 'zod';
import { instant } from './events/shared.ts';
import { PRODUCER_FEEDS } from './feeds.ts';
import type { Reads } from './http.ts';
import { SOURCE_STATES } from './sources.ts';

const count = z.int().min(0);

/** `GET /v1/sources`: how each source sounds. */
export const sourcesReply = z.object({
  at: instant,
  sources: z.array(
    z.object({
      feed: z.enum(PRODUCER_FEEDS),
      source: z.string(),
      name: z.string().nullable(),
      street: z.string().nullable(),
      producer: z.string().nullable(),
      state: z.enum(SOURCE_STATES),
      lastEventAt: instant.nullable(),
      lastReceivedAt: instant.nullable(),
      silentSince: instant.nullable(),
      silentAfterS: z.number().nullable(),
      total: count,
      lagMs: z.number(),
      skewed: count,
      /**
       * Events that were told a minute or more after what their source had told last of the same subject, and numbered before
       * it: its numbers began anew, and by the contract this is taken for old news.
       */
      renumbered: count,
      /** Of items on the wall: entries that came after something their source numbers later, and were put in their place. */
      reordered: count,
      suggestedS: z.number().nullable(),
    }),
  ),
  /** Events refused at the door and not settled since, by producer. */
  rejects: z.record(z.string(), count),
});
export type SourcesReply = Reads<typeof sourcesReply>;
