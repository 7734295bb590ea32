import { z } from 'zod';
import { COMMAND_TYPES, EVENT_TYPES, type EventType } from '../../../gateway/contract/index.ts';
import { SCRIPT_PICTURES } from './picture.ts';

/** `15:21` on the first day, `+1 09:40` on the next working day, or seconds after the beginning. */
const when = z.union([
  z.number().min(0),
  z.string().regex(/^(?:\+\d{1,2} )?(?:[01]\d|2[0-3]):[0-5]\d$/, '应为 15:21、+1 09:40（下一工作日）或秒数'),
]);
export type When = z.infer<typeof when>;

const types = (Object.keys(EVENT_TYPES) as EventType[]).filter((type) => !type.startsWith('system.'));

/** One thing that is said about one subject. A command type is given by a seat, every other is told by its feed. */
const step = z.strictObject({
  when,
  /** Name of the thing in `things`. */
  of: z.string().min(1),
  type: z.enum(types as [EventType, ...EventType[]]),
  data: z.record(z.string(), z.unknown()).default({}),
  /** Who must act from here on: `village`, `town`, or part of a department's name; null takes it back. */
  holder: z.array(z.string().min(1)).min(1).nullable().optional(),
  /** Deadline: working days after the first day, at an hour. */
  due: z.strictObject({ workdays: z.int().min(0), at: z.string().regex(/^\d{2}:\d{2}$/) }).optional(),
  /** Generated pictures; those of earlier steps are told again. */
  photos: z.array(z.enum(SCRIPT_PICTURES)).optional(),
});
export type Step = z.infer<typeof step>;

/** A script: things, and what is said about them step by step. */
export const script = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/),
  /** At an hour of the first working day on which it still lies ahead, or seconds after the start. */
  begins: z.union([
    z.strictObject({ at: z.string().regex(/^\d{2}:\d{2}$/) }),
    z.strictObject({ afterS: z.number().min(0) }),
  ]),
  /** `exercise` and `test` are shown and never counted. */
  reality: z.enum(['exercise', 'test']).optional(),
  things: z.record(
    z.string(),
    z.strictObject({
      kind: z.enum(['case', 'alarm', 'video']),
      /** Somewhere in a village, on a road, or at a place of these categories. */
      stands: z.union([z.literal('village'), z.literal('road'), z.array(z.string().min(1)).min(1)]),
    }),
  ),
  steps: z.array(step).min(1),
});
export type Script = z.infer<typeof script>;

/** Is it a type that only a command brings? */
export function isCommandType(type: EventType): type is (typeof COMMAND_TYPES)[number] {
  return COMMAND_TYPES.some((known) => known === type);
}
