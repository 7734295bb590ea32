import { z } from 'zod';
import { PRODUCER_FEEDS, type ProducerFeed } from './feeds.ts';
import { hoursRule } from './roster.ts';

const LONGEST_S = 31_536_000;

/**
 * `config/rules/sources.json`: from which sources something must come, and how often. A source that is not listed speaks
 * when there is something to say; its silence is no fault.
 */
export const sourceRules = z
  .strictObject({
    expected: z
      .array(
        z.strictObject({
          feed: z.enum(PRODUCER_FEEDS),
          /** The `source` of its events. */
          source: z.string().trim().min(1).max(200),
          /** What the wall calls it; left out, the end of its URN. */
          name: z.string().trim().min(1).max(40).optional(),
          /** 断流 when nothing was heard for this long, seconds. */
          silentAfterS: z.number().positive().max(LONGEST_S),
          /** 应报未报: every street must be reported on within this time, seconds; left out where no street is awaited. */
          streetsAfterS: z.number().positive().max(LONGEST_S).optional(),
          /** Its newest event may be this much older than `silentAfterS` allows, seconds; left out, however old. */
          lateByS: z.number().positive().max(LONGEST_S).optional(),
          /** When it must be heard: the time outside does not run. Left out, day and night. */
          hours: hoursRule.optional(),
        }),
      )
      .max(200),
  })
  .superRefine(({ expected }, context) => {
    const seen = new Set<string>();
    for (const [index, { feed, source }] of expected.entries()) {
      if (seen.has(`${feed} ${source}`))
        context.addIssue({
          code: 'custom',
          message: `${source} is expected in ${feed} twice`,
          path: ['expected', index, 'source'],
        });
      seen.add(`${feed} ${source}`);
    }
  });
export type SourceRules = z.infer<typeof sourceRules>;

/**
 * NONE: expected, never heard · LIVE: within its time · QUIET: nothing is expected of it, or not at this hour · SILENT 断流: the source is
 * overdue, or tells of nothing but long ago · UNREPORTED 应报未报: the source speaks, but not about this street.
 */
export const SOURCE_STATES = ['NONE', 'LIVE', 'QUIET', 'SILENT', 'UNREPORTED'] as const;
export type SourceState = (typeof SOURCE_STATES)[number];

/** How one source of a feed sounds, as a whole or about one street. Instants are epoch ms. */
export interface SourceHealth {
  readonly feed: ProducerFeed;
  readonly source: string;
  /** What the rules call it; null where they do not. */
  readonly name: string | null;
  /** Null: the source as a whole. */
  readonly street: string | null;
  /** Registration that sent the last; null while never heard. */
  readonly producer: string | null;
  readonly state: SourceState;
  readonly lastEventAt: number | null;
  readonly lastReceivedAt: number | null;
  /** Since when it is overdue. */
  readonly silentSince: number | null;
  /** Seconds after which it is overdue; null where nothing is expected. */
  readonly silentAfterS: number | null;
  readonly total: number;
  /** Mean time between happening and arrival, ms. */
  readonly lagMs: number;
  /** Events dated ahead of the gateway's clock. */
  readonly skewed: number;
  /**
   * Events that it numbered before what it had told earlier of the same subject: where that was not one on its way, its numbers
   * began anew, and what it tells is taken for old news. Of a street: 0.
   */
  readonly renumbered: number;
  /** A suggestion for `silentAfterS`: three times the mean time between two arrivals, seconds; null below ten. */
  readonly suggestedS: number | null;
}
