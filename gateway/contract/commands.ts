import { z } from 'zod';
import { COMMAND_TYPES } from './event-types.ts';
import { actor } from './events/operation.ts';

/**
 * `POST /v1/commands` and the socket event `cmd`: the only way to an `operation.*` entry. Idempotent by `id`.
 * `subject` is `kind:id`; `seen` is the entity's version that the person looked at.
 */
export const command = z.object({
  id: z.string().min(1).max(200),
  type: z.enum(COMMAND_TYPES),
  subject: z.string().min(1).max(260),
  seen: z.int().min(0).optional(),
  by: actor,
  data: z.record(z.string(), z.unknown()).default({}),
});
export type Command = z.infer<typeof command>;

/** Kinds of entity that a command of each type may be about. */
export const COMMAND_TARGETS = {
  'operation.acknowledged': ['alarm'],
  'operation.silenced': ['alarm'],
  'operation.reset': ['alarm'],
  'operation.shelved': ['alarm'],
  'operation.unshelved': ['alarm'],
  'operation.removed': ['alarm'],
  'operation.restored': ['alarm'],
  'operation.linked': ['alarm', 'video', 'warning'],
  'operation.dispatched': ['terminal'],
  'operation.departed': ['terminal'],
  'operation.arrived': ['terminal'],
  'operation.released': ['terminal'],
  'operation.sos_cleared': ['terminal'],
  'operation.track_opened': ['terminal'],
  'operation.verified': ['video', 'case'],
  'operation.warning_confirmed': ['warning'],
  'operation.warning_issued': ['warning'],
  'operation.warning_signed': ['warning'],
  'operation.warning_answered': ['warning'],
  'operation.warning_lifted': ['warning'],
  'operation.instruction_sent': ['case', 'alarm', 'video', 'warning'],
  'operation.instruction_read': ['instruction'],
  'operation.instruction_done': ['instruction'],
  'operation.unmasked': ['video', 'case'],
  'operation.noted': ['case', 'alarm', 'video'],
  'operation.level_changed': ['case'],
  'operation.reviewed': ['case'],
  'operation.letter_issued': ['case'],
  'operation.extension_decided': ['case'],
  'operation.suspension_decided': ['case'],
  'operation.called_in': ['case'],
  'operation.reported_in': ['case'],
} as const;
