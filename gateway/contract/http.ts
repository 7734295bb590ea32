import { z } from 'zod';
import { ERRORS, type ErrorCode, type Problem } from './errors.ts';
import { instant } from './events/shared.ts';
import { DURABILITIES, FLAGS } from './vocabulary.ts';

/** What a schema reads, as nobody may change it. */
export type Reads<Schema extends z.ZodType> = Frozen<z.infer<Schema>>;
type Frozen<Value> = Value extends object ? { readonly [Key in keyof Value]: Frozen<Value[Key]> } : Value;

/** Any code of the error catalogue. */
export const errorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

const durability = z.enum(DURABILITIES);
const count = z.int().min(0);
/** Place in the log as `e:n:h`. */
const position = z.string();

/** RFC 9457 problem document, the body of every refusal. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: errorCode,
  detail: z.string(),
  path: z.string().exactOptional(),
  retryable: z.boolean(),
  retryAfterS: z.number().exactOptional(),
}) satisfies z.ZodType<Problem>;

/** Outcome of one event. `status` is 201 new, 200 duplicate, 409 conflict, 403 or 422 refused, 503 not promised. */
export const eventResult = z.object({
  /** Index in the batch or line number from 0. */
  i: count,
  status: z.int(),
  id: z.string().nullable(),
  /** Of the new entry, or of the original of a duplicate or conflict. */
  position: position.optional(),
  n: count.optional(),
  code: errorCode.optional(),
  detail: z.string().optional(),
  path: z.string().optional(),
  retryable: z.boolean().optional(),
  /** What was odd about an accepted event. */
  flags: z.array(z.enum(FLAGS)).optional(),
});
export type EventResult = Reads<typeof eventResult>;

/** Answer of `POST /v1/events`, for one event as for many. */
export const ingestReply = z.object({
  accepted: count,
  duplicates: count,
  rejected: count,
  durability,
  results: z.array(eventResult),
});
export type IngestReply = Reads<typeof ingestReply>;

/** Answer of `POST /v1/events` when the log failed on the way: what was not promised may be sent again. */
export const interruptedReply = ingestReply.extend(problem.shape);

/** Answer of `POST /v1/commands` and of the socket event `cmd`. */
export const commandReply = z.object({
  status: z.literal([201, 200]),
  position,
  n: count,
  durability,
});
export type CommandReply = Reads<typeof commandReply>;

/** Answer of `POST /v1/media`. */
export const mediaReply = z.object({
  /** SHA-256 of the picture, to be named by events. */
  media: z.string(),
  bytes: count,
  expiresAt: instant,
});
export type MediaReply = Reads<typeof mediaReply>;

/** `GET /v1/time`. `rate` is simulated seconds per second; 1 on a real clock. */
export const timeReply = z.object({
  now: instant,
  ms: z.number(),
  simulated: z.boolean(),
  rate: z.number(),
});
export type TimeReply = Reads<typeof timeReply>;

/** `GET /healthz`: is the process up. */
export const healthReply = z.object({
  ok: z.boolean(),
  version: z.string(),
  site: z.string(),
  engine: z.enum(['redis', 'sqlite']),
  /** Which engine keeps the log and why, in one line. */
  engineLine: z.string(),
  durability,
  access: z.enum(['demo', 'keys']),
  /**
   * Rule files that stand for the shipped ones, the last on top: of the simulated world while it speaks here, of the
   * site (`YITU_RULES`).
   */
  ownRules: z.array(z.object({ from: z.enum(['simulated', 'site']), files: z.array(z.string()) })),
  position: z.object({ e: z.string(), n: count, h: z.string() }),
  uptimeS: z.number(),
});
export type HealthReply = Reads<typeof healthReply>;

/** `GET /readyz`: whether the gateway can serve now, and if not, what is missing. */
export const readinessReply = z.object({
  ready: z.boolean(),
  reasons: z.array(z.string()),
  /** What an administrator should know although the gateway serves: losses of the log since the start. */
  notes: z.array(z.string()),
});
export type Readiness = Reads<typeof readinessReply>;

/** `GET /v1/quarantine`: log entries that no reducer could apply, by their number. */
export const quarantineReply = z.object({
  quarantined: z.array(
    z.object({
      n: count,
      type: z.string(),
      reason: z.string(),
      /** It is an exercise or a test: listed, and counted nowhere. */
      played: z.literal(true).optional(),
    }),
  ),
});
export type QuarantineReply = Reads<typeof quarantineReply>;
