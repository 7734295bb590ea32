import { z } from 'zod';
import type { Reads } from './http.ts';
import { TERMINAL_STATES } from './vocabulary.ts';

/** Why a terminal is not called, although it is near. */
export const NOT_CALLED_BECAUSE = [
  'OFF_DUTY',
  'OFFLINE',
  'STALE',
  'BUSY',
  'SOS',
  'LOW_BATTERY',
  'INACCURATE',
  'STUCK',
] as const;
export type NotCalledBecause = (typeof NOT_CALLED_BECAUSE)[number];

const near = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.string().nullable(),
  state: z.enum(TERMINAL_STATES),
  /** Straight-line distance 直线距离 over the ground, whole metres. */
  distanceM: z.int(),
  /** Age of the last fix, whole seconds. */
  fixAgeS: z.int(),
  accuracyM: z.number().nullable(),
  /** Percent; null when it does not tell. */
  battery: z.number().nullable(),
  onDuty: z.boolean(),
  rostered: z.boolean(),
});

/** A terminal that may be called, with what speaks for it. */
export const nearTerminal = near.extend({
  /** On foot, at 5 km/h over 1.4 times the straight line unless the rules say otherwise; whole minutes, rounded up. */
  walkMinutes: z.int(),
});
export type NearTerminal = Reads<typeof nearTerminal>;

/** A terminal that is as near and is passed over. */
export const passedOver = near.extend({ because: z.enum(NOT_CALLED_BECAUSE) });
export type PassedOver = Reads<typeof passedOver>;

/** Parameters of `GET /v1/terminals/nearest`: either `to`, or `lng` and `lat`. */
export const nearestQuery = z.strictObject({
  to: z.string().max(240).optional(),
  lng: z.coerce.number().min(-180).max(180).optional(),
  lat: z.coerce.number().min(-90).max(90).optional(),
  count: z.coerce.number().int().min(1).max(20).default(5),
  as: z.string().optional(),
});

/**
 * `GET /v1/terminals/nearest`: those that may be called to a place, nearest first, and those nearer than the last of
 * them that may not, with the reason.
 */
export const nearestReply = z.object({
  at: z.string(),
  place: z.object({ lng: z.number(), lat: z.number() }),
  nearest: z.array(nearTerminal),
  passedOver: z.array(passedOver),
});
export type NearestReply = Reads<typeof nearestReply>;
