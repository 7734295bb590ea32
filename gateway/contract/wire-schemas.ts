import { z } from 'zod';
import { ENTITY_KINDS } from './entities.ts';
import { EVENT_TYPES, type EventType } from './event-types.ts';
import { commandReply, ingestReply, interruptedReply, problem } from './http.ts';
import { PROJECTIONS } from './vocabulary.ts';
import type {
  Bye,
  ClockState,
  DistinctEvent,
  Frame,
  Heartbeat,
  Hello,
  LiveAuth,
  Pulse,
  Reset,
  SnapshotChunk,
  SnapshotReason,
  SnapshotRef,
} from './wire.ts';
import type { IngestAuth, IngestHello } from './wire-ingest.ts';

/** Schemas of the messages in `wire.ts` and `wire-ingest.ts`, for documents and tests; the page, which carries no validator, has the types. */
const count = z.int().min(0);
const ms = z.number();
const token = z.string();
const reason = z.enum([
  'new',
  'trimmed',
  'diverged',
  'epoch',
  'schema',
  'scope',
]) satisfies z.ZodType<SnapshotReason>;

const clock = z.object({ simulated: z.boolean(), rate: z.number() }) satisfies z.ZodType<ClockState>;

/** `[kind, entity]`: the entity is complete, with the fields that the caller's projection sees. */
const entityRecord = z.tuple([z.enum(ENTITY_KINDS), z.looseObject({ id: z.string() })]);

/** `[n, type, kind, id, at, healedFrom?]`. */
const distinctEvent = z.tuple([
  count,
  z.enum(Object.keys(EVENT_TYPES) as [EventType, ...EventType[]]),
  z.enum(ENTITY_KINDS),
  z.string(),
  ms,
  count.exactOptional(),
]) satisfies z.ZodType<DistinctEvent>;

const snapshotRef = z.object({
  url: z.string(),
  chunks: count,
  bytes: count,
  n: count,
  at: ms,
  viewHash: z.string(),
  token,
}) satisfies z.ZodType<SnapshotRef>;

/** Socket.IO handshake `auth`. */
export const liveAuth = z.object({
  proto: z.int(),
  token: z.string().exactOptional(),
  as: z.literal('visitor').exactOptional(),
  client: z.object({ kind: z.enum(['wall', 'headless']), build: z.string() }).exactOptional(),
  resume: token.exactOptional(),
}) satisfies z.ZodType<LiveAuth>;

/** First word of the gateway. */
export const hello = z.object({
  proto: z.int(),
  session: z.string(),
  gateway: z.string(),
  site: z.string(),
  projection: z.enum(PROJECTIONS),
  serverNow: ms,
  clock,
  epoch: z.string(),
  n: count,
  mode: z.enum(['live', 'resume', 'snapshot']),
  reason: reason.exactOptional(),
  snapshot: snapshotRef.exactOptional(),
  limits: z.object({ tickMs: ms, credit: count, heartbeatMs: ms }),
}) satisfies z.ZodType<Hello>;

/** One atomic step from exactly `b` to `n`. */
export const frame = z.object({
  b: count,
  n: count,
  at: ms,
  u: z.array(entityRecord),
  x: z.array(z.tuple([z.enum(ENTITY_KINDS), z.string()])),
  a: z.array(distinctEvent).exactOptional(),
  p: count.exactOptional(),
  l: count.exactOptional(),
  tk: token,
}) satisfies z.ZodType<Omit<Frame, 'u'>>;

/** Sign of life. */
export const pulse = z.object({
  serverNow: ms,
  clock,
  logOk: z.boolean(),
  logFull: z.literal(true).exactOptional(),
}) satisfies z.ZodType<Pulse>;

/** From `b` to `n` nothing changed that this projection sees. */
export const heartbeat = z.object({
  ...pulse.shape,
  b: count,
  n: count,
  at: ms,
  viewHash: z.string(),
  coreHash: z.string().exactOptional(),
  tk: token,
}) satisfies z.ZodType<Heartbeat>;

/** A discontinuity that the gateway saw. */
export const reset = z.object({
  reason,
  epoch: z.string(),
  snapshot: snapshotRef,
}) satisfies z.ZodType<Reset>;

/** Last word before the gateway closes. */
export const bye = z.object({
  code: z.enum(['shutdown', 'slow', 'unauthorized', 'incompatible', 'starting']),
  retryAfterMs: ms,
  again: z.boolean(),
}) satisfies z.ZodType<Bye>;

/** `ready` and `ack`: a place that was reached. */
export const reached = z.object({ n: count });

/** The client's place did not fit a frame. */
export const resync = z.object({ token: token.nullable() });

/** Answer to `time`. */
export const timeAnswer = z.object({ serverNow: ms, clock });

/** Answer to `cmd`. */
export const commandAnswer = z.union([commandReply, problem]);

/** One chunk of a snapshot. */
export const snapshotChunk = z.object({
  chunk: count,
  of: count,
  n: count,
  entities: z.array(entityRecord),
}) satisfies z.ZodType<Omit<SnapshotChunk, 'entities'>>;

/** Socket.IO handshake `auth` of a producer. */
export const ingestAuth = z.object({
  proto: z.int(),
  token: z.string().exactOptional(),
}) satisfies z.ZodType<IngestAuth>;

/** First word of the gateway to a producer. */
export const ingestHello = z.object({
  proto: z.int(),
  session: z.string(),
  site: z.string(),
  producer: z.string(),
  limits: z.object({ window: count, windowBytes: count, batch: count, bytes: count }),
}) satisfies z.ZodType<IngestHello>;

/** Acknowledgement of a producer's batch. */
export const ingestAnswer = z.union([ingestReply, interruptedReply, problem]);
