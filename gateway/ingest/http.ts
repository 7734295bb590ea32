import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Access, Identity } from '../access/port.ts';
import { EVENT_MEDIA_TYPES, INGEST_LIMITS } from '../contract/cloudevent.ts';
import { type ErrorCode, GatewayError } from '../contract/errors.ts';
import type { CommandReply, EventResult, IngestReply } from '../contract/http.ts';
import type { Clock } from '../ops/port.ts';
import { lostProblem } from './answer.ts';
import { ClientGone, mediaTypeOf, readBody } from './body.ts';
import { startDeadline } from './deadline.ts';
import type { RawEvents } from './items.ts';
import { readEvents } from './items.ts';
import { decodeUtf8, parseJson } from './json.ts';
import { type Media, PICTURE_BYTES, requireMediaRights } from './media.ts';
import { PICTURE_TYPES } from './picture.ts';
import type { Resubmit } from './resubmit.ts';

export interface IngestRoutes {
  readonly access: Access;
  readonly media: Media;
  readonly clock: Clock;
  readonly events: (raw: RawEvents, identity: Identity) => Promise<IngestReply>;
  readonly command: (sent: unknown, identity: Identity) => Promise<CommandReply>;
  readonly resubmit: Resubmit;
  /** Throws when the producer is over its share. */
  readonly admitProducer: (identity: Identity, events: number) => void;
  /** Takes room for a body before it is read; returns how it is given back. Throws when there is none. */
  readonly enter: (identity: Identity, bytes: number) => () => void;
  /** Counts a request that was refused as a whole. */
  readonly refused: (identity: Identity, code: ErrorCode) => void;
  /** Keeps a body that could not be read at all. */
  readonly keepUnreadable: (bytes: Uint8Array, fault: GatewayError, identity: Identity) => Promise<void>;
  /** Wraps every request, so that stopping can wait for it. */
  readonly track: (work: Promise<void>) => Promise<void>;
}

/**
 * `POST /v1/events`, `/v1/commands`, `/v1/media`, `/v1/dead-letters/:key/resubmit`. Refusals are thrown to the
 * application's one error handler.
 */
export function ingestRouter(routes: IngestRoutes): Router {
  const router = Router();
  const handle = (work: Work, bodyBytes: number): RequestHandler => {
    return async (request, response) => {
      const identity = identify(routes.access, request);
      const leave = enter(routes, identity, request, bodyBytes);
      try {
        await routes.track(work(routes, { request, response, identity }));
      } catch (error) {
        if (!(error instanceof ClientGone)) throw error;
      } finally {
        leave();
      }
    };
  };
  router.post('/v1/events', handle(postEvents, INGEST_LIMITS.bodyBytes));
  router.post('/v1/commands', handle(postCommand, INGEST_LIMITS.bodyBytes));
  router.post('/v1/media', handle(postMedia, PICTURE_BYTES));
  router.post('/v1/dead-letters/:key/resubmit', handle(postResubmit, INGEST_LIMITS.lineBytes));
  return router;
}

/** A request whose sender is known. */
interface Call {
  readonly request: Request;
  readonly response: Response;
  readonly identity: Identity;
}

type Work = (routes: IngestRoutes, call: Call) => Promise<void>;

/** A body without a length may be as large as its limit; what declares more is refused when it is read. */
function enter(routes: IngestRoutes, identity: Identity, request: Request, limit: number): () => void {
  const declared = Number(request.headers['content-length'] ?? limit);
  try {
    return routes.enter(identity, Math.min(Number.isFinite(declared) ? declared : limit, limit));
  } catch (fault) {
    // The answer is read only when what was sent is off the road.
    request.resume();
    if (fault instanceof GatewayError) routes.refused(identity, fault.code);
    throw fault;
  }
}

async function postEvents(routes: IngestRoutes, { request, response, identity }: Call): Promise<void> {
  if (identity.producer === null) {
    throw new GatewayError('forbidden', 'events come from producers; use a producer key');
  }
  try {
    const raw = await readRequest(routes, request, identity);
    sendReply(request, response, await routes.events(raw, identity), raw.single);
  } catch (fault) {
    if (fault instanceof GatewayError) routes.refused(identity, fault.code);
    throw fault;
  }
}

async function readRequest(routes: IngestRoutes, request: Request, identity: Identity): Promise<RawEvents> {
  const mediaType = mediaTypeOf(request, EVENT_MEDIA_TYPES);
  const bytes = await readBody(request, INGEST_LIMITS.bodyBytes);
  const raw = await readOrKeep(routes, bytes, mediaType, identity);
  routes.admitProducer(identity, raw.events.length);
  return raw;
}

async function readOrKeep(
  routes: IngestRoutes,
  bytes: Uint8Array,
  mediaType: string,
  identity: Identity,
): Promise<RawEvents> {
  try {
    return readEvents(bytes, mediaType);
  } catch (fault) {
    if (fault instanceof GatewayError && fault.code === 'unreadable_body') {
      await routes.keepUnreadable(bytes, fault, identity);
    }
    throw fault;
  }
}

/** One event answers with its own status; many with 200, 422 when none was valid, 503 when the log failed on the way. */
function sendReply(request: Request, response: Response, reply: IngestReply, single: boolean): void {
  const minimal = /(?:^|,)\s*return=minimal\s*(?:$|[,;])/i.test(request.get('prefer') ?? '');
  const told = minimal ? { ...reply, results: reply.results.filter(({ status }) => status !== 201) } : reply;
  if (minimal) response.set('Preference-Applied', 'return=minimal');
  const lost = lostProblem(reply);
  if (lost !== null) {
    response
      .status(lost.status)
      .set('Retry-After', String(lost.retryAfterS))
      .type('application/problem+json');
    response.send(JSON.stringify({ ...lost, ...told }));
    return;
  }
  response.status(single ? (reply.results[0]?.status ?? 200) : statusOfMany(reply)).json(told);
}

function statusOfMany({ results }: IngestReply): 200 | 422 {
  const valid = results.length === 0 || results.some(({ status }) => [201, 200, 409].includes(status));
  return valid ? 200 : 422;
}

async function postCommand(routes: IngestRoutes, { request, response, identity }: Call): Promise<void> {
  mediaTypeOf(request, ['application/json']);
  const bytes = await readBody(request, INGEST_LIMITS.bodyBytes);
  const reply = await routes.command(parseJson(decodeUtf8(bytes)), identity);
  response.status(reply.status).json(reply);
}

async function postMedia(routes: IngestRoutes, { request, response, identity }: Call): Promise<void> {
  requireMediaRights(identity);
  const declared = mediaTypeOf(request, PICTURE_TYPES);
  const bytes = await readBody(request, PICTURE_BYTES);
  const store = () => routes.media.store(bytes, declared, routes.clock.now());
  const { status, reply } = await startDeadline().within(store);
  response.status(status).json(reply);
}

/** An empty body tries the kept text; any other is the mended event. */
async function postResubmit(routes: IngestRoutes, { request, response, identity }: Call): Promise<void> {
  if (!identity.mayAdminister) {
    throw new GatewayError('forbidden', 'this needs the administrator key');
  }
  const bytes = await readBody(request, INGEST_LIMITS.lineBytes);
  if (bytes.length > 0) mediaTypeOf(request, MENDED_TYPES);
  const mended = bytes.length === 0 ? undefined : parseJson(decodeUtf8(bytes));
  const result: EventResult = await routes.resubmit(String(request.params.key), mended);
  response.status(result.status).json(result);
}

/** One event, as one event is sent to `/v1/events`. */
const MENDED_TYPES = ['application/cloudevents+json', 'application/json'] as const;

function identify(access: Access, request: Request): Identity {
  const header = request.get('authorization');
  const bearer = header === undefined ? null : (/^Bearer\s+(\S+)$/i.exec(header)?.[1] ?? '');
  const identity = access.identify(bearer, request.query.as === 'visitor' ? 'visitor' : null);
  if (identity !== null) return identity;
  throw new GatewayError(
    'unauthorized',
    bearer === null ? 'send a key as Authorization: Bearer …' : 'this key is unknown or revoked',
  );
}
