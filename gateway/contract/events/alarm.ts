import { z } from 'zod';
import { ALARM_PRIORITIES, ALARM_TYPES, DEVICE_HEALTHS } from '../vocabulary.ts';
import { entityId, instant, line, place, text } from './shared.ts';

const reading = z.object({
  value: z.number(),
  /** The threshold that was crossed. */
  limit: z.number().optional(),
  unit: line(12),
});

/** A condition that needs a timely human response. */
export const alarmRaised = z.object({
  type: z.enum(ALARM_TYPES),
  priority: z.enum(ALARM_PRIORITIES),
  title: line(80),
  device: line(80).optional(),
  ...place,
  reading: reading.optional(),
  raisedAt: instant.optional(),
  /** From then on the condition is taken as over, if the source says nothing more. */
  expiresAt: instant.optional(),
  /** Earlier alarms of the same source that this one stands for from now on: they end, nothing is told twice. */
  replaces: z.array(entityId).max(8).optional(),
});

/** A change of reading, priority or words; the alarm stays the same one. */
export const alarmUpdated = z.object({
  priority: z.enum(ALARM_PRIORITIES).optional(),
  title: line(80).optional(),
  reading: reading.optional(),
  expiresAt: instant.optional(),
  note: text(300).optional(),
});

/** The condition went back to normal by itself; an unacknowledged alarm stays until somebody has seen it. */
export const alarmReturned = z.object({ reading: reading.optional(), note: text(300).optional() });

/** The source withdraws the alarm. */
export const alarmCleared = z.object({
  /** Other alarms of the same source that are withdrawn with it: a cancel that has a number of its own. */
  withdraws: z.array(entityId).max(8).optional(),
  note: text(300).optional(),
});

/** Health of the alarming device. */
export const alarmHealthChanged = z.object({ health: z.enum(DEVICE_HEALTHS), device: line(80).optional() });
