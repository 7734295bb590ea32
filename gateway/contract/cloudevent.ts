import { z } from 'zod';
import { entityId, instant } from './events/shared.ts';
import { REALITIES } from './vocabulary.ts';

/**
 * CloudEvents 1.0 envelope as a producer sends it (JSON event format).
 * `(source, id)` names the event once and for ever; `subject` is the entity; `time` is when it happened.
 */
export const cloudEvent = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(200),
  source: z.string().min(1).max(300),
  type: z.string().min(3).max(80),
  subject: entityId,
  time: instant,
  datacontenttype: z.literal('application/json').optional(),
  /** Order within one entity; case, alarm, terminal and video producers must give it. */
  sequence: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  /** Raised by a producer that restarts its numbering. */
  producerepoch: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  /** A producer may ask for `exercise` or `test`, never for `actual`; the gateway stamps the rest. */
  reality: z.enum(REALITIES).optional(),
  data: z.record(z.string(), z.unknown()),
});
export type CloudEvent = z.infer<typeof cloudEvent>;

/** Media types of `POST /v1/events`. Plain `application/json` is read as one event or, if an array, a batch. */
export const EVENT_MEDIA_TYPES = [
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
  'application/x-ndjson',
  'application/json',
] as const;

/** Limits at the door; the error of each names the limit. */
export const INGEST_LIMITS = {
  /** Bytes of a whole request. */
  bodyBytes: 1_048_576,
  /** Bytes of one NDJSON line. */
  lineBytes: 65_536,
  /** Nesting of objects and arrays. */
  depth: 16,
  /** Events of one batch or NDJSON body. */
  batch: 1_000,
  /** How far ahead of the gateway's clock an event's time may be, ms (decisions D12). */
  futureMs: 300_000,
  /** Bytes of one picture. */
  mediaBytes: 1_048_576,
} as const;
