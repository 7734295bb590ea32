import { type Request, type Response, Router } from 'express';
import type { Access, Identity } from '../access/port.ts';
import { GatewayError } from '../contract/errors.ts';
import type { CommandReply } from '../contract/http.ts';
import type { Thinning } from '../contract/retention.ts';
import {
  TRACK_LATE_MS,
  TRACK_OPEN_MS,
  TRACK_SLOT_MS,
  type TrackReply,
  type TrackRequest,
  trackRequest,
} from '../contract/tracks.ts';
import type { StateView } from '../fold/port.ts';
import { unpackTrack } from '../fold/tracks/pack.ts';
import type { EventLog } from '../log/port.ts';
import { identify, readingAs } from './identify.ts';
import { jsonBody } from './json-body.ts';
import { isoWithOffset } from './time.ts';

export interface TracksRouterOptions {
  readonly access: Access;
  readonly log: EventLog;
  readonly view: () => StateView;
  /** Puts a command into the log. @throws {GatewayError} its refusal */
  readonly command: (sent: unknown, identity: Identity) => Promise<CommandReply>;
  readonly utcOffsetMinutes: number;
  /** How long tracks are kept, ms, and how they are thinned. */
  readonly retention: { readonly tracksMs: number; readonly thinning: Thinning };
}

/** `POST /v1/terminals/:id/track`: where one terminal has been, told after who asks and why is in the log. */
export function tracksRouter(options: TracksRouterOptions): Router {
  const { access, command } = options;
  const router = Router();
  router.post(
    '/v1/terminals/:id/track',
    (request, _response, next) => {
      if (readingAs(access, request) !== 'operator')
        throw new GatewayError('forbidden', 'tracks are told to the duty seats only; use a read key');
      next();
    },
    jsonBody,
    async (request: Request, response: Response) => {
      const asked = askedIn(request.body);
      const terminal = String(request.params.id);
      const { id, by, reason, from, until } = asked;
      const data = { reason, from, until };
      const sent = { id, type: 'operation.track_opened', subject: `terminal:${terminal}`, by, data };
      const opened = await command(sent, identify(access, request));
      response.status(opened.status).json(await trackOf(options, terminal, { asked, opened }));
    },
  );
  return router;
}

function askedIn(body: unknown): TrackRequest {
  const parsed = trackRequest.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path.map(String).join('.') ?? '';
    throw new GatewayError('invalid_parameter', `${path}: ${issue?.message ?? 'not valid'}`, { path });
  }
  const span = Date.parse(parsed.data.until) - Date.parse(parsed.data.from);
  if (span > 0 && span <= TRACK_OPEN_MS) return parsed.data;
  throw new GatewayError('invalid_parameter', 'until: after from, by 24 hours at most', { path: 'until' });
}

interface Opened {
  readonly asked: TrackRequest;
  readonly opened: CommandReply;
}

async function trackOf(
  { log, view, utcOffsetMinutes, retention }: TracksRouterOptions,
  terminal: string,
  { asked, opened }: Opened,
): Promise<TrackReply> {
  const [from, until] = [Date.parse(asked.from), Date.parse(asked.until)];
  const oldest = Math.max(from, view().now() - retention.tracksMs);
  const slots = await log.trackSlots();
  const last = slots.at(-1);
  const packed = await log.tracksOf(terminal, oldest - TRACK_SLOT_MS, until + TRACK_LATE_MS);
  const fixes = packed
    .flatMap(unpackTrack)
    .filter(({ at }) => at >= oldest && at <= until)
    .sort((a, b) => a.at - b.at || a.n - b.n);
  const iso = (ms: number) => isoWithOffset(ms, utcOffsetMinutes);
  return {
    position: opened.position,
    terminal,
    from: iso(from),
    until: iso(until),
    writtenTo: last === undefined ? null : iso(last.at + TRACK_SLOT_MS),
    toleranceM: retention.thinning.toleranceM,
    fixes: fixes.map(({ at, lng, lat }) => ({ at: iso(at), lng, lat })),
  };
}
