import { z } from 'zod';
import { SHELVE_REASONS } from '../alarms.ts';
import { CASE_KINDS, URGENCIES } from '../vocabulary.ts';
import { entityId, instant, line, text } from './shared.ts';

const note = text(300).optional();

/** Stops the sound of one alarm; it is neither seen nor over. */
export const operationSilenced = z.object({ note });

/** Sets a latched alarm back, once its condition is over and somebody has acknowledged it. */
export const operationReset = z.object({ note });

/** Keeps an alarm off the strip until an instant; the rules cap how long. */
export const operationShelved = z.object({ reason: z.enum(SHELVE_REASONS), until: instant, note });

/** Takes a shelved alarm back before its time. */
export const operationUnshelved = z.object({ note });

/** Takes an alarm out of service for as long as its maintenance item is open; `item` is the item's id. */
export const operationRemoved = z.object({ item: entityId, note });

/** Puts it back into service while the maintenance item is still open. */
export const operationRestored = z.object({ note });

/** Makes an item of an alarm or a verified lead, or joins it to the item `item` that is there already. */
export const operationLinked = z.object({
  item: entityId.optional(),
  /** Left out, that of what it is made of; of a warning the gateway writes it, for the warning goes before its item does. */
  title: line(120).optional(),
  kind: z.enum(CASE_KINDS).optional(),
  urgency: z.enum(URGENCIES).optional(),
  note,
});
