import { z } from 'zod';
import { actor } from './events/operation.ts';
import { instant } from './events/shared.ts';
import { commandReply, type Reads } from './http.ts';

/** Tracks are thinned and written by the quarter of an hour, ms. */
export const TRACK_SLOT_MS = 900_000;
/** Longest stretch of time that is opened at once, ms. */
export const TRACK_OPEN_MS = 86_400_000;
/** Fixes that come later than this after they were taken are not told with their time, ms. */
export const TRACK_LATE_MS = 86_400_000;

/**
 * `POST /v1/terminals/{id}/track`: opens the track of one terminal for a stated purpose (decisions D10). Idempotent by
 * `id` like any command: the opening is the entry `operation.track_opened`, written before anything is told.
 */
export const trackRequest = z.strictObject({
  id: z.string().min(1).max(200),
  by: actor,
  reason: z.string().trim().min(4).max(300),
  from: instant,
  until: instant,
});
export type TrackRequest = z.infer<typeof trackRequest>;

/** Where a terminal has been: what its thinned track holds of the time that was asked for, in the order of time. */
export const trackReply = z.object({
  /** Of the entry that says who opened it and why. */
  position: commandReply.shape.position,
  terminal: z.string(),
  from: z.string(),
  until: z.string(),
  /** What was told after this instant is not in the tracks yet; null while there are none. */
  writtenTo: z.string().nullable(),
  /** Metres by which the line may lie beside where the terminal was. */
  toleranceM: z.int(),
  fixes: z.array(z.object({ at: z.string(), lng: z.number(), lat: z.number() })),
});
export type TrackReply = Reads<typeof trackReply>;
