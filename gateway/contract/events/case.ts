import { z } from 'zod';
import { extension } from '../deadlines.ts';
import { REQUEST_KINDS } from '../decisions.ts';
import {
  CALLBACK_WAIVERS,
  CASE_TAGS,
  LADDER_STEPS,
  PASSES,
  RESOLUTION_TRACKS,
  RETURN_REASONS,
  SUPPORT_STEPS,
} from '../life.ts';
import {
  BASIS_KINDS,
  CASE_KINDS,
  CASE_STATES,
  CHANNELS,
  HANDLING_LEVELS,
  LEVELS,
  OUTCOMES,
  URGENCIES,
} from '../vocabulary.ts';
import { instant, line, mediaHash, place, text } from './shared.ts';

const amount = z.object({
  /** 元. */
  owed: z.number().min(0).optional(),
  paid: z.number().min(0).optional(),
  promised: z.number().min(0).optional(),
});

/**
 * What any case event may say about where the item stands. A field that is absent stays as it was;
 * `null` takes it back. State, level, holder and deadline are the producer's until the gateway computes them.
 */
const standing = {
  state: z.enum(CASE_STATES).optional(),
  level: z.enum(LEVELS).nullable().optional(),
  urgency: z.enum(URGENCIES).nullable().optional(),
  handlingLevel: z.enum(HANDLING_LEVELS).nullable().optional(),
  /** Who must act now: a unit id of `units.json`, or a name. */
  holder: line(80).nullable().optional(),
  startAt: instant.nullable().optional(),
  /** The source's own deadline wins over a computed one; null says that there is none, absent lets the rules decide. */
  dueAt: instant.nullable().optional(),
  /** 超时说明: why it is late and what happens now; null takes it back. */
  overdueReason: text(300).nullable().optional(),
  basis: z
    .object({ kind: z.enum(BASIS_KINDS), text: line(120) })
    .nullable()
    .optional(),
  amount: amount.nullable().optional(),
  /** Marks that are no states; what is told replaces what was. */
  tags: z.array(z.enum(CASE_TAGS)).max(CASE_TAGS.length).optional(),
  /** Way on which it is resolved. */
  track: z.enum(RESOLUTION_TRACKS).nullable().optional(),
  /** Row of the duty catalogue 确权清单 that somebody has named. */
  catalogueItem: line(40).nullable().optional(),
  note: text(500).optional(),
  photos: z.array(mediaHash).max(12).optional(),
};

/** An item came in. Only title and kind are required. */
export const caseReceived = z.object({
  title: line(120),
  kind: z.enum(CASE_KINDS),
  channel: z.enum(CHANNELS).optional(),
  /** Category inside the kind, as the source names it; the deny-list reads it. */
  category: line(60).optional(),
  ...place,
  ...standing,
  /** When the item was received, if not the event's `time`. */
  receivedAt: instant.optional(),
  /** Number of people concerned; never who. */
  people: z.int().min(0).max(100_000).optional(),
  firstUnit: line(80).optional(),
  /** Link back to the business system that owns the record. */
  link: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
});

/** Every later step: nothing required, so that a thin source can still tell that the step happened. */
export const caseStep = z.object({
  ...place,
  ...standing,
  reason: text(300).optional(),
  /** The unit asks the centre 待批; with EXTENSION `extension` says by how much, `reason` why. */
  request: z.enum(REQUEST_KINDS).optional(),
  /** The unit answers the letter of this rung. */
  answers: z.enum(LADDER_STEPS).optional(),
  /** With `case.extended`: what the rules' deadline is extended by. A source with its own deadline tells `dueAt`. */
  extension: extension.optional(),
  /** With `case.extended` and what suspends the item: the post that granted it, never a person's name. */
  approver: line(40).optional(),
  /** With `case.returned`: why the unit hands it back. */
  returnReason: z.enum(RETURN_REASONS).optional(),
  /** 倒灌核查: the same place and matter reported again, or seen by another source, since feedback? */
  check: z.enum(PASSES).optional(),
  /** With `case.calledback`: whether the matter is resolved in the eyes of who reported it. */
  callback: z.enum(PASSES).optional(),
  /** A step of a supporting unit, by the unit's id or name. */
  support: z.object({ unit: line(80), step: z.enum(SUPPORT_STEPS) }).optional(),
});

/** The item is done (办结). */
export const caseClosed = z.object({
  ...standing,
  outcome: z.enum(OUTCOMES).optional(),
  /** Why there was no call-back; `imported` for records of another system, which are counted apart. */
  callbackWaived: z.enum(CALLBACK_WAIVERS).optional(),
  /** When the item was closed, if not the event's `time`. */
  closedAt: instant.optional(),
});

/** The item goes on under another one (并案). */
export const caseMerged = z.object({ into: line(200), note: text(500).optional() });

/** A rating given at the call-back (回访评价). */
export const caseRated = z.object({
  /** 1 (very dissatisfied) to 5 (very satisfied); no rating text is taken in. */
  score: z.int().min(1).max(5),
});
