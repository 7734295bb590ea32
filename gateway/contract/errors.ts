/** Who can act on an error: who operates the wall, who runs the gateway, or who wrote the producer. */
export type ErrorActor = 'operator' | 'administrator' | 'developer';

interface ErrorSpec {
  readonly status: number;
  readonly retryable: boolean;
  readonly actor: ErrorActor;
  /** One sentence, the `title` of the problem document. The `detail` says what exactly, where, and how to fix it. */
  readonly title: string;
}

const spec = (status: number, actor: ErrorActor, title: string, retryable = false): ErrorSpec => ({
  status,
  actor,
  title,
  retryable,
});

/** Every error that a client can meet, by code. Retryable is exactly what may be sent again unchanged. */
export const ERRORS = {
  invalid_parameter: spec(400, 'developer', 'A parameter of the address is missing or wrong'),
  unreadable_body: spec(400, 'developer', 'The body could not be read'),
  unauthorized: spec(401, 'administrator', 'A key is missing or unknown'),
  forbidden: spec(403, 'administrator', 'This key may not do that'),
  internal_feed: spec(
    403,
    'developer',
    'operation.* comes by POST /v1/commands, system.* only from the gateway',
  ),
  not_found: spec(404, 'developer', 'There is nothing here'),
  method_not_allowed: spec(405, 'developer', 'This address takes other methods'),
  unknown_subject: spec(404, 'operator', 'No such entity'),
  text_not_kept: spec(
    409,
    'administrator',
    'The refused event is no longer kept whole; send the mended one along',
  ),
  unknown_registration: spec(409, 'administrator', 'The producer of this letter is no longer registered'),
  id_conflict: spec(409, 'developer', 'This (source, id) was recorded with another payload'),
  already_registered: spec(409, 'administrator', 'There is one of this name already'),
  stale_seen: spec(409, 'operator', 'The entity changed since it was looked at'),
  body_too_large: spec(413, 'developer', 'The body is larger than the limit'),
  line_too_long: spec(413, 'developer', 'A line is longer than the limit'),
  batch_too_large: spec(413, 'developer', 'Too many events in one request'),
  unsupported_media_type: spec(415, 'developer', 'This content type is not taken here'),
  invalid_event: spec(422, 'developer', 'The event does not follow its schema'),
  too_deep: spec(422, 'developer', 'The event is nested too deeply'),
  unknown_type: spec(422, 'developer', 'There is no such event type'),
  unknown_indicator_kind: spec(422, 'developer', 'There is no such indicator kind; the list is closed'),
  future_time: spec(422, 'developer', 'The event is dated too far in the future'),
  category_denied: spec(422, 'administrator', 'This category is not taken in'),
  invalid_command: spec(422, 'developer', 'The command does not follow its schema'),
  invalid_registration: spec(422, 'administrator', 'The registration does not follow its schema'),
  invalid_media: spec(422, 'developer', 'The picture could not be read'),
  too_many_requests: spec(429, 'developer', 'This producer sends more than its share', true),
  internal: spec(500, 'administrator', 'The gateway failed on this request'),
  tile_unavailable: spec(503, 'administrator', 'The tile service did not give the tile', true),
  log_unavailable: spec(
    503,
    'administrator',
    'The log cannot be written now; nothing was promised, send it again',
    true,
  ),
  log_full: spec(
    503,
    'administrator',
    'The log has no room left; nothing was promised, send it again when there is room',
    true,
  ),
  lease_lost: spec(
    503,
    'administrator',
    'Another gateway has taken this duty over; nothing was written',
    true,
  ),
  starting: spec(503, 'administrator', 'The gateway is still starting', true),
} as const satisfies Record<string, ErrorSpec>;

export type ErrorCode = keyof typeof ERRORS;

interface GatewayErrorOptions {
  readonly path?: string;
  readonly cause?: unknown;
  readonly retryAfterS?: number;
}

/** A refusal with a code of the catalogue. `detail` is for the caller; `cause` stays in the gateway's own log. */
export class GatewayError extends Error {
  readonly code: ErrorCode;
  /** Where the fault is, as a path of keys from the body's root. */
  readonly path: string | null;
  /** Seconds to wait before sending again, where they are known. */
  readonly retryAfterS: number | null;

  constructor(code: ErrorCode, detail: string, options: GatewayErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'GatewayError';
    this.code = code;
    this.path = options.path ?? null;
    this.retryAfterS = options.retryAfterS ?? null;
  }
}

/** RFC 9457 problem document. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly path?: string;
  readonly retryable: boolean;
  /** Seconds to wait before sending again, where they are known; over HTTP the same as `Retry-After`. */
  readonly retryAfterS?: number;
}

/** The problem document of a refusal; the cause is left out. */
export function problemOf(error: GatewayError): Problem {
  const { status, title, retryable } = ERRORS[error.code];
  return {
    type: `urn:yitu:error:${error.code}`,
    title,
    status,
    code: error.code,
    detail: error.message,
    retryable,
    ...(error.path === null ? {} : { path: error.path }),
    ...(error.retryAfterS === null ? {} : { retryAfterS: error.retryAfterS }),
  };
}
