import { z } from 'zod';
import { RISK_LEVELS } from '../risk.ts';
import { instant, line, mediaHash, text } from './shared.ts';

/** Seen, not fixed: stops the waiting clock of an alarm. */
export const operationAcknowledged = z.object({ note: text(300).optional() });

/** What a person found when looking at a video lead or an item. */
export const operationVerified = z
  .object({
    result: z.enum(['TRUE', 'FALSE', 'DUPLICATE']),
    /** With DUPLICATE of a video lead: the id of the lead that had shown it before. */
    duplicateOf: line(200).optional(),
    note: text(300).optional(),
  })
  .refine(({ result, duplicateOf }) => result === 'DUPLICATE' || duplicateOf === undefined, {
    error: 'only with DUPLICATE',
    path: ['duplicateOf'],
  });

/**
 * Somebody asked to see a picture as it was taken; who, when and why stays in the log. For a short while the place of this
 * entry opens it to that key (`GET /v1/media/:hash?unmasked=`).
 */
export const operationUnmasked = z.object({ media: mediaHash, reason: text(300).min(4) });

/** A remark for the item's history. */
export const operationNoted = z.object({ note: text(500).min(1) });

/**
 * A step about an item's risk level. Raising takes one seat; lowering is proposed by one and approved by another. With
 * `until` the level stands against the criteria until then, and the criteria decide again.
 */
export const operationLevelChanged = z
  .object({
    step: z.enum(['RAISE', 'PROPOSE', 'APPROVE', 'REJECT', 'END_OVERRIDE']),
    /** With RAISE and PROPOSE. */
    to: z.enum(RISK_LEVELS).optional(),
    until: instant.optional(),
    reason: text(300).min(1),
  })
  .refine(({ step, to }) => to !== undefined || (step !== 'RAISE' && step !== 'PROPOSE'), {
    error: 'the level that is meant',
    path: ['to'],
  });

/**
 * An item was reviewed 研判: with a finding or without. `measures`, `taskforce` and `guarantee` replace what was;
 * `guarantee` names the post that answers for it 包保, never a person, and holds as long as the level does.
 */
export const operationReviewed = z.object({
  result: z.enum(['CLEAN', 'CONTINUE']),
  measures: z.array(line(80)).max(8).optional(),
  taskforce: z.boolean().optional(),
  guarantee: line(40).optional(),
  /** Unit that reviewed: id or name; left out, the one that holds the item. */
  unit: line(80).optional(),
  note: text(300).optional(),
});

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
