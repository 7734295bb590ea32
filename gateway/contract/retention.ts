import { z } from 'zod';
import { FEEDS } from './feeds.ts';

const days = z.number().positive().max(36_500);

const feed = z.strictObject({
  /** Days by the gateway's clock since an entry was received; null: for ever. */
  keepDays: days.nullable(),
  /** Largest size of the feed in the log, MB of 1,048,576 bytes; the oldest entries go first. An alert comes at 80 %. */
  maxMegabytes: z.number().positive().optional(),
});

/** How tracks are thinned before they are kept; the numbers are our proposal. */
const thinning = {
  /** Metres by which a thinned track may lie beside where the terminal was at that moment. */
  toleranceM: z.int().min(1).max(1_000).default(25),
  /** Fixes of one terminal that are kept of a quarter of an hour; beyond, the tolerance grows until they fit. */
  fixesAtMost: z.int().min(2).max(900).default(30),
};

/**
 * How long the log keeps what (decisions D10, D12): `config/retention.json`. Trimming never removes what the snapshots
 * of the last two generations need for a start, nor a configuration, nor what the present state stands on.
 */
export const retention = z
  .strictObject({
    feeds: z.strictObject(
      Object.fromEntries(FEEDS.map((name) => [name, feed])) as Record<(typeof FEEDS)[number], typeof feed>,
    ),
    pictures: z.strictObject({
      /** Of items, and of leads that a person has verified; from when they were last named. */
      keepDays: days,
      /** All others, from when they were last sent. */
      unverifiedDays: days,
    }),
    /** Thinned tracks of terminals: traces of whoever carries them, so never longer than 90 days. */
    tracks: z.strictObject({ keepDays: days.max(90), ...thinning }),
    /** Hourly states for looking back; the last two stay in any case. */
    snapshots: z.strictObject({ keepDays: days }),
    deadLetters: z.strictObject({
      keepDays: days,
      /** The scrubbed text of a letter goes earlier than its reason and count. */
      textDays: days,
      atMost: z.int().positive().max(1_000_000),
    }),
  })
  .refine(({ deadLetters }) => deadLetters.textDays <= deadLetters.keepDays, {
    path: ['deadLetters', 'textDays'],
    message: 'at most keepDays: the text goes before the letter',
  })
  .refine(({ pictures }) => pictures.unverifiedDays <= pictures.keepDays, {
    path: ['pictures', 'unverifiedDays'],
    message: 'at most keepDays: what nobody has verified goes first',
  });
export type RetentionRules = z.infer<typeof retention>;
/** What of the rules decides which fixes of a track stay. */
export type Thinning = Pick<RetentionRules['tracks'], 'toleranceM' | 'fixesAtMost'>;
