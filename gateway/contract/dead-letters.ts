import { z } from 'zod';
import { instant } from './events/shared.ts';
import { errorCode, type Reads } from './http.ts';

/** Letters of one answer at most. */
export const LETTERS_PER_PAGE = 200;

/** What `GET /v1/dead-letters` and `/v1/dead-letters/export` can be narrowed to. An unknown parameter is an error. */
export const letterFilter = z.strictObject({
  producer: z.string().min(1).max(80).optional(),
  code: errorCode.optional(),
  /** Last seen at or after. */
  since: instant.optional(),
  /** Last seen at or before. */
  until: instant.optional(),
  /** Words in the reason, the path or the kept text. */
  q: z.string().trim().min(1).max(100).optional(),
  state: z.enum(['open', 'settled', 'all']).default('open'),
});
export type LetterFilter = Reads<typeof letterFilter>;

/** Parameters of `GET /v1/dead-letters`. */
export const letterQuery = letterFilter.extend({
  limit: z.coerce.number().int().min(1).max(LETTERS_PER_PAGE).default(50),
  /** `next` of the page before. */
  cursor: z.string().max(200).optional(),
});

/** Why a letter is deleted; goes into the gateway's log. */
export const letterDeletion = z.strictObject({ reason: z.string().trim().min(3).max(200) });

/** A refused event as the list tells it: everything but its text. */
export const letterSummary = z.object({
  key: z.string(),
  producer: z.string(),
  code: errorCode,
  detail: z.string(),
  /** Where in the event the fault is, as keys from its root. */
  path: z.string().nullable(),
  textKept: z.boolean(),
  firstSeen: instant,
  lastSeen: instant,
  count: z.int().min(1),
  settled: z.object({ position: z.string(), at: instant }).nullable(),
});
export type LetterSummary = Reads<typeof letterSummary>;

/** `GET /v1/dead-letters/:key`, and each line of the export. */
export const letterReply = letterSummary.extend({
  /** Scrubbed and cut at 4 kB; null once it has aged out, or when it must not be kept. */
  text: z.string().nullable(),
});
export type LetterReply = Reads<typeof letterReply>;

/** `GET /v1/dead-letters`: newest first. */
export const letterPage = z.object({ deadLetters: z.array(letterSummary), next: z.string().nullable() });
export type LetterPage = Reads<typeof letterPage>;
