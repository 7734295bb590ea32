import { z } from 'zod';
import { mediaHash, text } from './shared.ts';

/** Seen, not fixed: stops the waiting clock of an alarm. */
export const operationAcknowledged = z.object({ note: text(300).optional() });

/** What a person found when looking at a video lead or an item. */
export const operationVerified = z.object({
  result: z.enum(['TRUE', 'FALSE', 'DUPLICATE']),
  note: text(300).optional(),
});

/**
 * Somebody asked to see a picture as it was taken; who, when and why stays in the log. For a short while the place of this
 * entry opens it to that key (`GET /v1/media/:hash?unmasked=`).
 */
export const operationUnmasked = z.object({ media: mediaHash, reason: text(300).min(4) });

/** A remark for the item's history. */
export const operationNoted = z.object({ note: text(500).min(1) });

/**
 * Entries were erased: they are tombstones now, and whoever folded them builds its state anew. Appended by the gateway
 * for an administrator's `POST /v1/erasures`; no command brings it.
 */
export const operationErased = z.object({
  reason: text(300).min(1),
  entries: z.array(z.object({ source: z.string(), id: z.string(), n: z.int() })).max(64),
});

/** Who did it: a seat and a role, never a name. */
export const actor = z.object({ seat: text(40).min(1), role: text(40).min(1) });
export type Actor = z.infer<typeof actor>;
